from storage.database import Database
from storage.remembered import Remembered
from storage.steps import Parameters
from storage.times import now


class Preferences:
    """Small choices of a listener, such as the language, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = Remembered[dict[str, str]]()

    async def get(self, user_id: int, name: str) -> str | None:
        known = self._known.get(user_id)
        if known is None:
            version = self._known.version
            known = await self._read(user_id)
            self._known.put(user_id, known, version)
        return known.get(name)

    async def _read(self, user_id: int) -> dict[str, str]:
        rows = await self._database.read(
            """
            SELECT name, value
            FROM preferences
            WHERE user_id = :user_id
            """,
            {"user_id": user_id},
        )
        return {row["name"]: row["value"] for row in rows}

    def forget(self, user_id: int) -> None:
        """What is known of this listener was changed or removed."""
        self._known.drop(user_id)

    async def put(self, user_id: int, name: str, value: str) -> None:
        await self._change(
            user_id,
            """
            INSERT INTO preferences (user_id, name, value, at)
            VALUES (:user_id, :name, :value, :now)
            ON CONFLICT (user_id, name) DO UPDATE
            SET value = excluded.value, at = excluded.at
            """,
            {"user_id": user_id, "name": name, "value": value, "now": now()},
        )

    async def remove(self, user_id: int, name: str) -> None:
        await self._change(
            user_id,
            """
            DELETE FROM preferences
            WHERE user_id = :user_id AND name = :name
            """,
            {"user_id": user_id, "name": name},
        )

    async def keep_newest(self, user_id: int, prefix: str, most: int) -> None:
        """Of those whose name begins so, remove all but the newest."""
        await self._change(
            user_id,
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

    async def _change(self, user_id: int, sql: str, parameters: Parameters) -> None:
        # No journal: an update handled anew may choose anew (the token of a question, a grid's artists), and
        # what its buttons carry has to be what is stored.
        try:
            await self._database.store(lambda doing: doing.run(sql, parameters), repeatable=True)
        finally:
            self.forget(user_id)
