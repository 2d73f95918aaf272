"""Imported plays: each once, summed as they come, and gone when the listener says so."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from storage import Added, HeardArtist, Play, Song, Storage
from tests.storage.conftest import ANN, BEN

MIDNIGHT = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
CREEP = Song("radiohead", "Radiohead", "creep", "Creep")


def creep(*plays: Play) -> list[Song]:
    return [replace(CREEP, plays=plays)]


async def test_a_play_is_added_once(storage: Storage) -> None:
    plays = creep(Play(MIDNIGHT), Play(MIDNIGHT + 100, listened=False))
    assert await storage.plays.add(ANN, plays) == Added(1, 1)
    assert await storage.plays.add(ANN, plays) == Added(0, 0)
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT + 1))) == Added(1, 0)
    assert await storage.plays.add(BEN, plays) == Added(1, 1)


async def test_a_minute_holds_the_plays_of_its_seconds(storage: Storage) -> None:
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT + 59))) == Added(1, 0)
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT, exact=False))) == Added(0, 0)
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT + 60, exact=False))) == Added(1, 0)
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT + 61), Play(MIDNIGHT + 120))) == Added(1, 0)


async def test_artists_come_with_their_sums_the_most_heard_first(storage: Storage) -> None:
    year_later = MIDNIGHT + 366 * 86_400
    await storage.plays.add(
        ANN, creep(Play(MIDNIGHT), Play(year_later), Play(year_later + 1, listened=False))
    )
    await storage.plays.add(
        ANN, [Song("blur", "Blur", "", "", saved=True), Song("x", "X", "", "", banned=True)]
    )
    assert await storage.plays.artists(ANN) == [
        HeardArtist("radiohead", "Radiohead", 2, 1, 1.625, 1.0, saved=False, banned=False),
        HeardArtist("blur", "Blur", 0, 0, 0.0, 0.0, saved=True, banned=False),
        HeardArtist("x", "X", 0, 0, 0.0, 0.0, saved=False, banned=True),
    ]
    [of_year] = await storage.plays.artists(ANN, 2020)
    assert (of_year.listened, of_year.skipped, of_year.lately) == (1, 0, 1.0)
    assert await storage.plays.artists(ANN, 2019) == []
    assert await storage.plays.years(ANN) == {2020: 1, 2021: 1}


async def test_of_a_banned_song_the_artist_is_not_banned(storage: Storage) -> None:
    await storage.plays.add(ANN, [replace(CREEP, banned=True)])
    assert [artist.banned for artist in await storage.plays.artists(ANN)] == [False]
    assert [(song.name, song.saved) for song in await storage.plays.songs(ANN)] == [("Creep", False)]


async def test_what_is_kept_is_new_once(storage: Storage) -> None:
    kept = [replace(CREEP, saved=True), replace(CREEP, key="", name="", saved=True), replace(CREEP, key="x")]
    assert await storage.plays.add(ANN, creep(Play(MIDNIGHT))) == Added(1, 0)
    assert await storage.plays.add(ANN, [*kept, *kept]) == Added(0, 0, 2)
    assert await storage.plays.add(ANN, kept) == Added(0, 0, 0)
    assert await storage.plays.add(ANN, [replace(CREEP, key="x", saved=True)]) == Added(0, 0, 1)
    assert await storage.plays.add(BEN, kept) == Added(0, 0, 2)


async def test_what_was_saved_once_stays_saved(storage: Storage) -> None:
    await storage.plays.add(ANN, [replace(CREEP, saved=True)])
    await storage.plays.add(ANN, creep(Play(MIDNIGHT)))
    [artist] = await storage.plays.artists(ANN)
    assert artist.saved


async def test_removing_forgets_all_of_one_listener(storage: Storage) -> None:
    many = [
        Song(
            f"artist {n}",
            f"Artist {n}",
            "song",
            "Song",
            (Play(MIDNIGHT + n), Play(n + 10**9, listened=False)),
        )
        for n in range(250)
    ]
    await storage.plays.add(ANN, many)
    await storage.plays.add(BEN, many[:3])
    assert await storage.plays.remove(ANN) == 500
    assert not await storage.plays.any(ANN)
    assert await storage.plays.artists(ANN) == []
    assert await storage.plays.years(ANN) == {}
    assert len(await storage.plays.artists(BEN)) == 3
    assert await storage.plays.remove(ANN) == 0
    assert await storage.plays.add(ANN, many) == Added(250, 250)


async def test_whether_there_are_plays_is_known_at_once_after_every_change(storage: Storage) -> None:
    assert not await storage.plays.any(ANN)
    await storage.plays.add(ANN, creep(Play(MIDNIGHT)))
    assert await storage.plays.any(ANN)
    assert not await storage.plays.any(BEN)
    await storage.plays.remove(ANN)
    assert not await storage.plays.any(ANN)
    await storage.plays.add(ANN, creep(Play(MIDNIGHT)))
    assert await storage.plays.any(ANN)
    await storage.privacy.forget(ANN)
    assert not await storage.plays.any(ANN)


async def test_a_look_beside_an_import_is_not_remembered(storage: Storage) -> None:
    await asyncio.gather(storage.plays.any(ANN), storage.plays.add(ANN, creep(Play(MIDNIGHT))))
    assert await storage.plays.any(ANN)


async def test_sums_are_those_of_the_plays_however_they_overlap(storage: Storage) -> None:
    rnd = random.Random(11)  # noqa: S311 - no secret
    plays = [
        (f"artist {rnd.randrange(3)}", f"song {rnd.randrange(4)}", MIDNIGHT + rnd.randrange(2_000) * 40_000)
        for _ in range(400)
    ]
    listened = {play: rnd.random() < 0.7 for play in plays}
    added = [await storage.plays.add(ANN, as_songs(part, listened)) for part in (plays[:250], plays[150:])]
    assert sum(one.listened + one.skipped for one in added) == len(set(plays))
    assert sum(one.listened for one in added) == sum(listened.values())
    artists = {one.key: (one.listened, one.skipped) for one in await storage.plays.artists(ANN)}
    assert artists == {
        key: (sum(of), len(of) - sum(of))
        for key in ("artist 0", "artist 1", "artist 2")
        for of in [[heard for (artist, *_), heard in listened.items() if artist == key]]
    }
    songs = {(one.artist, one.name): one.skipped for one in await storage.plays.songs(ANN)}
    skipped = Counter((artist, song) for (artist, song, _), heard in listened.items() if not heard)
    assert songs == {one: skipped[one] for one in {play[:2] for play in plays}}
    years = Counter(datetime.fromtimestamp(at, UTC).year for (*_, at), heard in listened.items() if heard)
    assert await storage.plays.years(ANN) == years
    assert sum((await storage.charts.hours(ANN)).values()) == sum(listened.values())


def as_songs(plays: list[tuple[str, str, int]], listened: dict[tuple[str, str, int], bool]) -> list[Song]:
    return [
        Song(artist, artist, song, song, tuple(Play(at, listened[artist, song, at]) for at in sorted(times)))
        for artist, song in {play[:2] for play in plays}
        for times in [{at for *name, at in plays if name == [artist, song]}]
    ]
