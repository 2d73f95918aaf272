"""Pictures on demand: drawn one at a time in a thread of their own, the last ones kept."""

import asyncio
import gc
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from pictures.data import Picture, Poster, Theme

KEPT = 64
"""Pictures of some 150 kB each."""


class Gallery:
    """A picture is known by its data: as long as that stays the same, it is drawn once."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._pictures: OrderedDict[tuple[Picture, Theme], bytes] = OrderedDict()
        # One thread: matplotlib is not made for several, and other work wants a processor too.
        self._thread = ThreadPoolExecutor(1, "pictures")

    async def png(self, picture: Picture, theme: Theme) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._png, picture, theme)

    def clear(self) -> None:
        """Keep none of the pictures any longer."""
        self._thread.submit(self._pictures.clear)

    def _png(self, picture: Picture, theme: Theme) -> bytes:
        known = (picture, theme)
        if known not in self._pictures:
            self._pictures[known] = _draw(picture, theme)
            # Matplotlib's figures hold themselves by cycles, two megabytes each. The bot looks for such
            # garbage seldom; what it finds late has riddled the heap, which then never shrinks again.
            gc.collect(1)
        self._pictures.move_to_end(known)
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return self._pictures[known]


def _draw(picture: Picture, theme: Theme) -> bytes:
    # Not at the top of the file: matplotlib and networkx take a second to import, and a start needs neither.
    if isinstance(picture, Poster):
        from pictures import poster  # noqa: PLC0415

        return poster.draw(picture, theme)
    from pictures import network  # noqa: PLC0415

    return network.draw(picture, theme)
