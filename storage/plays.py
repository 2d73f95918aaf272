import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Database
from storage.intake import Added, Song, put
from storage.remembered import Remembered

_REMOVED_AT_ONCE = 100  # artists


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
        self._some = Remembered[bool]()

    def forget(self, user_id: int) -> None:
        """What is known of this listener was changed or removed."""
        self._some.drop(user_id)

    async def add(self, user_id: int, songs: Sequence[Song]) -> Added:
        """Store plays that are not here yet, some thousands at a time; all of them or none.

        A play is the same as an earlier one of its song in the same second, or in the same minute where
        one of them tells no seconds.
        """
        # Hundreds of thousands of rows, and a play that is here already is not added again: no journal.
        try:
            return await self._database.store(lambda doing: put(doing, user_id, songs), repeatable=True)
        finally:
            self.forget(user_id)

    async def artists(self, user_id: int, year: int | None = None) -> list[HeardArtist]:
        """All artists a listener has heard (in that year), the most heard first."""
        rows = await self._database.read(
            """
            WITH
                newest AS (
                    SELECT max((
                        SELECT max(month)
                        FROM heard_months
                        WHERE artist_id = heard_artists.id AND (:year IS NULL OR month / 12 = :year)
                    )) AS month
                    FROM heard_artists
                    WHERE user_id = :user_id
                ),
                weighed AS (
                    SELECT
                        key, name, saved, banned, listened, skipped, heard_months.month,
                        0.25 + 0.75 / (1 + (newest.month - heard_months.month) / 12.0) AS weight
                    FROM newest, heard_artists
                    LEFT JOIN heard_months
                    ON artist_id = id AND (:year IS NULL OR heard_months.month / 12 = :year)
                    WHERE user_id = :user_id
                )
            SELECT
                key, name,
                coalesce(sum(listened), 0) AS listened,
                coalesce(sum(skipped), 0) AS skipped,
                total(listened * weight) AS lately,
                total(skipped * weight) AS skipped_lately,
                saved, banned
            FROM weighed
            GROUP BY key
            HAVING :year IS NULL OR count(month)
            ORDER BY listened DESC, key
            """,
            {"user_id": user_id, "year": year},
        )
        return [_artist(row) for row in rows]

    async def banned(self, user_id: int) -> list[HeardArtist]:
        """The artists that a listener banned where the listening comes from."""
        rows = await self._database.read(
            """
            SELECT
                key, name, saved, banned,
                0 AS listened, 0 AS skipped, 0.0 AS lately, 0.0 AS skipped_lately
            FROM heard_artists
            WHERE user_id = :user_id AND banned
            ORDER BY key
            """,
            {"user_id": user_id},
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
        known = self._some.get(user_id)
        if known is None:
            version = self._some.version
            known = await self._read_any(user_id)
            self._some.put(user_id, known, version)
        return known

    async def _read_any(self, user_id: int) -> bool:
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
        try:
            while await self._remove_some(user_id):
                pass
        finally:
            self.forget(user_id)
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
