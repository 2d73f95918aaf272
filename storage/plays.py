import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from storage.database import Database, Transaction

_REMOVED_AT_ONCE = 100  # artists


class Play(NamedTuple):  # there are hundreds of thousands, and a dataclass takes five times as long
    """`at` is in seconds since 1970, UTC; `listened` is False for a play soon skipped.

    Where not `exact`, the minute of `at` is all that is known.
    """

    at: int
    listened: bool = True
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Song:
    """A song with plays of it, or kept in the listener's library; an empty `key` means the artist alone."""

    artist_key: str
    artist_name: str
    key: str
    name: str
    plays: tuple[Play, ...] = ()
    saved: bool = False
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """How many plays were new."""

    listened: int
    skipped: int


@dataclass(frozen=True, slots=True)
class HeardArtist:
    """An artist in a listener's history.

    `lately` and `skipped_lately` count plays as the others do, but old ones for less: a play of the newest
    month counts 1, one of a year before 0.625, of seven years 0.34.
    """

    key: str
    name: str
    listened: int
    skipped: int
    lately: float
    skipped_lately: float
    saved: bool
    banned: bool


@dataclass(frozen=True, slots=True)
class HeardSong:
    """A song in a listener's history; `lately` is what its plays count for as its artist's do."""

    artist: str
    name: str
    lately: float
    skipped: int
    saved: bool


class Plays:
    """What listeners imported of their listening."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, user_id: int, songs: Sequence[Song]) -> Added:
        """Store plays that are not here yet, some thousands at a time; all of them or none.

        A play is the same as an earlier one of its song in the same second, or in the same minute where
        one of them tells no seconds.
        """
        # Hundreds of thousands of rows, and a play that is here already is not added again: no journal.
        async with self._database.transaction(repeatable=True) as transaction:
            artists = await _put_artists(transaction, user_id, songs)
            ids = await _put_songs(transaction, artists, songs)
            new = await _put_plays(transaction, ids, songs)
            await _count(transaction, user_id, new)
        listened = sum(row["listened"] for row in new)
        return Added(listened, len(new) - listened)

    async def artists(self, user_id: int, year: int | None = None) -> list[HeardArtist]:
        """All artists a listener has heard (in that year), the most heard first."""
        rows = await self._database.read(
            """
            WITH
                months AS (
                    SELECT artist_id, month, listened, skipped
                    FROM heard_artists
                    JOIN heard_months
                    ON heard_months.artist_id = heard_artists.id
                    WHERE user_id = :user_id AND (:year IS NULL OR month / 12 = :year)
                ),
                newest AS (
                    SELECT max(month) AS month
                    FROM months
                ),
                weighed AS (
                    SELECT
                        artist_id, listened, skipped,
                        0.25 + 0.75 / (1 + (newest.month - months.month) / 12.0) AS weight
                    FROM months, newest
                ),
                sums AS MATERIALIZED (
                    SELECT
                        artist_id,
                        sum(listened) AS listened,
                        sum(skipped) AS skipped,
                        total(listened * weight) AS lately,
                        total(skipped * weight) AS skipped_lately
                    FROM weighed
                    GROUP BY artist_id
                )
            SELECT
                key, name,
                coalesce(listened, 0) AS listened,
                coalesce(skipped, 0) AS skipped,
                coalesce(lately, 0.0) AS lately,
                coalesce(skipped_lately, 0.0) AS skipped_lately,
                saved, banned
            FROM heard_artists
            LEFT JOIN sums
            ON sums.artist_id = heard_artists.id
            WHERE user_id = :user_id AND (:year IS NULL OR sums.artist_id IS NOT NULL)
            ORDER BY listened DESC, key
            """,
            {"user_id": user_id, "year": year},
        )
        return [_artist(row) for row in rows]

    async def songs(self, user_id: int) -> list[HeardSong]:
        """All songs a listener has heard, skipped or kept, the most heard first.

        When a song was played is not summed up; that of its artist is.
        """
        lately = {
            artist.key: artist.lately / artist.listened
            for artist in await self.artists(user_id)
            if artist.listened
        }
        rows = await self._database.read(
            """
            SELECT
                heard_artists.key AS artist_key,
                heard_artists.name AS artist,
                heard_songs.name AS name,
                heard_songs.listened AS listened,
                heard_songs.skipped AS skipped,
                heard_songs.saved AS saved
            FROM heard_artists
            JOIN heard_songs
            ON heard_songs.artist_id = heard_artists.id
            WHERE heard_artists.user_id = :user_id
            ORDER BY heard_songs.listened DESC, heard_songs.id
            """,
            {"user_id": user_id},
        )
        return [
            HeardSong(
                artist=row["artist"],
                name=row["name"],
                lately=row["listened"] * lately.get(row["artist_key"], 1.0),
                skipped=row["skipped"],
                saved=bool(row["saved"]),
            )
            for row in rows
        ]

    async def years(self, user_id: int) -> dict[int, int]:
        """How many plays a listener listened to in each year that has some."""
        rows = await self._database.read(
            """
            SELECT month / 12 AS year, sum(listened) AS listened
            FROM heard_hours
            WHERE user_id = :user_id
            GROUP BY year
            ORDER BY year
            """,
            {"user_id": user_id},
        )
        return {row["year"]: row["listened"] for row in rows}

    async def any(self, user_id: int) -> bool:
        """Whether anything was imported."""
        rows = await self._database.read(
            """
            SELECT EXISTS (
                SELECT 1
                FROM heard_artists
                WHERE user_id = :user_id
            ) AS some
            """,
            {"user_id": user_id},
        )
        return bool(rows[0]["some"])

    async def remove(self, user_id: int) -> int:
        """Forget all that was imported; returns how many plays that were, skips included.

        In short steps, since others write meanwhile; what is left after a crash goes with the next call.
        """
        rows = await self._database.read(
            """
            SELECT coalesce(sum(listened + skipped), 0) AS plays
            FROM heard_artists
            JOIN heard_months
            ON heard_months.artist_id = heard_artists.id
            WHERE user_id = :user_id
            """,
            {"user_id": user_id},
        )
        await self._database.write("DELETE FROM heard_hours WHERE user_id = :user_id", {"user_id": user_id})
        while await self._remove_some(user_id):
            pass
        return int(rows[0]["plays"])

    async def _remove_some(self, user_id: int) -> bool:
        removed = await self._database.write(
            """
            DELETE FROM heard_artists
            WHERE id IN (
                SELECT id
                FROM heard_artists
                WHERE user_id = :user_id
                LIMIT :some
            )
            RETURNING id
            """,
            {"user_id": user_id, "some": _REMOVED_AT_ONCE},
        )
        return bool(removed)


async def _put_artists(transaction: Transaction, user_id: int, songs: Sequence[Song]) -> dict[str, int]:
    """Ids of the songs' artists by key."""
    marks: dict[str, list[object]] = {}
    for song in songs:
        row = marks.setdefault(song.artist_key, [song.artist_key, song.artist_name, False, False])
        row[2], row[3] = row[2] or song.saved, row[3] or song.banned
    rows = await transaction.run(
        """
        INSERT INTO heard_artists (user_id, key, name, saved, banned)
        SELECT :user_id, value ->> 0, value ->> 1, value ->> 2, value ->> 3
        FROM json_each(:artists)
        WHERE true
        ON CONFLICT (user_id, key) DO UPDATE
        SET saved = max(saved, excluded.saved), banned = max(banned, excluded.banned)
        RETURNING id, key
        """,
        {"user_id": user_id, "artists": json.dumps(list(marks.values()))},
    )
    return {row["key"]: row["id"] for row in rows}


async def _put_songs(
    transaction: Transaction, artists: dict[str, int], songs: Sequence[Song]
) -> dict[tuple[str, str], int]:
    """Ids of the songs by their artist's key and their own."""
    named = [[artists[song.artist_key], song.key, song.name, song.saved] for song in songs if song.key]
    rows = await transaction.run(
        """
        INSERT INTO heard_songs (artist_id, key, name, saved)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3
        FROM json_each(:songs)
        WHERE true
        ON CONFLICT (artist_id, key) DO UPDATE
        SET saved = max(saved, excluded.saved)
        RETURNING id, artist_id, key
        """,
        {"songs": json.dumps(named)},
    )
    ids = {(row["artist_id"], row["key"]): row["id"] for row in rows}
    return {
        (song.artist_key, song.key): ids[artists[song.artist_key], song.key] for song in songs if song.key
    }


async def _put_plays(
    transaction: Transaction, ids: dict[tuple[str, str], int], songs: Sequence[Song]
) -> list[sqlite3.Row]:
    """The plays that were not here before."""
    plays = [
        [ids[song.artist_key, song.key], play.at, play.listened, play.exact]
        for song in songs
        if song.key
        for play in song.plays
    ]
    return await transaction.run(
        """
        INSERT INTO plays (song_id, at, listened, exact)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3
        FROM json_each(:plays)
        WHERE NOT EXISTS (
            SELECT 1
            FROM plays
            WHERE
                song_id = value ->> 0
                AND at BETWEEN (value ->> 1) / 60 * 60 AND (value ->> 1) / 60 * 60 + 59
                AND (NOT exact OR NOT value ->> 3)
        )
        ON CONFLICT (song_id, at) DO NOTHING
        RETURNING
            (SELECT artist_id FROM heard_songs WHERE id = song_id) AS artist_id,
            song_id, at, listened
        """,
        {"plays": json.dumps(plays)},
    )


async def _count(transaction: Transaction, user_id: int, new: Sequence[sqlite3.Row]) -> None:
    """Add new plays to the sums."""
    songs: Counter[tuple[int, bool]] = Counter()
    months: Counter[tuple[int, int, bool]] = Counter()
    hours: Counter[tuple[int, int]] = Counter()
    for row in new:
        month, hour = _calendar(row["at"])
        songs[row["song_id"], bool(row["listened"])] += 1
        months[row["artist_id"], month, bool(row["listened"])] += 1
        hours[month, hour] += row["listened"]
    await transaction.run_each(
        """
        UPDATE heard_songs
        SET listened = listened + :listened, skipped = skipped + :skipped
        WHERE id = :song_id
        """,
        [{"song_id": song_id, **_split(n, listened=listened)} for (song_id, listened), n in songs.items()],
    )
    await transaction.run_each(
        """
        INSERT INTO heard_months (artist_id, month, listened, skipped)
        VALUES (:artist_id, :month, :listened, :skipped)
        ON CONFLICT (artist_id, month) DO UPDATE
        SET listened = listened + excluded.listened, skipped = skipped + excluded.skipped
        """,
        [
            {"artist_id": artist_id, "month": month, **_split(n, listened=listened)}
            for (artist_id, month, listened), n in months.items()
        ],
    )
    await transaction.run_each(
        """
        INSERT INTO heard_hours (user_id, month, hour, listened)
        VALUES (:user_id, :month, :hour, :listened)
        ON CONFLICT (user_id, month, hour) DO UPDATE
        SET listened = listened + excluded.listened
        """,
        [
            {"user_id": user_id, "month": month, "hour": hour, "listened": n}
            for (month, hour), n in hours.items()
            if n
        ],
    )


def _split(n: int, *, listened: bool) -> dict[str, int]:
    return {"listened": n if listened else 0, "skipped": 0 if listened else n}


def _calendar(at: int) -> tuple[int, int]:
    """Month, as the tables count them, and hour of a time in seconds."""
    time = datetime.fromtimestamp(at, UTC)
    return time.year * 12 + time.month - 1, time.hour


def _artist(row: sqlite3.Row) -> HeardArtist:
    return HeardArtist(
        key=row["key"],
        name=row["name"],
        listened=row["listened"],
        skipped=row["skipped"],
        lately=row["lately"],
        skipped_lately=row["skipped_lately"],
        saved=bool(row["saved"]),
        banned=bool(row["banned"]),
    )
