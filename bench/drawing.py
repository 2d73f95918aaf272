"""How long pictures take: `uv run python -m bench.drawing [FOLDER]`.

A made-up history of eight years goes into a database; then the bot's own way draws from it. With a folder,
the pictures are left there. Prints seconds by the clock, the first with matplotlib's import in it, and how
late the event loop was meanwhile.
"""

import asyncio
import gc
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.imports import lag_of, told
from handlers.buttons.tokens import Tokens
from handlers.lists.heard import artist_key
from handlers.lists.histories import Histories
from handlers.pictures.atlas import Atlas
from handlers.pictures.drawings import Drawing
from handlers.pictures.portraits import Portraits
from locales import catalogues
from pictures import Gallery, Theme
from recommender import Recommender
from storage import Play, Song, Storage

PLAYS = 60_000
LISTENER = 1
SINCE = int(datetime(2015, 3, 1, tzinfo=UTC).timestamp())
YEARS = 8
DAY = 86_400
HOURS = (2, 1, 0, 0, 0, 1, 3, 9, 11, 7, 5, 5, 6, 6, 5, 6, 8, 10, 12, 13, 15, 14, 9, 5)
FAVOURITES = ("Radiohead", "坂本龍一", "Кино", "Sigur Rós", "Björk", "Miles Davis", "Massive Attack")


def history(engine: Recommender) -> Iterator[Song]:
    """Plays of favourites, of their neighbours, later ones more and more, and of some far from everything."""
    rnd = random.Random(11)  # noqa: S311 - no secret
    near = [artist.name for name in FAVOURITES for artist, _ in engine.neighbours(name, 40)]
    rnd.shuffle(near)
    every = engine.every_key()
    for number in range(PLAYS):
        share = number / PLAYS
        day = SINCE + int(share * YEARS * 365) * DAY
        if rnd.random() > 0.7 + 0.3 * abs((share * YEARS) % 1 - 0.5):
            continue
        pool: tuple[str, ...] = FAVOURITES
        if rnd.random() < 0.65:
            pool = tuple(near[: int(20 + share * len(near))])
        name = rnd.choice(pool) if rnd.random() < 0.95 else engine.artist(rnd.choice(every)).name
        at = day + rnd.choices(range(24), HOURS)[0] * 3600 + rnd.randrange(3600)
        yield Song(artist_key(name), name, f"song {number % 30}", "Song", (Play(at),))


async def fill(storage: Storage, engine: Recommender) -> None:
    await storage.users.seen(LISTENER)
    songs = list(history(engine))
    for start in range(0, len(songs), 5000):
        await storage.plays.add(LISTENER, songs[start : start + 5000])


async def measure(database: Path, folder: Path | None) -> None:
    engine = await asyncio.to_thread(Recommender.load)
    gc.freeze()  # as bot.py does
    storage = await Storage.open(database)
    await fill(storage, engine)
    portraits, gallery = Portraits(storage, engine), Gallery()
    atlas = Atlas(storage, engine, Tokens(engine), Histories(storage, engine))
    for theme in Theme:
        wanted = {
            "taste": portraits.draw(LISTENER, None, theme),
            "taste of a year": portraits.draw(LISTENER, 2019, theme),
            "map": atlas.around(LISTENER, engine.artist("Radiohead"), theme),
            "own map": atlas.own(LISTENER, theme),
        }
        for name, asked in wanted.items():
            start = time.perf_counter()
            drawing = await asked
            gathered, worked = time.perf_counter(), time.process_time()
            assert isinstance(drawing, Drawing)  # noqa: S101 - there are plays
            async with lag_of() as lag:
                data = await gallery.png(drawing.picture, theme)
            end, worked = time.perf_counter(), time.process_time() - worked
            print(  # noqa: T201 - what it is for
                f"{name:16}{theme:6} gathered {gathered - start:.2f} s, drawn {end - gathered:.2f} s "
                f"({worked:.2f} s of a processor), {len(data) / 1024:.0f} KiB; loop lag {told(lag)}"
            )
            if folder is not None:
                await asyncio.to_thread((folder / f"{name} {theme}.png").write_bytes, data)
    await storage.close()


if __name__ == "__main__":
    i18n = catalogues()
    with tempfile.TemporaryDirectory() as place, i18n.context(), i18n.use_locale("en"):
        target = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        asyncio.run(measure(Path(place) / "bench.sqlite3", target))
