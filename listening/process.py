"""An upload read in a process of its own.

Parsing holds Python's one lock for seconds; in a thread of the bot it would make all other listeners wait.
The upload goes through a pipe, so that nothing of it touches a disk, and what a hostile file may do to a
parser ends with that process.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from listening.messages import Message, Problem, Refused, decode

_PROJECT = Path(__file__).resolve().parent.parent
_LINE = 1024 * 1024  # bytes; the longest batch stays below


class Export:
    """Use with `async with`; write the upload with `write`, end it with `end`, then iterate."""

    def __init__(self) -> None:
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "listening", stdin=PIPE, stdout=PIPE, cwd=_PROJECT, limit=_LINE
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._running
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()  # closes its pipes, unread or not

    @property
    def _running(self) -> Process:
        if self._process is None:
            raise RuntimeError("use the export with `async with`")
        return self._process

    async def write(self, data: bytes) -> None:
        """A part of the upload. A reader that has ended already shows in what it says, not here."""
        stdin = self._running.stdin
        if stdin is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                stdin.write(data)
                await stdin.drain()

    async def messages(self) -> AsyncIterator[Message]:
        """End the upload and hand out what its reader says.

        A reader that breaks down says BROKEN, one that took more than its share of the machine TOO_MUCH.
        """
        process = self._running
        if process.stdin is not None:
            process.stdin.close()
        while process.stdout is not None and (line := await process.stdout.readline()):
            yield await asyncio.to_thread(decode, line)
        ended = await process.wait()
        if ended:
            by_signal = ended < 0
            yield Refused(Problem.TOO_MUCH if by_signal else Problem.BROKEN)
