from storage.database import Database


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
            INSERT INTO preferences (user_id, name, value)
            VALUES (:user_id, :name, :value)
            ON CONFLICT (user_id, name) DO UPDATE
            SET value = excluded.value
            """,
            {"user_id": user_id, "name": name, "value": value},
        )

    async def remove(self, user_id: int, name: str) -> None:
        await self._database.write(
            """
            DELETE FROM preferences
            WHERE user_id = :user_id AND name = :name
            """,
            {"user_id": user_id, "name": name},
        )
