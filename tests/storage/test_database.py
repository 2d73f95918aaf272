"""Transactions: whole or not at all, one at a time, and never held up by a task that went away."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import closing, suppress
from pathlib import Path

import pytest

from errors import StorageError
from storage import Storage, Verdict
from storage.database import Database
from storage.steps import Steps

PROJECT = Path(__file__).parents[2]
INSERT = "INSERT INTO users (id, first_seen, last_seen) VALUES (:id, 0, 0)"
SELECT = "SELECT id FROM users ORDER BY id"

ENDLESS_LISTENER = """
import asyncio, sys
from pathlib import Path
from storage import Storage, Verdict

async def main():
    storage = await Storage.open(Path(sys.argv[1]))
    await storage.users.seen(1)
    for number in range(1_000_000):
        await storage.verdicts.put(1, str(number), "name", Verdict.LIKE)
        print(number, flush=True)

asyncio.run(main())
"""


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path)
    yield database
    await database.close()


async def ids(database: Database) -> list[int]:
    return [row["id"] for row in await database.read(SELECT, {})]


def insert(*numbers: int, then: type[Exception] | None = None) -> Callable[[Steps], None]:
    """A block that stores these users one by one, and may raise in the end."""

    def work(doing: Steps) -> None:
        for number in numbers:
            doing.run(INSERT, {"id": number})
        if then is not None:
            raise then

    return work


async def test_a_block_that_raises_stores_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await database.store(insert(1, then=ZeroDivisionError))
    assert await ids(database) == []
    await database.write(INSERT, {"id": 2})
    assert await ids(database) == [2]


async def test_readers_see_only_what_is_committed(database: Database, path: Path) -> None:
    inside, may_go_on = threading.Event(), threading.Event()

    def work(doing: Steps) -> None:
        doing.run(INSERT, {"id": 1})
        inside.set()
        may_go_on.wait()

    storing = asyncio.create_task(database.store(work))
    await asyncio.to_thread(inside.wait)
    assert await ids(database) == []
    may_go_on.set()
    await storing
    assert await ids(database) == [1]


async def test_who_is_cancelled_before_their_turn_stores_nothing(database: Database) -> None:
    inside, may_go_on = threading.Event(), threading.Event()

    def work(_doing: Steps) -> None:
        inside.set()
        may_go_on.wait()

    holding = asyncio.create_task(database.store(work))
    await asyncio.to_thread(inside.wait)
    late = asyncio.create_task(database.write(INSERT, {"id": 1}))
    await asyncio.sleep(0)
    late.cancel()
    await asyncio.wait([late])
    may_go_on.set()
    await holding
    await database.write(INSERT, {"id": 2})
    assert await ids(database) == [2]


async def test_a_write_cancelled_at_any_step_leaves_the_writer_usable(database: Database) -> None:
    for steps in range(1, 12):
        task = asyncio.create_task(database.write(INSERT, {"id": steps}))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    await database.write(INSERT, {"id": 100})
    assert 100 in await ids(database)


async def test_blocks_committed_together_are_whole_each_for_itself(database: Database) -> None:
    def write(number: int) -> Coroutine[None, None, None]:
        then = ZeroDivisionError if number % 2 else None
        return database.store(insert(number, 1000 + number, then=then), durable=number % 3 == 0)

    outcomes = await asyncio.gather(*map(write, range(200)), return_exceptions=True)
    assert [type(one) for one in outcomes] == [type(None), ZeroDivisionError] * 100
    assert await ids(database) == [*range(0, 200, 2), *range(1000, 1200, 2)]


async def test_an_error_of_one_block_is_not_anothers(database: Database) -> None:
    twice = await asyncio.gather(
        database.write(INSERT, {"id": 1}),
        database.write(INSERT, {"id": 1}),
        database.read("SELECT nothing FROM nowhere", {}),
        database.read("SELECT 7", {}),
        return_exceptions=True,
    )
    assert [type(one) for one in twice] == [list, StorageError, StorageError, list]
    assert await ids(database) == [1]


async def test_whose_commit_fails_hears_so_and_so_do_those_beside_it(database: Database) -> None:
    """A foreign key that is looked at only when it is committed."""

    def spoil(doing: Steps) -> None:
        doing.run("PRAGMA defer_foreign_keys = ON", {})
        doing.run("INSERT INTO preferences (user_id, name, value) VALUES (9, 'a', 'b')", {})

    outcomes = await asyncio.gather(
        database.write(INSERT, {"id": 1}),
        database.store(spoil),
        database.write(INSERT, {"id": 2}),
        return_exceptions=True,
    )
    stored = [number for number in (1, 2) if not isinstance(outcomes[2 * (number - 1)], StorageError)]
    assert isinstance(outcomes[1], StorageError)
    assert await ids(database) == stored
    await database.write(INSERT, {"id": 3})
    assert 3 in await ids(database)


async def test_an_error_that_undoes_all_is_heard_by_all_and_leaves_the_writer_usable(
    database: Database,
) -> None:
    def undo(doing: Steps) -> None:
        doing.run("ROLLBACK", {})
        doing.run("SELECT nothing FROM nowhere", {})

    outcomes = await asyncio.gather(
        database.write(INSERT, {"id": 1}), database.store(undo), return_exceptions=True
    )
    assert [type(one) for one in outcomes] == [StorageError, StorageError]
    await database.write(INSERT, {"id": 2})
    assert await ids(database) == [2]


async def test_what_has_to_outlive_a_power_cut_is_never_committed_unsynced(database: Database) -> None:
    async def level(*, durable: bool) -> int:
        [row] = await database.store(lambda doing: doing.run("PRAGMA synchronous", {}), durable=durable)
        return int(row[0])

    kinds = [number % 3 == 0 for number in range(60)]
    levels = await asyncio.gather(*(level(durable=durable) for durable in kinds))
    full = 2
    assert all(found == full for found, durable in zip(levels, kinds, strict=True) if durable)
    assert await level(durable=False) < full


async def test_the_reading_connection_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError, match="readonly"):
        await database.read(INSERT, {"id": 1})


async def test_a_writer_held_up_by_another_program_waits_for_it(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(database.write(INSERT, {"id": 1}))
        await asyncio.sleep(0)
        assert not writing.done()
        other.execute("COMMIT")
    await writing
    assert await ids(database) == [1]


async def test_every_connection_keeps_the_promises_of_the_house(database: Database) -> None:
    for pragma, value in {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}.items():
        [row] = await database.read(f"PRAGMA {pragma}", {})
        assert row[0] == value
    [row] = await database.store(lambda doing: doing.run("PRAGMA foreign_keys", {}))
    assert row[0] == 1
    [row] = await database.store(lambda doing: doing.run("PRAGMA journal_mode", {}))
    assert row[0] == "wal"


def put_until_killed(path: Path) -> set[str]:
    """Kill a process in the middle of its writes; returns the artist keys that it acknowledged."""
    command = [sys.executable, "-c", ENDLESS_LISTENER, str(path)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(200)]
        process.kill()
        lines += process.stdout
    return {line.strip() for line in lines if line.endswith("\n")}


async def test_a_killed_process_loses_no_acknowledged_verdict(path: Path) -> None:
    acknowledged = await asyncio.to_thread(put_until_killed, path)

    storage = await Storage.open(path)
    try:
        kept = await storage.verdicts.of(1)
    finally:
        await storage.close()
    assert len(acknowledged) >= 200
    assert acknowledged <= kept.keys()
    assert set(kept.values()) == {Verdict.LIKE}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_opening_that_is_stopped_leaves_nothing_to_answer_a_loop_that_has_ended(tmp_path: Path) -> None:
    """What breaks down in a thread fails the test."""
    database = tmp_path / "encore.sqlite3"

    async def begin_and_stop(pause: float) -> None:
        opening = asyncio.create_task(Database.open(database))
        await asyncio.sleep(pause)
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await (await opening).close()

    for step in range(100):
        asyncio.run(begin_and_stop(step / 20_000))
    connections = [one for one in threading.enumerate() if "_connection_worker" in one.name]
    for connection in connections:
        connection.join(5.0)
    assert not any(connection.is_alive() for connection in connections)
