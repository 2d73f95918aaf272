"""What is stored of a listener can be taken out whole, and removed to the last byte."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import Incoming, Play, QueryKind, Song, Storage, Verdict
from storage.privacy import COPIES

ROBIN = 5_123_456_789_012
SAM = 2002
SECRETS = ("Zyxw Quartet", "zyxw-key", "Robin Qwertz", "zyxw-language", "Zyxw Song", str(ROBIN))


async def live(storage: Storage, user_id: int, name: str = "Zyxw Quartet") -> None:
    """Leave traces in every table that a listener can reach."""
    await storage.users.seen(user_id)
    await storage.preferences.put(user_id, "language", "zyxw-language")
    await storage.verdicts.put(user_id, "zyxw-key", name, Verdict.LIKE)
    query = await storage.queries.add(user_id, QueryKind.RECOMMEND, name, ("zyxw-key",))
    await fill(storage, user_id, query.id, name)
    songs = [Song("zyxw-key", name, f"zyxw song {n}", "Zyxw Song", (Play(n),)) for n in range(1, 400)]
    await storage.plays.add(user_id, songs)
    letter = Incoming(user_id % 1000, user_id, user_id, f'{{"text": "{name}"}}')
    [kept] = await storage.inbox.put(1, [letter])
    async with storage.inbox.once(kept, again=True):
        await storage.verdicts.put(user_id, "zyxw-key-2", name, Verdict.LIKE)
    await storage.inbox.set_aside(kept, f"ValueError: {name}")


async def fill(storage: Storage, user_id: int, query_id: int, name: str) -> None:
    """What only whole talks write, written by hand."""
    async with storage._database.transaction() as transaction:
        for sql in (
            """
            INSERT INTO shown (query_id, position, artist_key, artist_name, match, score)
            VALUES (:query_id, 0, 'zyxw-key', :name, 90, 1.0)
            """,
            """
            INSERT INTO saved_lists (id, user_id, query_id, title, saved_at)
            VALUES (:id, :user_id, :query_id, :name, 1)
            """,
            "INSERT INTO saved_artists VALUES (:id, 0, 'zyxw-key', :name)",
            "INSERT INTO weekly VALUES (:user_id, 'Europe/Berlin', 4, 18, 'en', 1, :query_id)",
            "INSERT INTO broadcasts VALUES (:id, :user_id, :name, 'sending', 0, 0, 1)",
            "INSERT INTO broadcast_queue VALUES (:id, :user_id)",
            "INSERT INTO blend_members VALUES (-1, :user_id, 'Robin Qwertz', 1)",
            "INSERT INTO blends VALUES (:id, -1, :user_id, 1)",
            "INSERT INTO blend_shown VALUES (:id, 0, 'zyxw-key', :name, 90)",
            "INSERT INTO blend_fits VALUES (:id, 0, :user_id, 90)",
        ):
            await transaction.run(
                sql, {"id": user_id % 1000, "user_id": user_id, "query_id": query_id, "name": name}
            )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "encore.sqlite3"


def traces(path: Path) -> Iterator[str]:
    """Which of Robin's secrets stand in which file."""
    secrets = [secret.encode() for secret in SECRETS] + [ROBIN.to_bytes(6, "big")]
    for file in sorted(path.parent.glob(f"{path.name}*")):
        data = file.read_bytes()
        yield from (f"{file.name}: {secret!r}" for secret in secrets if secret in data)


async def test_every_table_is_a_listeners_so_that_a_new_one_cannot_be_forgotten(storage: Storage) -> None:
    assert [table for table, condition in (await storage.privacy.tables()).items() if condition is None] == []


async def test_an_export_holds_rows_of_every_table_and_nobody_elses(storage: Storage) -> None:
    await live(storage, ROBIN)
    await live(storage, SAM, "Sam's Band")
    exported = await storage.privacy.export(ROBIN)
    assert exported.keys() == (await storage.privacy.tables()).keys() - COPIES
    assert [table for table, rows in exported.items() if not rows] == []
    assert "Sam's Band" not in str(exported)


async def test_an_export_put_into_another_database_gives_the_same_state(
    storage: Storage, tmp_path: Path
) -> None:
    await live(storage, ROBIN)
    exported = await storage.privacy.export(ROBIN)
    other = await Storage.open(tmp_path / "other.sqlite3")
    await other.privacy.restore(exported)
    again = await other.privacy.export(ROBIN)
    await other.close()
    assert [again.pop(table) for table in ("inbox", "broadcast_queue")] == [[], []]
    assert again == {table: rows for table, rows in exported.items() if table in again}


async def test_what_is_forgotten_stands_in_no_file_any_more(storage: Storage, path: Path) -> None:
    await live(storage, ROBIN)
    await live(storage, SAM, "Sam's Band")
    assert len(set(traces(path))) >= len(SECRETS)
    await storage.plays.remove(ROBIN)
    await storage.privacy.forget(ROBIN)
    of_sam = {"Zyxw Song", "zyxw-key", "zyxw-language", "Robin Qwertz"}  # he has the same taste
    assert [trace for trace in traces(path) if not any(word in trace for word in of_sam)] == []
    assert [rows for rows in (await storage.privacy.export(ROBIN)).values() if rows] == []
    assert (await storage.verdicts.of(SAM)) != {}
    await storage.plays.remove(SAM)
    await storage.privacy.forget(SAM)
    assert list(traces(path)) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
