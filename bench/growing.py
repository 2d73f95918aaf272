"""How the bot grows under one kind of question at a time: `uv run python -m bench.growing [KIND ...]`.

Thirty listeners ask on as soon as they are answered; answers and memory are printed every few seconds.
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench import processes
from bench.telegram import Chat, Fields, Line, Server, crowd
from recommender.bundle import DEFAULT_PATH
from recommender.catalog import CatalogData

KINDS = ("help", "recommend", "tracks", "foryou", "likes", "history", "map", "taste")
NAMED = {"recommend", "tracks", "map"}
ROUNDS = 3
SECONDS = 6.0
LISTENERS = 30
console = Console(width=100, highlight=False)


async def main(kinds: list[str]) -> None:
    """Ask these kinds, one after the other, or all."""
    line, rnd = Line(1), random.Random(2026)  # noqa: S311 - no secret
    names = CatalogData.load(DEFAULT_PATH / "catalog.json.gz").names

    def ask(chat: Chat) -> Fields:
        return chat.says(f"/{kind} {rnd.choice(names)}" if kind in NAMED else f"/{kind}")

    with tempfile.TemporaryDirectory() as folder:
        async with Server(line) as server, processes.ours(server, line, Path(folder)) as pid:
            everybody = crowd(LISTENERS)
            await line.once(everybody, lambda chat: chat.says("/start"))
            for kind in kinds or KINDS:
                for _ in range(ROUNDS):
                    answers = await line.run(everybody, ask, SECONDS)
                    console.print(f"/{kind}: {answers.count} answers, {processes.megabytes(pid):,.0f} MB")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
