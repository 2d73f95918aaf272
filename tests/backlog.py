"""What a bot in another process has still to do: it shows in the chat's queue, and in the database file."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from localchat import LocalChat

PATIENCE = 300
"""Seconds until all is worked off: machines can be busy."""


def rows(database: Path, sql: str, *parameters: int) -> list[str]:
    """The first column of what is found."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(sql, parameters)]


def left(database: Path) -> int:
    """How many updates wait in the inbox."""
    return len(rows(database, "SELECT id FROM inbox WHERE body IS NOT NULL"))


async def worked_off(chat: LocalChat, database: Path) -> None:
    """Until all is handed over and handled."""
    async with asyncio.timeout(PATIENCE):
        while len(chat.world.updates) or left(database):  # noqa: ASYNC110 - the file tells of no event
            await asyncio.sleep(0.1)
