"""What the database takes: `uv run python -m bench.memory [LISTENERS]`.

The growth of the file over a year of so many listeners (100), the time of a commit by `synchronous`, and of
a backup of 200 MB while another thread writes, with how long the writer waits at most.
"""

import asyncio
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from storage import Asked, Incoming, Play, QueryKind, Shown, Song, Storage, Verdict, steps
from storage.backups import back_up

LISTENERS = 100
VISITS = 122  # of each in a year: one in three days
UPDATES = 5  # of a visit: the name, the second page, three more taps
IMPORTERS = 10  # each tenth listener brings a history
PLAYS = 20_000
COMMITS = 500
PAUSE = 0.005  # of the writer, between two commits
LARGE = 200  # MB
MB = 1_000_000

rnd = random.Random(7)  # noqa: S311 - no secret
ARTISTS = [f"{'artist by some name':.{rnd.randint(3, 19)}} {number}" for number in range(19_000)]


async def year(path: Path, listeners: int) -> None:
    """All that those listeners leave in the database; not synced, for it is not time that is measured."""
    storage = await Storage.open(path)
    steps.SYNC = {True: "OFF", False: "OFF"}
    for user in range(1, listeners + 1):
        await storage.users.seen(user)
        if user % IMPORTERS == 0:
            await storage.plays.add(user, history())
    for _ in range(VISITS):
        for user in range(1, listeners + 1):
            await visit(storage, user)
        await storage._database.write("UPDATE inbox SET at = 0", {})  # noqa: SLF001 - the days pass
        await storage.inbox.prune()
    await storage.close()


def history() -> list[Song]:
    times = iter(rnd.sample(range(1_500_000_000, 1_700_000_000), PLAYS))
    songs = [(rnd.choice(ARTISTS[:1000]), f"some song of number {number}") for number in range(PLAYS // 10)]
    return [Song(one, one, song, song, tuple(Play(next(times)) for _ in range(10))) for one, song in songs]


async def visit(storage: Storage, user: int) -> None:
    """One list by name, its second page, two ratings; what came for it is handled."""
    seed, *found = rnd.sample(ARTISTS, 11)
    query = await storage.queries.add(Asked(user, QueryKind.RECOMMEND, seed, (seed,)))
    shown = [Shown(0, name, name, 87, seed, 1.2345678, ((seed, 0.8912345),)) for name in found]
    await storage.queries.show(query.id, 0, shown[:5])
    await storage.queries.show(query.id, 5, shown[5:])
    for name in found[:2]:
        await storage.verdicts.put(user, name, name, Verdict.LIKE)
    body = json.dumps({"message": "x" * 600})
    letters = [Incoming(rnd.getrandbits(60), user, user, body) for _ in range(UPDATES)]
    for letter in await storage.inbox.put(1, letters):
        await storage.inbox.strike(letter)


def size(path: Path, table: str) -> float:
    """MB that a table takes with its indexes."""
    with closing(sqlite3.connect(path)) as connection:
        [(taken,)] = connection.execute(
            """
            SELECT sum(pgsize)
            FROM dbstat
            WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = :table)
            """,
            {"table": table},
        )
    return float(taken) / MB


def rate(connection: sqlite3.Connection) -> float:
    """Seconds that one more rating takes to be on the disk."""
    start = time.perf_counter()
    connection.execute(
        """
        INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at)
        VALUES (1, :key, :key, 'like', 1)
        """,
        {"key": f"rated {rnd.getrandbits(60)}"},
    )
    return time.perf_counter() - start


def opened(path: Path, synchronous: str = "FULL") -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection


def commits(path: Path) -> None:
    for synchronous in ("OFF", "NORMAL", "FULL"):
        with closing(opened(path, synchronous)) as connection:
            taken = sorted(rate(connection) for _ in range(COMMITS))
        middle, late = statistics.median(taken), taken[COMMITS * 99 // 100]
        say(f"synchronous {synchronous}: {1000 * middle:.2f} ms, one in 100 {1000 * late:.2f} ms")


def backup(path: Path, copy: Path) -> None:
    begun, ended, waits = threading.Event(), threading.Event(), [0.0]

    def write_on() -> None:
        with closing(opened(path)) as connection:
            while not ended.wait(PAUSE):
                waits.append(rate(connection))
                begun.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    begun.wait()
    start = time.perf_counter()
    back_up(path, copy)
    taken = time.perf_counter() - start
    ended.set()
    writer.join()
    size_of = f"backup of {copy.stat().st_size / MB:.0f} MB, checked: {taken:.2f} s"
    say(f"{size_of}; {len(waits)} writes meanwhile, the longest {max(waits) * 1000:.0f} ms")


def enlarge(path: Path) -> None:
    """A database of some size becomes one of 200 MB, with more of the same."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        while path.stat().st_size < LARGE * MB:
            connection.execute(
                """
                INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at)
                SELECT user_id, hex(randomblob(8)), artist_name, verdict, at
                FROM verdicts
                LIMIT 100000
                """
            )
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it is what the script is for


def main(listeners: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encore.sqlite3"
        asyncio.run(year(path, listeners))
        say(f"a year of {listeners} listeners, {VISITS} visits each: {path.stat().st_size / MB:.1f} MB")
        for table in ("shown", "queries", "verdicts", "plays", "inbox"):
            say(f"  {table} {size(path, table):.1f} MB")
        commits(path)
        enlarge(path)
        for number in range(3):
            backup(path, Path(folder) / f"copy-{number}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LISTENERS)
