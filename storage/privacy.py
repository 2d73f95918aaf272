"""All that is stored of one listener: shown, taken elsewhere, removed. Driven by the schema.

A table belongs to listeners by a reference to `users`, by a column `user_id`, or by a reference to a table
that does. A new table is in from the day of its migration.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence

from storage.arrival import UNREADABLE, Exported, NoExport, Value, arrive, read_back
from storage.database import Database
from storage.steps import Steps

Row = dict[str, Value]

COPIES = frozenset({"inbox_steps"})
"""What holds only what other tables hold as well, and for moments."""
_OF_GROUPS = frozenset({"blend_members", "blends", "blend_shown", "blend_fits"})
_OF_HOSTS = frozenset({"broadcasts", "broadcast_queue"})
STAYING = frozenset({"inbox", *COPIES, *_OF_GROUPS, *_OF_HOSTS})
"""What is on its way through, or of one bot's groups and hosts, and has no place in another database."""

_QUOTED_ASIDE = """
UPDATE inbox
SET body = NULL, lane = NULL, user_id = NULL, error = NULL
WHERE
    error IS NOT NULL
    AND EXISTS (
        SELECT 1
        FROM json_tree(iif(json_valid(inbox.body), inbox.body, 'null'))
        WHERE key IN ('id', 'user_id') AND value = :user_id
    )
"""
"""What others wrote may quote a listener whom it answers; what is not set aside is gone in a moment."""


class Privacy:
    def __init__(self, database: Database, forgetting: Sequence[Callable[[int], None]] = ()) -> None:
        """`forgetting` is told whose rows were removed, or came from elsewhere."""
        self._database = database
        self._forgetting = forgetting

    async def tables(self) -> dict[str, str | None]:
        """Each table with the condition by which a row is of `:user_id`, None where no row is anyone's."""
        names = [
            row["name"]
            for row in await self._database.read(
                """
                SELECT name
                FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                ORDER BY name
                """,
                {},
            )
        ]
        return {name: await self._condition(name) for name in names}

    async def export(self, user_id: int) -> dict[str, list[Row]]:
        """All rows of a listener by table."""
        found = {}
        for table, condition in (await self.tables()).items():
            if condition is None or table in COPIES:
                continue
            rows = await self._database.read(
                f'SELECT * FROM "{table}" WHERE {condition}',  # noqa: S608 - names from our own schema
                {"user_id": user_id},
            )
            found[table] = await asyncio.to_thread(_as_dicts, rows)  # plays are hundreds of thousands
        return found

    async def restore(self, exported: Exported) -> int:
        """Put an export into this database; returns the listener, who must be unknown in it so far.

        StorageError, and nothing of it stays, where it is no export or not as Encore writes it.
        """
        every = await self.tables()
        if not every.keys() >= exported.keys():
            raise NoExport("it holds a table that this Encore does not know")
        tables = [table for table in every if table not in STAYING]
        user_id = await arrive(self._database, tables, exported)
        self._forget_at_hand(user_id)
        try:
            await read_back(self._database, user_id)
        except UNREADABLE as error:
            await self.forget(user_id)
            raise NoExport("it holds what no Encore wrote") from error
        return user_id

    async def forget(self, user_id: int) -> None:
        """Remove all that is stored of a listener, from the file and from its write-ahead log."""

        # Removed again it is as gone as before, and no journal may keep what it was.
        def work(doing: Steps) -> None:
            doing.run(
                """
                DELETE FROM inbox_steps
                WHERE inbox_id IN (
                    SELECT id
                    FROM inbox
                    WHERE user_id = :user_id
                )
                """,
                {"user_id": user_id},
            )
            doing.run(
                """
                UPDATE inbox
                SET body = NULL, lane = NULL, user_id = NULL, error = NULL
                WHERE user_id = :user_id
                """,
                {"user_id": user_id},
            )
            doing.run(_QUOTED_ASIDE, {"user_id": user_id})
            doing.run("DELETE FROM users WHERE id = :user_id", {"user_id": user_id})

        await self._database.store(work, repeatable=True)
        self._forget_at_hand(user_id)
        await self._database.wipe()

    def _forget_at_hand(self, user_id: int) -> None:
        for forget in self._forgetting:
            forget(user_id)

    async def _condition(self, table: str, path: tuple[str, ...] = ()) -> str | None:
        if table == "users":
            return "id = :user_id"
        columns = await self._database.read("SELECT name FROM pragma_table_info(:table)", {"table": table})
        if any(row["name"] == "user_id" for row in columns):
            return "user_id = :user_id"
        for parent, pairs in (await self._references(table)).items():
            condition = None if parent in path else await self._condition(parent, (*path, table))
            if condition is not None:
                own, theirs = (", ".join(f'"{pair[side]}"' for pair in pairs) for side in (0, 1))
                return f'({own}) IN (SELECT {theirs} FROM "{parent}" WHERE {condition})'  # noqa: S608
        return None

    async def _references(self, table: str) -> dict[str, list[tuple[str, str]]]:
        """Other tables that this one refers to, each with pairs of its own column and theirs."""
        rows = await self._database.read(
            """
            SELECT "table" AS parent, "from" AS own, "to" AS theirs
            FROM pragma_foreign_key_list(:table)
            WHERE "table" <> :table
            ORDER BY id, seq
            """,
            {"table": table},
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            found.setdefault(row["parent"], []).append((row["own"], row["theirs"]))
        return found


def _as_dicts(rows: Sequence[sqlite3.Row]) -> list[Row]:
    return [dict(row) for row in rows]
