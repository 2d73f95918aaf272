"""What a card says and what the database holds, read from outside."""

import asyncio
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from aiogram.types import Message

HEAD = re.compile(r"^(\d+)\. (.+?) · (\d+)\s?%", re.MULTILINE)


def names(message: Message) -> list[str]:
    """The artists of a list, in order."""
    return [name for _, name, _ in HEAD.findall(text(message))]


def numbers(message: Message) -> list[int]:
    return [int(number) for number, _, _ in HEAD.findall(text(message))]


def matches(message: Message) -> list[int]:
    return [int(match) for _, _, match in HEAD.findall(text(message))]


def text(message: Message) -> str:
    assert message.text is not None
    return message.text


def said(message: Message) -> str:
    """The words of any message: its text, or what stands under its picture or file."""
    return message.text or message.caption or ""


def buttons(message: Message) -> list[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return [button.text for row in rows for button in row]


def data_of(message: Message, button_text: str) -> str:
    """What the button of that text carries."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    found = [one.callback_data for row in rows for one in row if one.text == button_text]
    assert len(found) == 1
    assert found[0] is not None
    return found[0]


class Memory:
    """The database file, looked at with a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._path)) as connection:
            return connection.execute(sql, parameters).fetchall()

    async def run(self, sql: str, rows: Iterable[tuple[object, ...]] = ((),)) -> None:
        """In a thread: the bot shares this loop, and may have to end a transaction before this can begin."""
        await asyncio.to_thread(self._run, sql, rows)

    def _run(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.executemany(sql, rows)

    def verdicts(self, user_id: int) -> dict[object, object]:
        """Verdicts of a listener by artist name."""
        rows = self.rows("SELECT artist_name, verdict FROM verdicts WHERE user_id = ?", user_id)
        return {name: verdict for name, verdict in rows}  # noqa: C416 - mypy takes no row for a pair

    def all(self) -> list[list[tuple[object, ...]]]:
        """All that is stored of listeners but when they were last here."""
        return [
            self.rows("SELECT * FROM preferences ORDER BY user_id, name"),
            self.rows("SELECT * FROM verdicts ORDER BY id"),
            self.rows("SELECT * FROM queries ORDER BY id"),
            self.rows("SELECT * FROM shown ORDER BY query_id, position"),
            self.rows("SELECT * FROM weekly ORDER BY user_id"),
            self.rows("SELECT * FROM saved_lists ORDER BY id"),
            self.rows("SELECT * FROM saved_artists ORDER BY list_id, position"),
        ]

    async def know(self, user_id: int, keys: Iterable[str]) -> None:
        """Let a listener know these artists already."""
        await self.run(
            """
            INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at)
            VALUES (?, ?, ?, 'known', 0)
            """,
            [(user_id, key, key) for key in keys],
        )
