import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from storage.database import Database
from storage.shown import Shown, put_shown, shown_of
from storage.steps import Steps
from storage.times import moment, now


class QueryKind(StrEnum):
    RECOMMEND = "recommend"
    FORYOU = "foryou"
    SIMILAR = "similar"
    WEEKLY = "weekly"
    SHARED = "shared"  # a list that somebody shared; its text is the title
    OPEN = "open"  # asked for in a group, for all to see


@dataclass(frozen=True, slots=True)
class Asked:
    """What a listener asks for: their words, and the keys of the artists that these were read as.

    `after` is the id of the list that this one asks anew; `without` are keys of artists that it leaves out.
    """

    user_id: int
    kind: QueryKind
    text: str = ""
    seeds: tuple[str, ...] = ()
    after: int | None = None
    without: tuple[str, ...] = ()

    @property
    def known_by(self) -> int | None:
        """The id of this list, or of the one that it asks anew, where either is stored."""
        return self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Asked):
    """What a listener asked for, as it is stored.

    `stored_before` where the update is handled anew: what was shown for it then is what counts.
    """

    id: int
    asked_at: datetime
    stored_before: bool = False

    @property
    def known_by(self) -> int:
        return self.id


class Queries:
    """What listeners asked for and what they were shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, asked: Asked, shown: Sequence[Shown] = ()) -> Query:
        """Record what was asked, and what is shown for it at first."""
        return await self._database.store(lambda doing: add(doing, asked, shown))

    async def get(self, query_id: int) -> Query | None:
        """The query of that id, whoever asked it: the caller compares `user_id`."""
        rows = await self._database.read(
            """
            SELECT id, user_id, kind, text, seeds, after, without, asked_at
            FROM queries
            WHERE id = :query_id
            """,
            {"query_id": query_id},
        )
        return query_of(rows[0]) if rows else None

    async def show(self, query_id: int, start: int, shown: Sequence[Shown], *, opened: bool = False) -> None:
        """Record a page at positions `start` and on; the same positions again replace what they held.

        Where it is `opened`, the listener stands there from now on.
        """

        def work(doing: Steps) -> None:
            put_shown(doing, query_id, start, shown)
            if opened:
                stand(doing, query_id, start)

        await self._database.store(work)

    async def shown(self, query_id: int) -> list[Shown]:
        """All that was shown for a query, in order."""
        rows = await self._database.read(
            """
            SELECT
                position, artist_key, artist_name, match, reason_key, score, reasons, news, news_key
            FROM shown
            WHERE query_id = :query_id
            ORDER BY position
            """,
            {"query_id": query_id},
        )
        return [shown_of(row) for row in rows]

    async def shown_in_all(self, user_id: int, kind: QueryKind) -> list[str]:
        """Keys of all artists that a listener was ever shown in lists of that kind."""
        rows = await self._database.read(
            """
            SELECT DISTINCT artist_key
            FROM queries
            JOIN shown
            ON shown.query_id = queries.id
            WHERE user_id = :user_id AND kind = :kind
            ORDER BY artist_key
            """,
            {"user_id": user_id, "kind": kind},
        )
        return [row["artist_key"] for row in rows]

    async def shown_before(self, asked: Asked) -> list[str]:
        """Keys of all artists shown in the lists that this one follows, however many asked anew."""
        if asked.after is None:
            return []
        rows = await self._database.read(
            """
            WITH RECURSIVE before (id) AS (
                SELECT :after
                UNION
                SELECT queries.after
                FROM before
                JOIN queries
                ON queries.id = before.id
            )
            SELECT DISTINCT artist_key
            FROM before
            JOIN shown
            ON shown.query_id = before.id
            ORDER BY artist_key
            """,
            {"after": asked.after},
        )
        return [row["artist_key"] for row in rows]


def add(doing: Steps, asked: Asked, shown: Sequence[Shown]) -> Query:
    """As `Queries.add`, beside what else is stored.

    Where the clock was set back, it counts as opened after what was opened before.
    """
    [row] = doing.run(
        """
        INSERT INTO queries (user_id, kind, text, seeds, after, question, without, asked_at, opened_at)
        VALUES (
            :user_id, :kind, :text, :seeds, :after,
            (
                SELECT coalesce(question, id)
                FROM queries
                WHERE id = :after
            ),
            :without, :now,
            (
                SELECT max(opened_at) + 1
                FROM queries
                WHERE user_id = :user_id AND opened_at >= :now AND :kind <> 'open'
            )
        )
        RETURNING id, user_id, kind, text, seeds, after, without, asked_at
        """,
        {
            "user_id": asked.user_id,
            "kind": asked.kind,
            "text": asked.text,
            "seeds": json.dumps(asked.seeds),
            "after": asked.after,
            "without": json.dumps(asked.without),
            "now": now(),
        },
    )
    query = query_of(row)
    put_shown(doing, query.id, 0, shown)
    return replace(query, stored_before=doing.recalled)


def stand(doing: Steps, query_id: int, position: int) -> None:
    """Note that a page of a list, which begins at that position, is what the listener sees now.

    Later than all that they saw before, whatever was done to the clock.
    """
    doing.run(
        """
        UPDATE queries
        SET
            position = :position,
            opened_at = max(
                :now,
                coalesce(
                    (
                        SELECT max(others.opened_at) + 1
                        FROM queries AS others
                        WHERE others.user_id = queries.user_id AND others.opened_at >= :now
                    ),
                    0
                ),
                coalesce(
                    (
                        SELECT newest.asked_at + 1
                        FROM queries AS newest
                        WHERE newest.user_id = queries.user_id
                        ORDER BY newest.id DESC
                        LIMIT 1
                    ),
                    0
                )
            )
        WHERE id = :query_id
        """,
        {"query_id": query_id, "position": position, "now": now()},
    )


def query_of(row: sqlite3.Row) -> Query:
    return Query(
        id=row["id"],
        user_id=row["user_id"],
        kind=QueryKind(row["kind"]),
        text=row["text"],
        seeds=tuple(json.loads(row["seeds"])),
        asked_at=moment(row["asked_at"]),
        after=row["after"],
        without=tuple(json.loads(row["without"])),
    )
