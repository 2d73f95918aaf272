"""What an answer takes of a processor, and how often threads wait: `python -m bench.processor`, on Linux.

Of all the bot's threads together, while a hundred chats ask on; a wait is the system's "voluntary switch",
mostly for Python's lock.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from rich.console import Console

from bench import processes
from bench.telegram import Ask, Line, Server, crowd
from bench.throughput import Asks, asks_foryou, asks_help, asks_recommend, taps_like, warm_up

CHATS = 100
SECONDS = 4.0
ROUNDS = 2
_LIKES = (asks_recommend, taps_like, taps_like, taps_like)
ASKED: tuple[tuple[str, Ask, Asks], ...] = (
    ("/help", asks_help, ()),
    ("/recommend", asks_recommend, ()),
    ("a rating tap", taps_like, (asks_recommend,)),
    ("/foryou", asks_foryou, _LIKES),
)
console = Console(width=120, markup=False, highlight=False)


def spent(pid: int) -> tuple[float, int]:
    """Seconds of a processor and voluntary switches of a process's threads, up to now."""
    seconds, switches = 0.0, 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        fields = (thread / "stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        lines = (thread / "status").read_text().splitlines()
        switches += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
    return seconds, switches


async def main() -> None:
    console.print("| what | of a processor | waits |\n|---|---|---|")
    line = Line(1)
    with tempfile.TemporaryDirectory() as folder:
        async with Server(line) as server, processes.ours(server, line, Path(folder)) as pid:
            await warm_up(line, crowd(10))
            for number, (what, ask, before) in enumerate(ASKED * ROUNDS, 1):
                chats = crowd(CHATS, number * CHATS)
                for earlier in (asks_help, *before):
                    await line.once(chats, earlier)
                seconds, switches = spent(pid)
                answers = len((await line.run(chats, ask, SECONDS)).waits)
                later, more = spent(pid)
                took = 1000 * (later - seconds) / answers
                console.print(f"| {what} | {took:.2f} ms | {(more - switches) / answers:.0f} |")


if __name__ == "__main__":
    asyncio.run(main())
