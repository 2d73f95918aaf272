"""How late the event loop is while others' work goes on beside it: `python -m bench.lags [FOLDER]`.

A search among the names of a million artists, as the handlers ask for it, and a bundle loaded anew, as
/reload does. The catalogue of a million is made first, or taken from the folder. Imports and pictures tell
their own (bench.imports, bench.drawing).
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import numpy as np

import loading
from bench.growth import made
from bench.imports import lag_of, told
from bench.others import ARTISTS
from bench.queries import mistyped
from handlers.frame.reloading import Reloading
from handlers.frame.thinking import think
from recommender import Recommender

SECONDS = 10.0
WORDS = 500


async def measure(folder: Path) -> None:
    bundle = await made(ARTISTS, folder)
    engine = Recommender.open(bundle)
    await loading.beside(partial(loading.wake, engine))
    random = np.random.default_rng(2026)
    words = [mistyped(artist.name, random) for artist in engine.most_heard(WORDS)]
    reloading = Reloading(lambda: loading.beside(partial(loading.reload, None)), lambda _: None)

    async def search() -> None:
        await asyncio.gather(*(think(engine.find, word) for word in words[:8]))
        words.append(words.pop(0))

    await tell("nothing else", partial(asyncio.sleep, SECONDS))
    await tell("a search among a million names", search)
    await tell("the default bundle loaded anew", reloading.reload)


async def tell(what: str, work: Callable[[], Awaitable[object]]) -> None:
    """Print the loop's lags while this is done again and again."""
    gc.freeze()
    until = time.perf_counter() + SECONDS
    async with lag_of() as lag:
        while time.perf_counter() < until:
            await work()
    print(f"{what:32} loop lag {told(lag)}")  # noqa: T201 - what it is for


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(measure(Path(sys.argv[1] if len(sys.argv) > 1 else place)))
