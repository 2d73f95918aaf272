import sqlite3
from dataclasses import dataclass

from storage.database import Database
from storage.steps import Steps
from storage.times import now


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A host's message to all listeners: `sent` to so many so far, and `unreached` by so many."""

    id: int
    user_id: int
    text: str
    sent: int = 0
    unreached: int = 0


class Broadcasts:
    """Messages to all, and who still waits for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, user_id: int, text: str) -> Broadcast:
        """Keep a message that a host has yet to send off."""
        rows = await self._database.write(
            """
            INSERT INTO broadcasts (user_id, text, state, at)
            VALUES (:user_id, :text, 'asked', :now)
            RETURNING id, user_id, text, sent, unreached
            """,
            {"user_id": user_id, "text": text, "now": now()},
        )
        return _broadcast(rows[0])

    async def recipients(self, user_id: int) -> int:
        """How many listeners a message of this host would go to: all others who can be reached."""
        rows = await self._database.read(
            """
            SELECT count(*) AS listeners
            FROM users
            WHERE id <> :user_id AND blocked_at IS NULL
            """,
            {"user_id": user_id},
        )
        return int(rows[0]["listeners"])

    async def begin(self, broadcast_id: int, user_id: int) -> int | None:
        """Send a message of this host off: to how many; None if it was sent off before, or given up."""

        def work(doing: Steps) -> int | None:
            begun = doing.run(
                """
                UPDATE broadcasts
                SET state = 'sending'
                WHERE id = :id AND user_id = :user_id AND state = 'asked'
                RETURNING id
                """,
                {"id": broadcast_id, "user_id": user_id},
            )
            if not begun:
                return None
            queued = doing.run(
                """
                INSERT INTO broadcast_queue (broadcast_id, user_id)
                SELECT :id, id
                FROM users
                WHERE id <> :user_id AND blocked_at IS NULL
                RETURNING user_id
                """,
                {"id": broadcast_id, "user_id": user_id},
            )
            return len(queued)

        return await self._database.store(work)

    async def give_up(self, broadcast_id: int, user_id: int) -> None:
        """Do not send it off after all."""
        await self._database.write(
            """
            DELETE FROM broadcasts
            WHERE id = :id AND user_id = :user_id AND state = 'asked'
            """,
            {"id": broadcast_id, "user_id": user_id},
        )

    async def sending(self) -> Broadcast | None:
        """The oldest message on its way, as far as it is."""
        rows = await self._database.read(
            """
            SELECT id, user_id, text, sent, unreached
            FROM broadcasts
            WHERE state = 'sending'
            ORDER BY id
            LIMIT 1
            """,
            {},
        )
        return _broadcast(rows[0]) if rows else None

    async def get(self, broadcast_id: int) -> Broadcast | None:
        rows = await self._database.read(
            """
            SELECT id, user_id, text, sent, unreached
            FROM broadcasts
            WHERE id = :id
            """,
            {"id": broadcast_id},
        )
        return _broadcast(rows[0]) if rows else None

    async def next_one(self, broadcast_id: int, after: int = 0) -> int | None:
        """The listener after that one whom the message has yet to reach; None when there is no one left."""
        rows = await self._database.read(
            """
            SELECT user_id
            FROM broadcast_queue
            WHERE broadcast_id = :id AND user_id > :after
            ORDER BY user_id
            LIMIT 1
            """,
            {"id": broadcast_id, "after": after},
        )
        return int(rows[0]["user_id"]) if rows else None

    async def sent(self, broadcast_id: int, user_id: int, *, reached: bool) -> None:
        """The message has arrived, or can't: nobody waits for it any more."""

        # Not synced: a power cut may have a few listeners read it twice.
        def work(doing: Steps) -> None:
            doing.run(
                """
                UPDATE broadcasts
                SET sent = sent + :reached, unreached = unreached + 1 - :reached
                WHERE id = :id
                """,
                {"id": broadcast_id, "reached": int(reached)},
            )
            doing.run(
                """
                DELETE FROM broadcast_queue
                WHERE broadcast_id = :id AND user_id = :user_id
                """,
                {"id": broadcast_id, "user_id": user_id},
            )

        await self._database.store(work, durable=False)

    async def done(self, broadcast_id: int) -> None:
        """Everybody has it who can have it, and the host knows."""
        await self._database.write(
            """
            UPDATE broadcasts
            SET state = 'done'
            WHERE id = :id
            """,
            {"id": broadcast_id},
        )


def _broadcast(row: sqlite3.Row) -> Broadcast:
    return Broadcast(row["id"], row["user_id"], row["text"], row["sent"], row["unreached"])
