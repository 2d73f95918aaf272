import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from storage.database import Database
from storage.queries import Query, query_of, stand
from storage.times import moment, now
from storage.verdicts import Verdict

_QUESTION = "coalesce(queries.question, queries.id)"
"""The first of the lists that ask one question, each anew after the one before."""
_NEWEST = f"""
    NOT EXISTS (
        SELECT 1
        FROM queries AS later
        WHERE later.question = {_QUESTION} AND later.id > queries.id
    )
"""  # noqa: S608 - our own columns
_COLUMNS = f"""
    id, user_id, kind, text, seeds, after, without, asked_at, position, opened_at,
    (
        SELECT count(*)
        FROM shown
        WHERE shown.query_id = queries.id
    ) AS shown_count,
    (
        SELECT json_group_object(shown.artist_key, json_array(verdicts.verdict, verdicts.artist_name))
        FROM shown
        JOIN verdicts
        ON verdicts.user_id = queries.user_id AND verdicts.artist_key = shown.artist_key
            AND (verdicts.until IS NULL OR verdicts.until > :now)
        WHERE shown.query_id IN (
            SELECT {_QUESTION}
            UNION ALL
            SELECT anew.id
            FROM queries AS anew
            WHERE anew.question = {_QUESTION}
        )
    ) AS rated
"""  # noqa: S608 - our own columns


@dataclass(frozen=True, slots=True)
class PastQuery:
    """A query as the history lists it; `rated` holds the asker's verdicts on what was shown for its question.

    `names` says what those artists were called when they were rated: the bundle of today may not know them.
    `position` is that of the first artist of the page that was turned to last, and `opened_at` when that was.
    """

    query: Query
    shown_count: int
    rated: dict[str, Verdict]
    position: int | None = None
    opened_at: datetime | None = None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """When the listener saw it last."""
        return self.opened_at or self.query.asked_at


class History:
    """The lists of a listener, and where in them they stand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, user_id: int, limit: int, offset: int) -> list[PastQuery]:
        """What a listener asked for, newest first; of lists that ask the same the newest stands for all."""
        rows = await self._database.read(
            f"""
            SELECT {_COLUMNS}
            FROM queries
            WHERE user_id = :user_id AND {_NEWEST}
            ORDER BY id DESC
            LIMIT :limit OFFSET :offset
            """,  # noqa: S608 - our own columns
            {"user_id": user_id, "now": now(), "limit": limit, "offset": offset},
        )
        return [_past_query(row) for row in rows]

    async def every(self, user_id: int) -> list[PastQuery]:
        """All lists of a listener, those among them that were asked anew, oldest first."""
        rows = await self._database.read(
            f"""
            SELECT {_COLUMNS}
            FROM queries
            WHERE user_id = :user_id
            ORDER BY id
            """,  # noqa: S608 - our own columns
            {"user_id": user_id, "now": now()},
        )
        return [_past_query(row) for row in rows]

    async def count(self, user_id: int) -> int:
        """How many there are on all pages."""
        rows = await self._database.read(
            f"""
            SELECT count(*) AS questions
            FROM queries
            WHERE user_id = :user_id AND {_NEWEST}
            """,  # noqa: S608 - our own columns
            {"user_id": user_id},
        )
        return int(rows[0]["questions"])

    async def last(self, user_id: int) -> PastQuery | None:
        """The list that the listener saw last: the newest, or one in which a page was turned since.

        What they asked for all to see is not what they see in private, unless there is nothing else.
        """
        rows = await self._database.read(
            f"""
            SELECT {_COLUMNS}
            FROM queries
            WHERE id IN (
                SELECT max(id)
                FROM queries
                WHERE user_id = :user_id
                UNION ALL
                SELECT id
                FROM (
                    SELECT id
                    FROM queries
                    WHERE user_id = :user_id AND kind <> 'open'
                    ORDER BY id DESC
                    LIMIT 1
                )
                UNION ALL
                SELECT id
                FROM (
                    SELECT id
                    FROM queries
                    WHERE user_id = :user_id AND opened_at IS NOT NULL
                    ORDER BY opened_at DESC
                    LIMIT 1
                )
            )
            ORDER BY kind = 'open' AND opened_at IS NULL, coalesce(opened_at, asked_at) DESC, id DESC
            LIMIT 1
            """,  # noqa: S608 - our own columns
            {"user_id": user_id, "now": now()},
        )
        return _past_query(rows[0]) if rows else None

    async def open(self, query_id: int, position: int) -> None:
        """Note that a page that was shown before, and begins there, is what the listener sees now."""
        await self._database.store(
            lambda doing: stand(doing, query_id, position), durable=False, repeatable=True
        )


def _past_query(row: sqlite3.Row) -> PastQuery:
    judged = json.loads(row["rated"]).items()
    rated = {key: Verdict(verdict) for key, (verdict, _) in judged}
    names = {key: name for key, (_, name) in judged}
    opened_at = None if row["opened_at"] is None else moment(row["opened_at"])
    return PastQuery(query_of(row), row["shown_count"], rated, row["position"], opened_at, names)
