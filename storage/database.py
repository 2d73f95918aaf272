"""The open database: one connection that writes, behind a lock, and one beside it that only reads."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from errors import StorageError
from storage import journal
from storage.journal import Done, Journal
from storage.schema import MIGRATIONS, clear_errors, prepare

Parameters = Mapping[str, int | float | str | None]

# FULL: a commit is on the disk before the listener's tap is answered, power cut or not.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is removed is overwritten: /forget means it
    "PRAGMA temp_store = MEMORY",  # nor is any of it written to another place
)


_TOGETHER = 50  # blocks in one commit at most
_CHECKPOINTS = 3  # each waits for readers as long as the busy timeout


class Transaction:
    """What runs here is stored together or not at all, and once for each update."""

    def __init__(self, connection: aiosqlite.Connection, journal: Journal | None = None) -> None:
        self._connection = connection
        self._journal = journal
        self._done: list[tuple[str, list[sqlite3.Row]]] = []

    async def run(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Execute one statement and return all its rows (those of a RETURNING clause, for a write)."""
        if before := self._journal and self._journal.recall(sql):
            return await self._rows(before)
        rows = list(await self._connection.execute_fetchall(sql, parameters))
        self._done.append((sql, rows))
        return rows

    async def run_each(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Execute one statement once for each row of parameters."""
        if self._journal and self._journal.recall(sql):
            return
        await self._connection.executemany(sql, rows)
        self._done.append((sql, []))

    async def keep(self) -> None:
        """Note in the journal what was done here."""
        if self._journal is None or not self._done:
            return
        await self._connection.execute(
            """
            INSERT INTO inbox_steps (inbox_id, done)
            VALUES (:inbox_id, :done)
            """,
            {"inbox_id": self._journal.inbox_id, "done": journal.entry(self._done)},
        )

    async def _rows(self, done: Done) -> list[sqlite3.Row]:
        """The rows that a statement returned before, as SQLite gives them."""
        _, columns, rows = done
        names = ", ".join(f'? AS "{column}"' for column in columns)
        found = [list(await self._connection.execute_fetchall(f"SELECT {names}", row)) for row in rows]
        return [one for one_row in found for one in one_row]


class _Group:
    """Blocks that are committed together: on a disk one sync takes as long as a hundred writes."""

    def __init__(self, durable: bool) -> None:
        self.durable = durable
        self.blocks = 0
        self.committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def fail(self, error: Exception) -> None:
        self.committed.set_exception(error)
        self.committed.exception()  # seen, though nobody may wait any more


class Database:
    """Use `await Database.open(path)`; every method may raise StorageError."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._path = path
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._coming = 0  # who waits for the turn to write
        self._group: _Group | None = None
        self._syncing = True

    @classmethod
    async def open(cls, path: Path, migrations: Sequence[Path] = MIGRATIONS) -> "Database":
        """Create or migrate the file at `path`, then connect; NewerDatabase if a newer Encore wrote it."""
        await asyncio.to_thread(prepare, path, migrations)
        with clear_errors(path):
            writer = await _connect(path)
            try:
                reader = await _connect(path)
                await reader.execute("PRAGMA query_only = ON")
            except BaseException:
                await writer.close()
                raise
        return cls(path, writer, reader)

    async def close(self) -> None:
        async with self._writing:
            await self._commit()
            await self._reader.close()
            await self._writer.close()

    @asynccontextmanager
    async def transaction(
        self, *, durable: bool = True, repeatable: bool = False
    ) -> AsyncIterator[Transaction]:
        """Store all that the block writes, or nothing if it raises. One block at a time; keep it short.

        Not `durable`: a power cut may take it back, with what came after. `repeatable`: stored a second time
        it changes nothing, so that no journal has to know of it.
        """
        with clear_errors(self._path):
            async with self._turn(durable) as group:
                try:
                    await self._writer.execute("SAVEPOINT block")
                    transaction = Transaction(self._writer, None if repeatable else journal.opened())
                    yield transaction
                    await transaction.keep()
                    await self._writer.execute("RELEASE block")
                except BaseException:
                    await self._undo_block()
                    raise
            await asyncio.shield(group.committed)

    async def note(self, parameters: Parameters, *statements: str) -> None:
        """Run statements that a power cut may take back, and that may run again."""
        with clear_errors(self._path):
            async with self._turn(durable=False) as group:
                for sql in statements:
                    await self._writer.execute(sql, parameters)
            await asyncio.shield(group.committed)

    @asynccontextmanager
    async def _turn(self, durable: bool) -> AsyncIterator[_Group]:
        """One after the other; who is the last in line, or in a full group, commits for all."""
        self._coming += 1
        try:
            await self._writing.acquire()
        finally:
            self._coming -= 1
        try:
            yield await self._open_group(durable)
        finally:
            try:
                if self._group and (not self._coming or self._group.blocks == _TOGETHER):
                    await self._commit()
            finally:
                self._writing.release()

    async def _open_group(self, durable: bool) -> _Group:
        if self._group and durable and not self._group.durable:
            await self._commit()
        if self._group is None:
            await self._sync(durable)
            self._group = _Group(durable)  # before it is begun: who is cancelled in between has it ended
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                self._group = None
                raise
        self._group.blocks += 1
        return self._group

    async def _sync(self, durable: bool) -> None:
        if durable != self._syncing:
            self._syncing = durable
            await self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")

    async def _commit(self) -> None:
        """Whoever waits may be cancelled; the commit is not."""
        group, self._group = self._group, None
        if group:
            await asyncio.shield(asyncio.ensure_future(self._commit_group(group)))

    async def _commit_group(self, group: _Group) -> None:
        try:
            if not self._writer.in_transaction:  # an error so bad that SQLite undid all blocks at once
                raise sqlite3.OperationalError("the transaction was undone")
            await self._writer.commit()
        except (sqlite3.Error, ValueError) as error:  # aiosqlite's ValueError: closed
            with suppress(sqlite3.Error, ValueError):
                await self._writer.rollback()
            group.fail(error)
        else:
            group.committed.set_result(None)

    async def _undo_block(self) -> None:
        with suppress(sqlite3.Error):
            await self._writer.execute("ROLLBACK TO block")
            await self._writer.execute("RELEASE block")

    async def write(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Run one statement in a transaction of its own."""
        async with self.transaction() as transaction:
            return await transaction.run(sql, parameters)

    async def checkpoint(self) -> None:
        """Bring all commits into the file and empty the write-ahead log; readers may make it wait."""
        async with self._writing:
            with clear_errors(self._path):
                await self._commit()
                for _ in range(_CHECKPOINTS):
                    [row] = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                    if not row["busy"]:
                        return
        raise StorageError(f"database {self._path}: another program reads it without end; close that program")

    async def read(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Select from what has been committed; all rows at once, so that no snapshot stays open."""
        with clear_errors(self._path):
            return list(await self._reader.execute_fetchall(sql, parameters))


async def _connect(path: Path) -> aiosqlite.Connection:
    # isolation_level=None: transactions begin where we say so and nowhere else.
    connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection
