"""What is put into the storage comes out of it, for the listener who put it there and for no one else."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from errors import StorageError
from storage import Asked, QueryKind, Shown, Storage, Verdict, users
from tests.storage.conftest import ANN, BEN

BJORK = Shown(0, "bjork", "Björk", 93, "radiohead", 0.75)
SIGUR_ROS = Shown(1, "sigur ros", "Sigur Rós", 88, None, 0.5)


async def names(storage: Storage, user_id: int, verdict: Verdict) -> list[str]:
    return [one.artist_name for one in await storage.verdicts.page(user_id, verdict, limit=10, offset=0)]


def times(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        [row] = connection.execute("SELECT first_seen, last_seen FROM users WHERE id = ?", (ANN,))
    return row[0], row[1]


async def test_seen_keeps_the_first_and_moves_the_last_time(
    storage: Storage, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = times(path)
    hour = 3_600_000
    monkeypatch.setattr(users, "now", lambda: last + hour)
    await storage.users.seen(ANN)
    assert times(path) == (first, last + hour)


async def test_who_is_forgotten_can_come_back_at_once(storage: Storage, path: Path) -> None:
    await storage.privacy.forget(ANN)
    await storage.users.seen(ANN)
    assert times(path)[0] > 0


async def test_a_preference_of_who_was_forgotten_is_not_remembered(storage: Storage) -> None:
    await storage.preferences.put(ANN, "language", "de")
    assert await storage.preferences.get(ANN, "language") == "de"
    await storage.privacy.forget(ANN)
    assert await storage.preferences.get(ANN, "language") is None


async def test_whom_a_listener_hides_is_known_as_it_is_by_now(storage: Storage) -> None:
    """Though it is kept at hand."""
    verdicts = storage.verdicts
    assert await verdicts.hidden(ANN) == frozenset()
    await verdicts.put(ANN, "abba", "ABBA", Verdict.BLOCKED)
    await verdicts.toggle(ANN, "muse", "Muse", Verdict.SNOOZED)
    await verdicts.put(ANN, "kino", "Кино", Verdict.LIKE)
    assert await verdicts.hidden(ANN) == {"abba", "muse"}
    assert await verdicts.hidden(BEN) == frozenset()
    await verdicts.toggle(ANN, "muse", "Muse", Verdict.SNOOZED)
    assert await verdicts.hidden(ANN) == {"abba"}
    [abba] = await verdicts.page(ANN, Verdict.BLOCKED, limit=1, offset=0)
    await verdicts.take_back(ANN, abba.id, Verdict.BLOCKED)
    assert await verdicts.hidden(ANN) == frozenset()
    await verdicts.put(ANN, "abba", "ABBA", Verdict.BLOCKED)
    assert await verdicts.hidden(ANN) == {"abba"}
    await storage.privacy.forget(ANN)
    assert await verdicts.hidden(ANN) == frozenset()


async def test_a_clock_that_goes_back_does_not_refuse_the_listener(storage: Storage, path: Path) -> None:
    future = 99_999_999_999_999
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE users SET first_seen = ?, last_seen = ?", (future, future))
    storage.users.forget(ANN)
    await storage.users.seen(ANN)


async def test_what_a_stranger_writes_is_refused(storage: Storage) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        await storage.verdicts.put(3003, "abba", "ABBA", Verdict.LIKE)
    assert await storage.verdicts.of(3003) == {}


async def test_preferences_are_put_replaced_and_removed(storage: Storage) -> None:
    assert await storage.preferences.get(ANN, "language") is None
    await storage.preferences.put(ANN, "language", "de")
    await storage.preferences.put(ANN, "language", "ru")
    assert await storage.preferences.get(ANN, "language") == "ru"
    await storage.preferences.remove(ANN, "language")
    assert await storage.preferences.get(ANN, "language") is None


async def test_a_later_verdict_replaces_the_earlier_one(storage: Storage) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    await storage.verdicts.put(ANN, "abba", "Abba", Verdict.DISLIKE)
    assert await storage.verdicts.of(ANN) == {"abba": Verdict.DISLIKE}
    assert await names(storage, ANN, Verdict.DISLIKE) == ["Abba"]
    assert await storage.verdicts.count(ANN, Verdict.LIKE) == 0


async def test_toggle_sets_takes_back_and_changes(storage: Storage) -> None:
    toggle = storage.verdicts.toggle
    assert await toggle(ANN, "abba", "ABBA", Verdict.LIKE) is Verdict.LIKE
    assert await toggle(ANN, "abba", "ABBA", Verdict.LIKE) is None
    assert await storage.verdicts.of(ANN) == {}
    assert await toggle(ANN, "abba", "ABBA", Verdict.LIKE) is Verdict.LIKE
    assert await toggle(ANN, "abba", "ABBA", Verdict.BLOCKED) is Verdict.BLOCKED
    assert await storage.verdicts.of(ANN) == {"abba": Verdict.BLOCKED}


async def test_a_judgement_is_taken_back_once_and_as_long_as_it_stands(storage: Storage) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.KNOWN)
    [abba] = await storage.verdicts.page(ANN, Verdict.KNOWN, limit=1, offset=0)
    assert await storage.verdicts.take_back(ANN, abba.id, Verdict.LIKE) is None
    assert await storage.verdicts.take_back(ANN, abba.id, Verdict.KNOWN) == "ABBA"
    assert await storage.verdicts.take_back(ANN, abba.id, Verdict.KNOWN) is None
    assert await storage.verdicts.of(ANN) == {}


async def test_judgements_come_newest_first_page_by_page(storage: Storage) -> None:
    for name in ("a", "b", "c"):
        await storage.verdicts.put(ANN, name, name.upper(), Verdict.LIKE)
    pages = [await storage.verdicts.page(ANN, Verdict.LIKE, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[one.artist_key for one in page] for page in pages] == [["c", "b"], ["a"], []]
    assert await storage.verdicts.count(ANN, Verdict.LIKE) == 3


async def test_a_judgement_carries_its_time_in_utc(storage: Storage) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    [judgement] = await storage.verdicts.page(ANN, Verdict.LIKE, limit=1, offset=0)
    assert judgement.at.tzinfo is UTC
    assert abs(datetime.now(UTC) - judgement.at) < timedelta(minutes=1)


async def test_the_id_of_a_removed_judgement_never_names_another(storage: Storage) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    [abba] = await storage.verdicts.page(ANN, Verdict.LIKE, limit=1, offset=0)
    await storage.verdicts.take_back(ANN, abba.id, Verdict.LIKE)
    await storage.verdicts.put(ANN, "muse", "Muse", Verdict.LIKE)
    assert await storage.verdicts.take_back(ANN, abba.id, Verdict.LIKE) is None


async def test_a_query_is_given_back_as_it_was_asked(storage: Storage) -> None:
    asked = await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "бьорк, <3", ("bjork", "<3")))
    assert asked.seeds == ("bjork", "<3")
    assert await storage.queries.get(asked.id) == asked
    assert await storage.queries.get(asked.id + 1) is None


async def test_pages_shown_twice_are_recorded_once(storage: Storage) -> None:
    query = await storage.queries.add(Asked(ANN, QueryKind.SIMILAR, "Radiohead", ("radiohead",)))
    await storage.queries.show(query.id, 0, [BJORK])
    await storage.queries.show(query.id, 1, [SIGUR_ROS])
    await storage.queries.show(query.id, 1, [SIGUR_ROS])
    assert await storage.queries.shown(query.id) == [BJORK, SIGUR_ROS]


async def test_a_page_with_one_bad_row_is_not_recorded_at_all(storage: Storage) -> None:
    query = await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    nonsense = Shown(1, "abba", "ABBA", 400, None, 0.5)
    with pytest.raises(StorageError, match="CHECK"):
        await storage.queries.show(query.id, 0, [BJORK, nonsense])
    assert await storage.queries.shown(query.id) == []


async def test_history_lists_queries_newest_first_with_what_was_rated(storage: Storage) -> None:
    first = await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    second = await storage.queries.add(Asked(ANN, QueryKind.FORYOU, "", ()))
    await storage.queries.show(first.id, 0, [BJORK, SIGUR_ROS])
    await storage.verdicts.put(ANN, "bjork", "Björk", Verdict.LIKE)
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    newest, oldest = await storage.history.page(ANN, limit=5, offset=0)
    assert (newest.query, newest.shown_count, newest.rated) == (second, 0, {})
    assert (oldest.query, oldest.shown_count, oldest.rated) == (first, 2, {"bjork": Verdict.LIKE})
    assert await storage.history.page(ANN, limit=5, offset=2) == []
    assert await storage.history.count(ANN) == 2


async def test_of_lists_that_ask_the_same_the_newest_stands_for_all(storage: Storage) -> None:
    first = await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)), [BJORK])
    other = await storage.queries.add(Asked(ANN, QueryKind.FORYOU))
    asked = Asked(ANN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",), after=first.id)
    anew, again = [await storage.queries.add(asked) for _ in range(2)]
    await storage.verdicts.put(ANN, "bjork", "Björk", Verdict.LIKE)
    past = await storage.history.page(ANN, limit=5, offset=0)
    assert [one.query for one in past] == [again, other]
    assert past[0].rated == {"bjork": Verdict.LIKE}
    assert await storage.history.page(ANN, limit=5, offset=1) == past[1:]
    assert await storage.history.count(ANN) == 2
    assert [one.query for one in await storage.history.every(ANN)] == [first, other, anew, again]


@pytest.mark.parametrize("ahead", [0, 1, 3_600_000, 30 * 365 * 86_400_000])
async def test_a_clock_that_was_set_back_does_not_hide_what_was_seen_last(
    storage: Storage, path: Path, ahead: int
) -> None:
    async def last() -> int | None:
        past = await storage.history.last(ANN)
        return past.query.id if past else None

    first, second = [await storage.queries.add(Asked(ANN, QueryKind.FORYOU)) for _ in range(2)]
    await storage.history.open(first.id, 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE queries SET asked_at = asked_at + :ahead, opened_at = opened_at + :ahead",
            {"ahead": ahead},
        )
    assert await last() == first.id
    third = await storage.queries.add(Asked(ANN, QueryKind.FORYOU))
    assert await last() == third.id
    for query in (second, first, third):
        await storage.history.open(query.id, 0)
        assert await last() == query.id
    await storage.queries.add(Asked(ANN, QueryKind.OPEN))
    assert await last() == third.id


async def test_the_history_is_found_by_indexes(storage: Storage, path: Path) -> None:
    """By the listener, the list and the question: what others stored costs nothing."""
    asked: list[str] = []
    await storage._database._reader.set_trace_callback(asked.append)
    await storage.history.page(ANN, limit=5, offset=0)
    await storage.history.count(ANN)
    await storage.history.last(ANN)
    with closing(sqlite3.connect(path)) as connection:
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in asked]
    assert len(plans) == 3
    steps = [step for plan in plans for *_, step in plan]
    scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
    assert not scanned & {"queries", "later", "anew", "shown", "verdicts"}
    assert sum("queries_of_question" in step for step in steps) >= 3


async def test_two_listeners_never_see_each_others_rows(storage: Storage) -> None:
    await storage.preferences.put(ANN, "language", "de")
    await storage.verdicts.put(ANN, "bjork", "Björk", Verdict.LIKE)
    [judgement] = await storage.verdicts.page(ANN, Verdict.LIKE, limit=1, offset=0)
    await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    bens = await storage.queries.add(Asked(BEN, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    await storage.queries.show(bens.id, 0, [BJORK])

    assert await storage.preferences.get(BEN, "language") is None
    assert await storage.verdicts.of(BEN) == {}
    assert await names(storage, BEN, Verdict.LIKE) == []
    assert await storage.verdicts.count(BEN, Verdict.LIKE) == 0
    assert await storage.verdicts.take_back(BEN, judgement.id, Verdict.LIKE) is None
    [past] = await storage.history.page(BEN, limit=5, offset=0)
    assert (past.query, past.rated) == (bens, {})
    assert await storage.history.count(BEN) == 1
    assert await storage.verdicts.of(ANN) == {"bjork": Verdict.LIKE}


async def test_taps_at_the_same_time_all_count(storage: Storage) -> None:
    """An odd number of toggles of one artist leaves it liked; other artists in between are all kept."""
    taps = [storage.verdicts.toggle(ANN, "abba", "ABBA", Verdict.LIKE) for _ in range(21)]
    others = [storage.verdicts.put(BEN, f"artist {n}", str(n), Verdict.KNOWN) for n in range(20)]
    answers = await asyncio.gather(*taps)
    await asyncio.gather(*others)
    assert answers.count(Verdict.LIKE) == 11
    assert await storage.verdicts.of(ANN) == {"abba": Verdict.LIKE}
    assert await storage.verdicts.count(BEN, Verdict.KNOWN) == 20


@pytest.mark.parametrize("number", [2**63, 10**40])
async def test_a_forged_number_too_large_for_sqlite_is_a_clear_error(storage: Storage, number: int) -> None:
    with pytest.raises(StorageError, match="too large"):
        await storage.queries.get(number)


async def test_text_that_is_not_unicode_is_a_clear_error(storage: Storage) -> None:
    with pytest.raises(StorageError, match="surrogates"):
        await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "\ud83c", ()))
    await storage.queries.add(Asked(ANN, QueryKind.RECOMMEND, "fine", ()))
