import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.queries import Asked, Query, add
from storage.shown import Shown
from storage.steps import Steps
from storage.times import milliseconds, moment


@dataclass(frozen=True, slots=True)
class WeeklyPick:
    """A listener's wish for a pick every week: `weekday` counts from Monday, 0, and `zone` is IANA's name.

    `query_id` is the pick that is made and not yet sent.
    """

    user_id: int
    zone: str
    weekday: int
    hour: int
    language: str
    next_at: datetime
    query_id: int | None = None


class Weekly:
    """Who wants a pick every week."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, wish: WeeklyPick) -> None:
        """Wish for picks, or for other times of them."""
        await self._database.write(
            """
            INSERT INTO weekly (user_id, zone, weekday, hour, language, next_at, query_id)
            VALUES (:user_id, :zone, :weekday, :hour, :language, :next_at, :query_id)
            ON CONFLICT (user_id) DO UPDATE
            SET
                zone = excluded.zone,
                weekday = excluded.weekday,
                hour = excluded.hour,
                language = excluded.language,
                next_at = excluded.next_at
            """,
            {
                "user_id": wish.user_id,
                "zone": wish.zone,
                "weekday": wish.weekday,
                "hour": wish.hour,
                "language": wish.language,
                "next_at": milliseconds(wish.next_at),
                "query_id": wish.query_id,
            },
        )

    async def get(self, user_id: int) -> WeeklyPick | None:
        rows = await self._database.read(
            """
            SELECT user_id, zone, weekday, hour, language, next_at, query_id
            FROM weekly
            WHERE user_id = :user_id
            """,
            {"user_id": user_id},
        )
        return _wish(rows[0]) if rows else None

    async def due(self, at: datetime, limit: int) -> Sequence[WeeklyPick]:
        """Whose pick is due by then, the longest waiting first."""
        rows = await self._database.read(
            """
            SELECT user_id, zone, weekday, hour, language, next_at, query_id
            FROM weekly
            WHERE next_at <= :at
            ORDER BY next_at, user_id
            LIMIT :limit
            """,
            {"at": milliseconds(at), "limit": limit},
        )
        return [_wish(row) for row in rows]

    async def after(self, at: datetime, limit: int) -> Sequence[WeeklyPick]:
        """Whose pick is not due until after that moment."""
        rows = await self._database.read(
            """
            SELECT user_id, zone, weekday, hour, language, next_at, query_id
            FROM weekly
            WHERE next_at > :at
            ORDER BY next_at, user_id
            LIMIT :limit
            """,
            {"at": milliseconds(at), "limit": limit},
        )
        return [_wish(row) for row in rows]

    async def make(self, asked: Asked, shown: Sequence[Shown]) -> Query:
        """Record a pick, which waits to be sent from then on: both or neither, for no artist comes twice."""

        def work(doing: Steps) -> Query:
            query = add(doing, asked, shown)
            doing.run(
                """
                UPDATE weekly
                SET query_id = :query_id
                WHERE user_id = :user_id
                """,
                {"user_id": query.user_id, "query_id": query.id},
            )
            return query

        return await self._database.store(work)

    async def sent(self, user_id: int, next_at: datetime) -> None:
        """The pick has arrived, or can't; the next one is due then."""
        await self._database.write(
            """
            UPDATE weekly
            SET query_id = NULL, next_at = :next_at
            WHERE user_id = :user_id
            """,
            {"user_id": user_id, "next_at": milliseconds(next_at)},
        )

    async def postpone(self, user_id: int, next_at: datetime) -> None:
        """Send the pick later, the one that is made if there is one."""
        await self._database.write(
            """
            UPDATE weekly
            SET next_at = :next_at
            WHERE user_id = :user_id
            """,
            {"user_id": user_id, "next_at": milliseconds(next_at)},
        )

    async def stop(self, user_id: int) -> bool:
        """No more picks; returns whether there would have been any."""
        rows = await self._database.write(
            """
            DELETE FROM weekly
            WHERE user_id = :user_id
            RETURNING user_id
            """,
            {"user_id": user_id},
        )
        return bool(rows)


def _wish(row: sqlite3.Row) -> WeeklyPick:
    return WeeklyPick(
        user_id=row["user_id"],
        zone=row["zone"],
        weekday=row["weekday"],
        hour=row["hour"],
        language=row["language"],
        next_at=moment(row["next_at"]),
        query_id=row["query_id"],
    )
