"""The open database: one connection that writes what many want stored at once, and one that only reads."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from errors import StorageError
from storage import journal, steps
from storage.schema import MIGRATIONS, clear_errors, prepare
from storage.scrubbing import wipe
from storage.steps import Block, Parameters, Steps
from together import Together

# FULL: a commit is on the disk before the listener's tap is answered, power cut or not.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is removed is overwritten: /forget means it
    "PRAGMA temp_store = MEMORY",  # nor is any of it written to another place
)

_TOGETHER = 100  # blocks in one commit, questions in one look, at most
_CHECKPOINTS = 3  # each waits for readers as long as the busy timeout

T = TypeVar("T")


class Connection(aiosqlite.Connection):
    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Have SQLite's thread do this with its connection.

        One way there and back costs as much as ten statements; aiosqlite's own methods need one for each.
        """
        done: T = await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call] # aiosqlite's
        return done


class Database:
    """Use `await Database.open(path)`; every method may raise StorageError."""

    def __init__(self, path: Path, file: FileIO, writer: Connection, reader: Connection) -> None:
        self._path = path
        # Open until the connections are closed: to close it takes away the locks that they have.
        self._file = file
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._blocks: Together[Block, Any] = Together(self._store, _TOGETHER)
        self._questions: Together[tuple[str, Parameters], list[sqlite3.Row]] = Together(
            self._fetch, _TOGETHER
        )

    @classmethod
    async def open(cls, path: Path, migrations: Sequence[Path] = MIGRATIONS) -> "Database":
        """Create or migrate the file at `path`, then connect; NewerDatabase if a newer Encore wrote it."""
        await asyncio.to_thread(prepare, path, migrations)
        with clear_errors(path):
            async with AsyncExitStack() as opened:
                writer = await _connect(path)
                opened.push_async_callback(writer.close)
                reader = await _connect(path)
                opened.push_async_callback(reader.close)
                await reader.execute("PRAGMA query_only = ON")
                file = await asyncio.to_thread(FileIO, path, "r+")
                opened.pop_all()
        return cls(path, file, writer, reader)

    async def close(self) -> None:
        await self._blocks.end()
        await self._questions.end()
        async with self._writing:
            await self._reader.close()
            await self._writer.close()
            self._file.close()

    async def store(self, work: Callable[[Steps], T], *, durable: bool = True, repeatable: bool = False) -> T:
        """Store all that `work` writes, or nothing if it raises; blocks of many are committed together.

        It runs in SQLite's thread: short, and nothing but its statements. Not `durable`: a power cut may take
        it back. `repeatable`: stored a second time it changes nothing, so that no journal has to know of it.
        """
        block = Block(work, None if repeatable else journal.opened(), durable)
        with clear_errors(self._path):
            done: T = await self._blocks.ask(block)
        return done

    async def write(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Store what one statement writes; returns its rows."""
        return await self.store(lambda doing: doing.run(sql, parameters))

    async def note(self, sql: str, parameters: Parameters) -> None:
        """Store what a power cut may take back, and what may be stored again."""
        await self.store(lambda doing: doing.run(sql, parameters), durable=False, repeatable=True)

    async def wipe(self) -> None:
        """Leave nothing of what was deleted, in the file or its write-ahead log; readers may make it wait."""
        async with self._writing:
            with clear_errors(self._path):
                for _ in range(_CHECKPOINTS):
                    if await self._writer.run(wipe, self._path, self._file):
                        return
        raise StorageError(f"database {self._path}: another program uses it without end; close that program")

    async def read(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Select from what has been committed; all rows at once, so that no snapshot stays open."""
        with clear_errors(self._path):
            return await self._questions.ask((sql, parameters))

    async def _store(self, blocks: Sequence[Block]) -> Sequence[Any]:
        async with self._writing:
            return await self._writer.run(steps.store, blocks)

    async def _fetch(
        self, questions: Sequence[tuple[str, Parameters]]
    ) -> Sequence[list[sqlite3.Row] | Exception]:
        return await self._reader.run(steps.fetch, questions)


async def _connect(path: Path) -> Connection:
    # isolation_level=None: transactions begin where we say so and nowhere else.
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
    connected = asyncio.ensure_future(connection)
    try:
        # Who stops waiting ends the loop, perhaps before the connection's thread has answered it.
        await asyncio.shield(connected)
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
    except BaseException:
        await connected
        await connection.close()
        raise
    return connection
