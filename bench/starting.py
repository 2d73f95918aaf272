"""From the start of the process to the first answer, and what the process then holds in memory."""

import tempfile
import time
from pathlib import Path

from bench import processes
from bench.table import Row
from bench.telegram import Ask, Line, Server, crowd
from bench.throughput import asks_recommend

PAIRS = 5
QUERIES = 10  # of each of a hundred listeners


async def rows() -> list[Row]:
    start, first, memory = [], [], []
    for _ in range(PAIRS):
        start.append((await _ours(lambda chat: chat.says("/start")), await _echo()))
        first.append((await _ours(asks_recommend), await _echo("tensorflow")))
        memory.append((await _memory_of_ours(), await _memory_of_echo()))
    return [
        Row.of("/start answered after the start", *_columns(start), "s", "at most 1.15"),
        Row.of("first /recommend after the start", *_columns(first), "s", "at most 1.0"),
        Row.of("memory after 1,000 queries", *_columns(memory), "MB", "at most +60 MB"),
    ]


def _columns(pairs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [ours for ours, _ in pairs], [other for _, other in pairs]


async def _ours(ask: Ask) -> float:
    """Seconds; the question waits at Telegram already."""
    line = Line(1)
    with tempfile.TemporaryDirectory() as folder:
        async with Server(line) as server:
            began = time.perf_counter()
            async with processes.ours(server, line, Path(folder)):
                await line.once(crowd(1), ask)
                return time.perf_counter() - began


async def _echo(*modules: str) -> float:
    line = Line(2)
    async with Server(line) as server:
        began = time.perf_counter()
        async with processes.echo(server, line, *modules):
            await line.once(crowd(1), lambda chat: chat.says("/start"))
            return time.perf_counter() - began


async def _memory_of_ours() -> float:
    line = Line(1)
    with tempfile.TemporaryDirectory() as folder:
        async with Server(line) as server, processes.ours(server, line, Path(folder)) as pid:
            for _ in range(QUERIES):
                await line.once(crowd(100), asks_recommend)
            return processes.megabytes(pid)


async def _memory_of_echo() -> float:
    line = Line(2)
    async with Server(line) as server, processes.echo(server, line, "tensorflow") as pid:
        await line.once(crowd(1), lambda chat: chat.says("/start"))
        return processes.megabytes(pid)
