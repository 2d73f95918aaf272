"""How long others wait while a hundred chats ask for lists over a million artists: `python -m bench others`.

The catalogue is made first (some ten minutes), or taken from the folder GROWTH_FOLDER, where one is named.
Limits and all else stand as in the other rows. People read what they got before they ask on: so there are
twenty lists a second; and then as many as the bot can make, each chat asking on at once.
"""

import asyncio
import os
import tempfile
from functools import partial
from pathlib import Path

from bench import processes
from bench.growth import made
from bench.table import Row
from bench.telegram import Answers, Ask, Chat, Fields, Line, Server, crowd
from bench.throughput import asks_help, p99, warm_up
from recommender import Recommender

ARTISTS = 1_000_000
ASKED_FOR = 5_000  # artists, the most heard
PAIRS = 5
SECONDS = 10.0
ASKING, TALKING = crowd(100), crowd(10, first=1000)
READING = 5.0
"""Seconds between an answer and the next question of those who ask for lists."""
PAUSE = 0.1
"""The same of the others."""


async def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        bundle = await made(ARTISTS, Path(os.environ.get("GROWTH_FOLDER") or folder))
        names = [artist.name for artist in Recommender.open(bundle).most_heard(ASKED_FOR)]
        ask, line = partial(_asks, names), Line(1)
        async with Server(line) as server, processes.ours(server, line, Path(folder), bundle):
            await warm_up(line, crowd(10, first=2000))
            return [
                await _measure(line, ask, READING, "at most 1.4"),
                await _measure(line, ask, 0.0, "none set"),
            ]


def _asks(names: list[str], chat: Chat) -> Fields:
    return chat.says(f"/recommend {names[(chat.id * 7919 + chat.turn * 104_729) % len(names)]}")


async def _measure(line: Line, ask: Ask, pause: float, goal: str) -> Row:
    alone: list[float] = []
    beside: list[float] = []
    rates: list[float] = []
    for _ in range(PAIRS):
        alone.append(p99(await _talk(line)))
        asking = asyncio.create_task(line.run(ASKING, ask, SECONDS + pause, pause))
        await asyncio.sleep(pause)  # until all of them have begun
        beside.append(p99(await _talk(line)))
        rates.append((await asking).rate)
    what = f"others' p99 while 100 chats ask {max(rates):.0f} lists a second over a million artists"
    return Row.of(what, beside, alone, "ms", goal)


async def _talk(line: Line) -> Answers:
    return await line.run(TALKING, asks_help, SECONDS, PAUSE)
