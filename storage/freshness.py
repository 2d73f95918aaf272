from collections.abc import Sequence
from datetime import timedelta

from storage.database import Database
from storage.steps import Steps
from storage.times import now

IGNORED = 3
"""Lists in which an artist stands and is not noticed before it rests."""
REST = timedelta(days=30)
"""How long each of these lists counts."""


_SAME = """
    WITH RECURSIVE same (id) AS (
        SELECT :query_id
        UNION
        SELECT queries.after
        FROM same
        JOIN queries
        ON queries.id = same.id
        WHERE queries.after IS NOT NULL
    )
    """
"""A list and all that it follows are the same list: what was asked since the first was begun counts not."""


class Freshness:
    """Which suggestions listeners passed over again and again, and whom they named themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def notice(self, user_id: int, artist_keys: Sequence[str]) -> None:
        """The listener opened, rated or kept these artists, or wants them back: it counts anew."""
        await self._database.store(lambda doing: notice(doing, user_id, artist_keys))

    async def resting(self, user_id: int, query_id: int | None = None) -> list[str]:
        """Keys of the artists that rest; or that rested when that list, or the first it follows, was begun.

        A list asked anew is the same list: who stays in it was shown once, and does not leave it.
        """
        rows = await self._database.read(
            f"""
            {_SAME}
            SELECT shown.artist_key
            FROM queries
            JOIN shown
            ON shown.query_id = queries.id
            LEFT JOIN noticed
            ON noticed.user_id = queries.user_id AND noticed.artist_key = shown.artist_key
            WHERE queries.user_id = :user_id AND queries.asked_at > :since AND queries.kind <> 'shared'
                AND (queries.after IS NULL OR shown.news IS NOT NULL)
                AND (:query_id IS NULL OR queries.id < (SELECT min(id) FROM same))
                AND (noticed.at IS NULL OR noticed.at < queries.asked_at)
            GROUP BY shown.artist_key
            HAVING count(*) >= :ignored
            ORDER BY shown.artist_key
            """,  # noqa: S608 - our own words
            {
                "user_id": user_id,
                "query_id": query_id,
                "since": now() - REST // timedelta(milliseconds=1),
                "ignored": IGNORED,
            },
        )
        return [row["artist_key"] for row in rows]

    async def named(self, user_id: int, query_id: int | None = None) -> list[str]:
        """Keys of the artists like whom they asked for others; before that list, where one is given."""
        rows = await self._database.read(
            f"""
            {_SAME}
            SELECT DISTINCT named.value AS artist_key
            FROM queries
            JOIN json_each(queries.seeds) AS named
            WHERE queries.user_id = :user_id AND queries.kind = 'recommend'
                AND (:query_id IS NULL OR queries.id < (SELECT min(id) FROM same))
            ORDER BY named.value
            """,  # noqa: S608 - our own words
            {"user_id": user_id, "query_id": query_id},
        )
        return [row["artist_key"] for row in rows]


def notice(doing: Steps, user_id: int, artist_keys: Sequence[str]) -> None:
    """As `Freshness.notice`, beside what else is stored."""
    doing.run_each(
        """
        INSERT INTO noticed (user_id, artist_key, at)
        VALUES (:user_id, :artist_key, :now)
        ON CONFLICT (user_id, artist_key) DO UPDATE
        SET at = excluded.at
        """,
        [{"user_id": user_id, "artist_key": key, "now": now()} for key in artist_keys],
    )
