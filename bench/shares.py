"""Where the time of an answer goes, from socket to socket: `python -m bench.shares PICTURE`.

py-spy looks at the bot's threads two hundred times a second while a hundred chats ask `/recommend`; each look
counts for the innermost of our rooms on the stack. On a Mac py-spy wants to be root.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from matplotlib.figure import Figure
from rich.console import Console

from bench import processes, throughput
from bench.telegram import Line, Server, crowd

SECONDS = 8
_WARM_UP = 3.0
_WAITING = (
    "EpollSelector.select",
    "KqueueSelector.select",
    "_worker (concurrent",
    "_connection_worker_thread",
)
"""Innermost frames of threads that have nothing to do."""
ROOMS = (
    ("calls to Telegram", ("aiogram/client/", "delivery/limits.py", "delivery/session.py", "aiohttp/client")),
    ("the model", ("recommender/",)),
    (
        "drawing the card",
        (
            "handlers/lists/cards.py",
            "handlers/lists/entry_cards.py",
            "handlers/cards/blocks.py",
            "handlers/cards/texts.py",
            "handlers/lists/showing.py",
        ),
    ),
    ("the database", ("storage/", "aiosqlite/", "together.py")),
    ("other work in handlers", ("handlers/",)),
    ("aiogram's way to the handler", ("aiogram/",)),
    ("taking and keeping updates", ("delivery/",)),
)
"""What a frame of those files counts for, looked at from the innermost frame outwards."""
REST = "the event loop and threads"

console = Console(width=120, markup=False, highlight=False)


async def stacks() -> Counter[tuple[str, ...]]:
    """How often each stack was seen, the outermost frame first."""
    line = Line(1)
    with tempfile.TemporaryDirectory() as folder:
        seen = Path(folder) / "stacks"
        async with Server(line) as server, processes.ours(server, line, Path(folder)) as pid:
            chats = crowd(100)
            await throughput.warm_up(line, chats)
            await line.run(chats, throughput.asks_recommend, _WARM_UP)
            look = ["record", "-d", str(SECONDS), "-r", "200", "-f", "raw", "-o", str(seen), "-p", str(pid)]
            spy = await asyncio.create_subprocess_exec(
                Path(sys.executable).with_name("py-spy"), *look, stdout=asyncio.subprocess.DEVNULL
            )
            await line.run(chats, throughput.asks_recommend, SECONDS + 1.0)
            await spy.wait()
        return _read(seen.read_text(encoding="utf-8"))


def _read(text: str) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for line in text.splitlines():
        stack, _, count = line.rpartition(" ")
        found[tuple(stack.split(";"))] += int(count)
    return found


def shares(seen: Counter[tuple[str, ...]]) -> dict[str, float]:
    """Each room's part of the time, the largest first."""
    times: Counter[str] = Counter()
    for stack, count in seen.items():
        if not stack[-1].startswith(_WAITING):
            times[_room(stack)] += count
    return {room: count / times.total() for room, count in times.most_common()}


def _room(stack: tuple[str, ...]) -> str:
    for frame in reversed(stack):
        _, _, file = frame.partition("(")
        for room, files in ROOMS:
            if file.startswith(files):
                return room
    return REST


def draw(found: dict[str, float], path: Path) -> None:
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.add_subplot()
    bars = axes.barh(list(found)[::-1], [100 * share for share in found.values()][::-1], color="#4a7ebb")
    axes.bar_label(bars, fmt="%.0f%%", padding=3)
    axes.set_xlabel("of the processor time of /recommend, 100 chats, percent")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)


def main(path: Path) -> None:
    found = shares(asyncio.run(stacks()))
    for room, share in found.items():
        console.print(f"{room}: {share:.0%}")
    draw(found, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
