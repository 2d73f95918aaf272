from storage.database import Database
from storage.times import now


class Users:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, user_id: int) -> None:
        """Note that this listener is here. Whatever else is stored of a listener needs this first."""
        await self._database.note(
            {"user_id": user_id, "now": now()},
            """
            INSERT INTO users (id, first_seen, last_seen)
            VALUES (:user_id, :now, :now)
            ON CONFLICT (id) DO UPDATE
            SET last_seen = max(last_seen, excluded.last_seen), blocked_at = NULL
            """,
        )

    async def blocked(self, user_id: int) -> None:
        """Messages do not reach this listener any more, until they speak."""
        await self._database.write(
            """
            UPDATE users
            SET blocked_at = coalesce(blocked_at, :now)
            WHERE id = :user_id
            """,
            {"user_id": user_id, "now": now()},
        )
