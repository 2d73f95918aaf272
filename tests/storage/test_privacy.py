"""What is stored of a listener can be taken out whole, and removed to the last byte."""

import asyncio
import gzip
import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

import upkeep
from errors import StorageError
from storage import Asked, Incoming, Play, QueryKind, Song, Storage, Verdict
from storage.privacy import COPIES, STAYING, Row

ROBIN = 5_123_456_789_012
SAM = 2002
Tables = dict[str, list[Row]]
SECRETS = ("Zyxw Quartet", "zyxw-key", "Robin Qwertz", "zyxw-language", "Zyxw Song", str(ROBIN))


async def live(storage: Storage, user_id: int, name: str = "Zyxw Quartet") -> None:
    """Leave traces in every table that a listener can reach."""
    await storage.users.seen(user_id)
    await storage.preferences.put(user_id, "language", "zyxw-language")
    await storage.verdicts.put(user_id, "zyxw-key", name, Verdict.LIKE)
    query = await storage.queries.add(Asked(user_id, QueryKind.RECOMMEND, name, ("zyxw-key",)))
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
        "INSERT INTO noticed VALUES (:user_id, 'zyxw-key', 1)",
        "INSERT INTO blend_members VALUES (-1, :user_id, 'Robin Qwertz', 1)",
        "INSERT INTO blends VALUES (:id, -1, :user_id, 1)",
        "INSERT INTO blend_shown VALUES (:id, 0, 'zyxw-key', :name, 90)",
        "INSERT INTO blend_fits VALUES (:id, 0, :user_id, 90)",
    ):
        await storage._database.write(
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


NUMBERS = {"id", "query_id", "list_id", "artist_id", "song_id", "after", "question"}


def told(exported: Tables) -> dict[str, list[Row]]:
    """What an export says, whatever its rows are numbered, and without what stays with its bot."""
    kept = {table: rows for table, rows in exported.items() if table not in STAYING}
    return {
        table: [{name: value for name, value in row.items() if name not in NUMBERS} for row in rows]
        for table, rows in kept.items()
    }


async def test_an_export_put_into_another_database_gives_the_same_state(
    storage: Storage, tmp_path: Path
) -> None:
    """There others have rows with the same numbers, and keep them as they are."""
    await live(storage, ROBIN)
    first = await storage.queries.add(Asked(ROBIN, QueryKind.SIMILAR, "a", ("a",)))
    await storage.queries.add(Asked(ROBIN, QueryKind.SIMILAR, "b", ("a",), after=first.id))
    exported = await storage.privacy.export(ROBIN)
    other = await Storage.open(tmp_path / "other.sqlite3")
    await live(other, SAM, "Sam's Band")
    of_sam = await other.privacy.export(SAM)
    assert await other.privacy.restore(exported) == ROBIN
    again = await other.privacy.export(ROBIN)
    assert told(again) == told(exported)
    assert again["queries"][-1]["after"] == again["queries"][-2]["id"] != first.id
    assert again["queries"][-1]["question"] == again["queries"][-2]["id"]
    assert await other.privacy.export(SAM) == of_sam
    assert await other.verdicts.of(ROBIN) == await storage.verdicts.of(ROBIN)
    assert await other.plays.artists(ROBIN) == await storage.plays.artists(ROBIN)
    with pytest.raises(StorageError, match="is here already"):
        await other.privacy.restore(exported)
    await other.close()


async def test_lists_that_ask_the_same_stay_one_question_in_an_export_that_does_not_say_so(
    storage: Storage, tmp_path: Path
) -> None:
    await storage.users.seen(ROBIN)
    last = await storage.queries.add(Asked(ROBIN, QueryKind.SIMILAR, "a", ("a",)))
    for _ in range(2):
        last = await storage.queries.add(Asked(ROBIN, QueryKind.SIMILAR, "a", ("a",), after=last.id))
    exported = await storage.privacy.export(ROBIN)
    other = await Storage.open(tmp_path / "other.sqlite3")
    await other.privacy.restore({**exported, "queries": without("question", exported["queries"])})
    again = await other.privacy.export(ROBIN)
    first = again["queries"][0]["id"]
    assert [row["question"] for row in again["queries"]] == [None, first, first]
    assert await other.history.count(ROBIN) == 1
    await other.close()


def named(exported: Tables, table: str, **values: int | str) -> Tables:
    """The export with these values in the first row of a table."""
    first, *rest = exported[table]
    return {**exported, table: [{**first, **values}, *rest]}


def without(column: str, rows: list[Row]) -> list[Row]:
    return [{name: value for name, value in row.items() if name != column} for row in rows]


FORGED: Mapping[str, Callable[[Tables], Tables]] = {
    "nobody's": lambda tables: {**tables, "users": []},
    "of two": lambda tables: {**tables, "users": tables["users"] * 2},
    "another's row": lambda tables: named(tables, "verdicts", user_id=SAM),
    "a column of a newer Encore": lambda tables: named(tables, "verdicts", mood="happy"),
    "a column that is SQL": lambda tables: named(tables, "verdicts", **{'id") SELECT 1; --': 1}),
    "without its number": lambda tables: {**tables, "verdicts": without("id", tables["verdicts"])},
    "no number": lambda tables: named(tables, "verdicts", id="one"),
    "two of one number": lambda tables: {**tables, "verdicts": tables["verdicts"] * 2},
    "a verdict that is none": lambda tables: named(tables, "verdicts", verdict="adore"),
    "a kind that is none": lambda tables: named(tables, "queries", kind="magic"),
    "a time out of time": lambda tables: named(tables, "queries", asked_at=2**62),
    "words for a number": lambda tables: named(tables, "shown", match="much"),
    "a week without end": lambda tables: named(tables, "weekly", next_at=2**62),
    "reasons that are none": lambda tables: named(tables, "shown", reasons="[1, 2]"),
    "a table of a newer Encore": lambda tables: {**tables, "saved_songs": [{"user_id": ROBIN}]},
    "a table of a newer Encore, empty": lambda tables: {**tables, "saved_songs": []},
    "a zone that is none": lambda tables: named(tables, "weekly", zone="Mars/Base"),
    "a zone that is a folder": lambda tables: named(tables, "weekly", zone="Europe"),
    "a zone that is a path": lambda tables: named(tables, "weekly", zone="../Europe/Berlin"),
    "a week at the end of time": lambda tables: named(
        tables, "weekly", zone="Asia/Tokyo", next_at=253_402_300_799_000
    ),
    "seeds that are none": lambda tables: named(tables, "queries", seeds="[1]"),
    "names left out that are none": lambda tables: named(tables, "queries", without="[[]]"),
    "shares that are none": lambda tables: named(tables, "shown", reasons='[["a", "much"]]'),
    "a play of no song": lambda tables: named(tables, "plays", song_id=10**9),
}


@pytest.mark.parametrize("case", FORGED)
async def test_a_changed_export_is_refused_and_nothing_of_it_stays(
    storage: Storage, tmp_path: Path, case: str
) -> None:
    await live(storage, ROBIN)
    exported = FORGED[case](await storage.privacy.export(ROBIN))
    other = await Storage.open(tmp_path / "other.sqlite3")
    try:
        with pytest.raises(StorageError) as caught:
            await other.privacy.restore(exported)
        assert [rows for rows in (await other.privacy.export(ROBIN)).values() if rows] == []
    finally:
        await other.close()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"encore": 2, "tables": {}}',
        b"\x1f\x8bno",
        b'{"encore": 1, "tables": 7}',
        b"\xff",
    ],
)
async def test_what_is_no_export_is_refused_with_one_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "encore.json"
    await asyncio.to_thread(file.write_bytes, data)
    with pytest.raises(StorageError, match="is no export of Encore"):
        await upkeep.take_in(tmp_path / "new.sqlite3", file)


async def test_the_host_takes_in_what_a_listener_brings(storage: Storage, tmp_path: Path) -> None:
    """Packed, as a large one is."""
    await live(storage, ROBIN)
    tables = await storage.privacy.export(ROBIN)
    file, path = tmp_path / "encore.json.gz", tmp_path / "new.sqlite3"
    packed = gzip.compress(json.dumps({"encore": 1, "tables": tables}).encode())
    await asyncio.to_thread(file.write_bytes, packed)
    assert upkeep.read(["import", str(file)]) == upkeep.Asked("import", file)
    said = await upkeep.take_in(path, file)
    assert said == (
        f"{path} holds listener {ROBIN} as {file} did, but for groups, broadcasts and updates under way, "
        "which stay with the other bot"
    )
    other = await Storage.open(path)
    assert await other.verdicts.of(ROBIN) == await storage.verdicts.of(ROBIN)
    await other.close()


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


async def test_nor_in_what_others_answered_them_that_was_set_aside(storage: Storage, path: Path) -> None:
    await storage.users.seen(ROBIN)
    neighbour = ROBIN * 10  # whose id begins alike
    for number, quoted in enumerate((ROBIN, neighbour), 1):
        said = {"from": {"id": quoted, "first_name": f"Robin {number}"}, "text": "Zyxw Quartet"}
        # whose number as a message says nothing of whom it is about
        update = {"message": {"message_id": ROBIN, "from": {"id": SAM}, "reply_to_message": said}}
        [letter] = await storage.inbox.put(1, [Incoming(number, SAM, SAM, json.dumps(update))])
        await storage.inbox.set_aside(letter, "ValueError: Robin")
    await storage.privacy.forget(ROBIN)
    [kept] = (await storage.privacy.export(SAM))["inbox"]
    assert str(neighbour) in str(kept["body"])
    assert b"Robin 1" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_nor_where_rows_stood_before_others_pushed_them_aside(storage: Storage, path: Path) -> None:
    """SQLite leaves copies where it divides a page; and pages that it holds in memory bring them back."""
    dice, crowd = random.Random(1), [*range(ROBIN + 1, ROBIN + 25)]  # noqa: S311 - load, not secrets

    async def write(times: int) -> None:
        for number in range(times):
            user_id = dice.choice(crowd)
            words = f"of-{user_id}-" * dice.randrange(2, 40)
            await storage.users.seen(user_id)
            await storage.blends.join(-dice.randrange(1, 4), user_id, words)
            await storage.preferences.put(user_id, str(number % 30), words)
            await storage.freshness.notice(user_id, [words, f"{number}"])

    def left(of: Sequence[int]) -> list[int]:
        found = b"".join(file.read_bytes() for file in path.parent.iterdir())
        return [user_id for user_id in of if f"of-{user_id}-".encode() in found]

    await write(600)
    gone = crowd[::3]
    for user_id in gone:
        await storage.privacy.forget(user_id)
        assert left([user_id]) == []
    crowd = [user_id for user_id in crowd if user_id not in gone]
    await write(200)
    assert left(gone) == []
    assert left(crowd) == crowd
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
