"""The bundle taken anew from the disk, while the talk goes on with the old one."""

import asyncio
import gc
from collections.abc import Awaitable, Callable

from recommender import Recommender

Load = Callable[[], Awaitable[Recommender]]


async def from_disk() -> Recommender:
    """The bundle that ships."""
    return await asyncio.to_thread(Recommender.load)


class Reloading:
    def __init__(self, load: Load, use: Callable[[Recommender], None]) -> None:
        """`load` takes the bundle from the disk, `use` puts it in place of the one before."""
        self._load = load
        self._use = use
        self._turn = asyncio.Lock()

    async def reload(self) -> Recommender:
        """Use the bundle that is on the disk now; BundleError when it is broken: the old one stays."""
        async with self._turn:
            fresh = await self._load()
            self._use(fresh)
            await asyncio.to_thread(_let_go)
        return fresh


def _let_go() -> None:
    """Free the old model, which the start had put out of the garbage collector's sight."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
