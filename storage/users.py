from datetime import timedelta

from storage.database import Database
from storage.remembered import Remembered
from storage.times import now

_STILL_HERE = timedelta(minutes=5)
"""Who was seen so shortly before is not noted again."""


class Users:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = Remembered[int]()

    async def seen(self, user_id: int, *, reachable: bool = True) -> None:
        """Note that this listener is here. Whatever else is stored of a listener needs this first.

        Who is not `reachable` counts as one who blocked the bot.
        """
        at, before, version = now(), self._seen.get(user_id), self._seen.version
        if before is not None and 0 <= at - before < _STILL_HERE // timedelta(milliseconds=1):
            return
        await self._database.note(
            """
            INSERT INTO users (id, first_seen, last_seen, blocked_at)
            VALUES (:user_id, :now, :now, :blocked)
            ON CONFLICT (id) DO UPDATE
            SET last_seen = max(last_seen, excluded.last_seen), blocked_at = excluded.blocked_at
            """,
            {"user_id": user_id, "now": at, "blocked": None if reachable else at},
        )
        self._seen.put(user_id, at, version)

    def forget(self, user_id: int) -> None:
        """What is known of this listener was removed."""
        self._seen.drop(user_id)

    async def blocked(self, user_id: int) -> None:
        """Messages do not reach this listener any more, until they speak."""
        self._seen.drop(user_id)
        await self._database.write(
            """
            UPDATE users
            SET blocked_at = coalesce(blocked_at, :now)
            WHERE id = :user_id
            """,
            {"user_id": user_id, "now": now()},
        )
