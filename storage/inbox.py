import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from operator import attrgetter

from storage import journal
from storage.database import Database
from storage.journal import Journal
from storage.steps import Steps
from storage.times import now
from together import Together

HANDLED_KEPT = timedelta(days=2)
"""How long a handled update's number is remembered; Telegram hands over again what is a day old at most."""
SET_ASIDE_KEPT = timedelta(days=30)
_TOGETHER = 1000  # struck at once
_NO_ID = 2**63 - 1  # the largest that SQLite may give


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came; those of one `lane` are handled in their order.

    `begun` where nothing before it in its lane is still to be handled: it is next once it is kept.
    """

    update_id: int
    lane: int | None
    user_id: int | None
    body: str
    begun: bool = False


_KEPT = [one.name for one in fields(Incoming)]


@dataclass(frozen=True, slots=True)
class Letter:
    """An update in the inbox. `begun` counts the processes that began to handle it and came to no end.

    `counted` if this process is among them already.
    """

    id: int
    update_id: int
    lane: int | None
    body: str
    begun: int = 0
    counted: bool = False


class Inbox:
    """Updates from before they are confirmed until they are handled, or set aside."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._struck: Together[tuple[Letter, bool], None] = Together(self._strike, _TOGETHER)

    async def put(self, bot_id: int, updates: Sequence[Incoming]) -> list[Letter]:
        """Keep updates, on the disk when this returns; gives back those that were not here before."""
        rows = await self._database.write(
            """
            INSERT INTO inbox (bot_id, update_id, lane, user_id, body, begun, at)
            SELECT
                :bot_id, value ->> 'update_id', value ->> 'lane', value ->> 'user_id', value ->> 'body',
                value ->> 'begun', :now
            FROM json_each(:updates)
            WHERE true
            ON CONFLICT DO NOTHING
            RETURNING id, update_id, lane, body, begun
            """,
            {"bot_id": bot_id, "updates": _rows(updates), "now": now()},
        )
        letters = (replace(_letter(row), begun=0, counted=bool(row["begun"])) for row in rows)
        return sorted(letters, key=attrgetter("id"))

    async def waiting(self, bot_id: int) -> list[Letter]:
        """What is neither handled nor set aside, in the order of arrival."""
        rows = await self._database.read(
            """
            SELECT id, update_id, lane, body, begun
            FROM inbox
            WHERE bot_id = :bot_id AND body IS NOT NULL AND error IS NULL
            ORDER BY id
            """,
            {"bot_id": bot_id},
        )
        return [_letter(row) for row in rows]

    async def after(self, bot_id: int, lane: int | None, letter_id: int, limit: int) -> list[Letter]:
        """What waits in a lane after this letter, so many at most."""
        rows = await self._database.read(
            """
            SELECT id, update_id, lane, body, begun
            FROM inbox
            WHERE bot_id = :bot_id AND id > :after AND lane = :lane AND body IS NOT NULL AND error IS NULL
            ORDER BY id
            LIMIT :limit
            """,
            {"bot_id": bot_id, "after": letter_id, "lane": lane, "limit": limit},
        )
        return [_letter(row) for row in rows]

    async def begin(self, letter: Letter) -> None:
        """Note that this process handles it now."""
        await self._count(letter, 1)

    async def release(self, letter: Letter) -> None:
        """Take the note back: it was not the update's fault that it came to no end."""
        await self._count(letter, -1)

    async def _count(self, letter: Letter, more: int) -> None:
        # Not synced: the count has to outlive this process, not a power cut.
        await self._database.note(
            """
            UPDATE inbox
            SET begun = begun + :more
            WHERE id = :id
            """,
            {"id": letter.id, "more": more},
        )

    @asynccontextmanager
    async def once(self, letter: Letter, *, again: bool) -> AsyncIterator[Journal]:
        """What the block stores for this update is stored once, however often the block runs.

        `again` unless it is known that the block never ran for it.
        """
        rows = await self._steps(letter) if again else []
        kept = Journal(letter.id, [row["done"] for row in rows])
        token = journal.current.set(kept)
        try:
            yield kept
        finally:
            kept.closed = True
            journal.current.reset(token)

    async def _steps(self, letter: Letter) -> list[sqlite3.Row]:
        return await self._database.read(
            """
            SELECT done
            FROM inbox_steps
            WHERE inbox_id = :id
            ORDER BY id
            """,
            {"id": letter.id},
        )

    async def strike(self, letter: Letter, *, steps: bool = True) -> None:
        """The update is handled: nothing but its number stays. `steps` if it may have kept a journal."""
        await self._struck.ask((letter, steps))

    async def _strike(self, handled: Sequence[tuple[Letter, bool]]) -> Sequence[None]:
        ids = json.dumps([letter.id for letter, _ in handled])
        journals = json.dumps([letter.id for letter, steps in handled if steps])

        def work(doing: Steps) -> None:
            doing.run(
                """
                UPDATE inbox
                SET body = NULL, lane = NULL, user_id = NULL
                WHERE id IN (SELECT value FROM json_each(:ids))
                """,
                {"ids": ids},
            )
            doing.run(
                """
                DELETE FROM inbox_steps
                WHERE inbox_id IN (SELECT value FROM json_each(:ids))
                """,
                {"ids": journals},
            )

        # Not synced: lost in a power cut, it costs a second answer and no second effect.
        await self._database.store(work, durable=False, repeatable=True)
        return [None] * len(handled)

    async def set_aside(self, letter: Letter, error: str) -> None:
        """Keep the update with what went wrong, and handle it no more."""

        def work(doing: Steps) -> None:
            doing.run(
                """
                UPDATE inbox
                SET error = :error
                WHERE id = :id
                """,
                {"id": letter.id, "error": error},
            )
            doing.run("DELETE FROM inbox_steps WHERE inbox_id = :id", {"id": letter.id})

        await self._database.store(work)

    async def prune(self) -> int:
        """Let go of numbers and of what was set aside when their time is over; returns how many rows went."""
        # What is old came first: from the first that is not, nobody need look further. What was written by a
        # clock that was ahead says nothing of what came after it, and waits until its time is over.
        present = now()
        rows = await self._database.write(
            """
            DELETE FROM inbox
            WHERE
                id < coalesce(
                    (SELECT id FROM inbox WHERE at BETWEEN :handled AND :now ORDER BY id LIMIT 1), :all
                )
                AND ((body IS NULL AND at < :handled) OR (error IS NOT NULL AND at < :set_aside))
            RETURNING id
            """,
            {
                "handled": present - HANDLED_KEPT // timedelta(milliseconds=1),
                "set_aside": present - SET_ASIDE_KEPT // timedelta(milliseconds=1),
                "now": present,
                "all": _NO_ID,
            },
        )
        return len(rows)


def _rows(updates: Sequence[Incoming]) -> str:
    """JSON of what the inbox keeps of them; `asdict` copies each value, and takes ten times as long."""
    return json.dumps([{name: getattr(update, name) for name in _KEPT} for update in updates])


def _letter(row: sqlite3.Row) -> Letter:
    return Letter(row["id"], row["update_id"], row["lane"], row["body"], row["begun"])
