"""/foryou, /history and /likes out of ten million ratings beside a database of nobody else, in turns.

The same few listeners with the same few dozen ratings ask two bots, one at a time. To fill the larger
database takes half a minute and a gigabyte of disk.
"""

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from bench import processes
from bench.table import Row
from bench.telegram import Chat, Line, Server
from recommender.bundle import DEFAULT_PATH
from recommender.catalog import CatalogData
from storage.schema import prepare

LISTENERS, RATED = 100_000, 100
ASKING, OWN = 30, 40
"""Listeners who ask, and what each of them has rated; their ids lie among those of the others."""
PAIRS = 5
GOAL = "at most 1.2"
_APART = LISTENERS // ASKING
_MB = 1_000_000

_USERS = """
INSERT INTO users (id, first_seen, last_seen)
SELECT value, 1, 1
FROM json_each(:users)
"""
_RATINGS = """
WITH RECURSIVE numbers (n) AS (
    SELECT 0
    UNION ALL
    SELECT n + 1
    FROM numbers
    WHERE n + 1 < :rated
)
INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at)
SELECT
    users.value, artists.key, artists.name,
    CASE (users.value + numbers.n) % 4 WHEN 0 THEN 'dislike' ELSE 'like' END,
    1700000000000 + numbers.n
FROM json_each(:users) AS users
CROSS JOIN numbers
CROSS JOIN artists
ON artists.n = (users.value * 7919 + numbers.n * 211) % (SELECT count(*) FROM artists)
"""
_LISTS = """
INSERT INTO queries (user_id, kind, text, seeds, asked_at)
SELECT value, 'foryou', '', '[]', 1700000000000
FROM json_each(:users)
"""
_SHOWN = """
INSERT INTO shown (query_id, position, artist_key, artist_name, match, score)
SELECT queries.id, artists.n, artists.key, artists.name, 87, 1.0
FROM queries
CROSS JOIN artists
WHERE artists.n < 5
"""


async def rows() -> list[Row]:
    full, empty = Line(1), Line(2)
    asking = range(_APART, LISTENERS, _APART)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        others = [user for user in range(1, LISTENERS + 1) if user not in asking]
        sizes = [_fill(Path(one), others, asking), _fill(Path(other), [], asking)]
        async with (
            Server(full, empty) as server,
            processes.ours(server, full, Path(one)),
            processes.ours(server, empty, Path(other)),
        ):
            measured = [await _measure(command, full, empty, asking) for command in _COMMANDS]
    return [*measured, Row.of("the file", sizes[:1], sizes[1:], "MB", "none set")]


_COMMANDS = ("/foryou", "/history", "/likes")


def _fill(folder: Path, others: Sequence[int], asking: Sequence[int]) -> float:
    """A database of these listeners; returns its size in MB."""
    path = folder / "encore.sqlite3"
    prepare(path)
    catalog = CatalogData.load(DEFAULT_PATH / "catalog.json.gz")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TEMP TABLE artists (n INTEGER PRIMARY KEY, key TEXT, name TEXT)")
        connection.executemany(
            "INSERT INTO artists VALUES (?, ?, ?)",
            zip(range(len(catalog.keys)), catalog.keys, catalog.names, strict=True),
        )
        for users, rated in ((others, RATED), (asking, OWN)):
            for start in range(0, len(users), 10_000):  # a transaction each
                some = {"users": str(list(users[start : start + 10_000])), "rated": rated}
                for sql in (_USERS, _RATINGS, _LISTS):
                    connection.execute(sql, some)
        connection.execute(_SHOWN)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size / _MB


async def _measure(command: str, full: Line, empty: Line, asking: Sequence[int]) -> Row:
    chats = {line: [Chat(user) for user in asking] for line in (full, empty)}
    halves: dict[Line, list[float]] = {full: [], empty: []}
    for _ in range(PAIRS + 1):
        took: dict[Line, list[float]] = {full: [], empty: []}
        for number in range(len(asking)):
            for line in (full, empty):
                took[line].append(await _asked(line, chats[line][number], command))
        for line, waits in took.items():
            halves[line].append(float(np.median(waits)) * 1000)
    # the first round was to get warm
    return Row.of(f"{command}, 10 million ratings", halves[full][1:], halves[empty][1:], "ms", GOAL)


async def _asked(line: Line, chat: Chat, command: str) -> float:
    """Seconds to the answer."""
    began = time.perf_counter()
    await line.once([chat], lambda one: one.says(command))
    return time.perf_counter() - began
