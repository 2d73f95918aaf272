"""Sums over time: by month, by hour, and what was new."""

from dataclasses import replace
from datetime import UTC, datetime

from storage import Discovered, Play, Song, Storage
from tests.storage.conftest import ANN, BEN

CREEP = Song("radiohead", "Radiohead", "creep", "Creep")
BLUR = Song("blur", "Blur", "song 2", "Song 2")


def radiohead(*plays: Play) -> list[Song]:
    return [replace(CREEP, plays=plays)]


def on(year: int, month: int, hour: int = 0) -> Play:
    return Play(int(datetime(year, month, 15, hour, tzinfo=UTC).timestamp()))


async def test_listening_is_told_by_month_and_by_hour(storage: Storage) -> None:
    skipped = on(2020, 3)._replace(listened=False)
    await storage.plays.add(ANN, radiohead(on(2019, 12, 23), on(2020, 1, 7), on(2020, 2, 7), skipped))
    await storage.plays.add(BEN, radiohead(on(2020, 1, 9)))
    assert await storage.charts.months(ANN) == {(2019, 12): 1, (2020, 1): 1, (2020, 2): 1}
    assert await storage.charts.hours(ANN) == {7: 2, 23: 1}
    assert await storage.charts.hours(ANN, 2020) == {7: 2}
    assert await storage.charts.hours(ANN, 2018) == {}


async def test_a_clock_between_hours_counts_each_play_where_it_was(storage: Storage) -> None:
    late = Play(int(datetime(2019, 12, 31, 23, 20, tzinfo=UTC).timestamp()))
    skipped = on(2020, 3, 7)._replace(listened=False)
    early = on(2020, 1, 7)._replace(at=on(2020, 1, 7).at + 14 * 60)
    await storage.plays.add(ANN, radiohead(late, early, on(2020, 2, 7), skipped))
    await storage.plays.add(BEN, radiohead(on(2020, 1, 9)))
    assert await storage.charts.hours_past(ANN, 30) == {7: 2, 23: 1}
    assert await storage.charts.hours_past(ANN, 45) == {0: 1, 7: 2}
    assert await storage.charts.hours_past(ANN, 46, 2020) == {7: 1, 8: 1}


async def test_an_artist_is_new_in_the_first_month_in_which_it_was_listened_to(storage: Storage) -> None:
    early_skip = on(2019, 1)._replace(listened=False)
    await storage.plays.add(ANN, radiohead(on(2019, 2), on(2019, 3), on(2020, 2)))
    await storage.plays.add(ANN, [replace(BLUR, plays=(early_skip, on(2020, 2), on(2020, 6)))])
    assert await storage.charts.discovered(ANN) == [Discovered(2019, 1, 1), Discovered(2020, 2, 1)]
    assert await storage.charts.discovered(ANN, 2020) == [Discovered(2, 2, 1), Discovered(6, 1, 0)]
    assert await storage.charts.discovered(BEN) == []
