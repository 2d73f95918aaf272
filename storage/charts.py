from dataclasses import dataclass

from storage.database import Database


@dataclass(frozen=True, slots=True)
class Discovered:
    """How many artists a listener listened to in a month or year, and how many of them for the first time.

    `period` is a year, or a month of it (1 to 12) where one year was asked for.
    """

    period: int
    artists: int
    new: int


class Charts:
    """Sums of a listener's imported plays over time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def months(self, user_id: int) -> dict[tuple[int, int], int]:
        """How many plays a listener listened to in each (year, month) that has some."""
        rows = await self._database.read(
            """
            SELECT month / 12 AS year, month % 12 + 1 AS month_of_year, sum(listened) AS listened
            FROM heard_hours
            WHERE user_id = :user_id
            GROUP BY month
            ORDER BY month
            """,
            {"user_id": user_id},
        )
        return {(row["year"], row["month_of_year"]): row["listened"] for row in rows}

    async def hours(self, user_id: int, year: int | None = None) -> dict[int, int]:
        """How many plays a listener listened to in each hour of the day, UTC (in that year)."""
        rows = await self._database.read(
            """
            SELECT hour, sum(listened) AS listened
            FROM heard_hours
            WHERE user_id = :user_id AND (:year IS NULL OR month / 12 = :year)
            GROUP BY hour
            ORDER BY hour
            """,
            {"user_id": user_id, "year": year},
        )
        return {row["hour"]: row["listened"] for row in rows}

    async def hours_past(self, user_id: int, minutes: int, year: int | None = None) -> dict[int, int]:
        """The same by a clock so many minutes ahead of UTC; counted anew, for sums know whole hours."""
        rows = await self._database.read(
            """
            SELECT (at + :ahead) % 86400 / 3600 AS hour, count(*) AS listened
            FROM heard_artists
            JOIN heard_songs ON heard_songs.artist_id = heard_artists.id
            JOIN plays ON plays.song_id = heard_songs.id
            WHERE
                user_id = :user_id
                AND plays.listened
                AND (
                    :year IS NULL
                    OR at BETWEEN unixepoch(:year || '-01-01') AND unixepoch((:year + 1) || '-01-01') - 1
                )
            GROUP BY hour
            ORDER BY hour
            """,
            {"user_id": user_id, "ahead": minutes * 60, "year": year},
        )
        return {row["hour"]: row["listened"] for row in rows}

    async def discovered(self, user_id: int, year: int | None = None) -> list[Discovered]:
        """The artists that were new in each year, or in each month of one year, in order."""
        rows = await self._database.read(
            """
            WITH
                listened AS (
                    SELECT artist_id, month, min(month) OVER (PARTITION BY artist_id) AS first
                    FROM heard_artists
                    JOIN heard_months
                    ON heard_months.artist_id = heard_artists.id
                    WHERE user_id = :user_id AND listened > 0
                )
            SELECT
                month / :months AS period,
                count(DISTINCT artist_id) AS artists,
                count(DISTINCT artist_id) FILTER (WHERE first / :months = month / :months) AS new
            FROM listened
            WHERE :year IS NULL OR month / 12 = :year
            GROUP BY period
            ORDER BY period
            """,
            {"user_id": user_id, "year": year, "months": 12 if year is None else 1},
        )
        return [
            Discovered(row["period"] if year is None else row["period"] % 12 + 1, row["artists"], row["new"])
            for row in rows
        ]
