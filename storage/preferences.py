from storage.database import Database
from storage.times import now


class Preferences:
    """Small choices of a listener, such as the language, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, user_id: int, name: str) -> str | None:
        rows = await self._database.read(
            """
            SELECT value
            FROM preferences
            WHERE user_id = :user_id AND name = :name
            """,
            {"user_id": user_id, "name": name},
        )
        return rows[0]["value"] if rows else None

    async def put(self, user_id: int, name: str, value: str) -> None:
        await self._database.write(
            """
            INSERT INTO preferences (user_id, name, value, at)
            VALUES (:user_id, :name, :value, :now)
            ON CONFLICT (user_id, name) DO UPDATE
            SET value = excluded.value, at = excluded.at
            """,
            {"user_id": user_id, "name": name, "value": value, "now": now()},
        )

    async def remove(self, user_id: int, name: str) -> None:
        await self._database.write(
            """
            DELETE FROM preferences
            WHERE user_id = :user_id AND name = :name
            """,
            {"user_id": user_id, "name": name},
        )

    async def keep_newest(self, user_id: int, prefix: str, most: int) -> None:
        """Of those whose name begins so, remove all but the newest."""
        await self._database.write(
            """
            DELETE FROM preferences
            WHERE user_id = :user_id AND name IN (
                SELECT name
                FROM preferences
                WHERE user_id = :user_id AND substr(name, 1, length(:prefix)) = :prefix
                ORDER BY at DESC, name
                LIMIT -1 OFFSET :most
            )
            """,
            {"user_id": user_id, "prefix": prefix, "most": most},
        )
