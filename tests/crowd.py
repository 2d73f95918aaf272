"""Many listeners at once, who write, tap and type at random, over real HTTP, as bots get it on a busy day."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp
from aiogram.types import InlineKeyboardButton, Message

from localchat import LocalChat
from localchat.rooms import Room
from tests.replies import is_bots

T = TypeVar("T")
FIRST = 700_001
NAMES = ("Radiohead", "Björk", "bjork, muse", "Massive Attack", "portished", "Metallica", "Кино", "!!!")
COMMANDS = (
    *("/foryou", "/likes", "/history", "/saved", "/dial", "/settings", "/weekly", "/privacy", "/export"),
    *(
        "/language",
        "/help",
        "/start",
        "/map Radiohead",
        "/taste",
        "/tracks Radiohead",
        "/nonsense",
        "/import",
    ),
)
JUNK = ("<b>&amp;", "' OR 1=1 --", "🎸" * 500, "\u202eolleh", "a" * 4000, "\u0000", "?")
ANSWER_SECONDS = 20.0
KEPT = 4
"""Messages that stay in a chat: its memory is not the one that is measured."""


class Crowd:
    """Use with `async with`; `act()` until enough is done."""

    def __init__(self, chat: LocalChat, listeners: int, seed: int = 1) -> None:
        self._chat = chat
        self._ids = range(FIRST, FIRST + listeners)
        self._random = random.Random(seed)  # noqa: S311 - load, not secrets
        self._busy: set[int] = set()
        self._http: aiohttp.ClientSession | None = None
        self.acts = self.answered = 0

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))
        try:
            for user_id in self._ids:
                code = self._any(("en", "ru", "de"))
                await self._do("put", user_id, "", {"first_name": "L", "language_code": code})
        except BaseException:
            await self._http.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            await self._http.close()

    async def act(self) -> None:
        """Some listener does something, and waits a while for what comes of it."""
        user_id = self._any([one for one in self._ids if one not in self._busy])
        self._busy.add(user_id)
        room = self._chat.world.rooms[user_id]
        try:
            answered = await self._something(user_id, room)
            self.acts, self.answered = self.acts + 1, self.answered + answered
        finally:
            self._busy.discard(user_id)
        for message_id in list(room.messages)[:-KEPT]:
            room.messages.pop(message_id, None)

    async def _something(self, user_id: int, room: Room) -> bool:
        """Type behind the bot's name, tap where there is a button, or write; whether it was answered."""
        buttons, dice = _buttons(room), self._random.random()
        if dice < 0.05:
            query = {"query": self._any(NAMES), "offset": ""}
            return (await self._do("post", user_id, "/inline", query)).get("found") is not None
        if dice < 0.55 and buttons:
            message, data = self._any(buttons)
            tap = {"message_id": message, "data": data}
            return (await self._do("post", user_id, "/taps", tap)).get("answer") is not None
        before = room.last_event
        await self._do("post", user_id, "/messages", self._message())
        return await _answer(room, before)

    def _message(self) -> dict[str, str]:
        if self._random.random() < 0.1:
            return {"sticker": "🎸"}
        return {"text": self._any(self._any((NAMES, NAMES, NAMES, COMMANDS, COMMANDS, JUNK)))}

    async def _do(self, method: str, user_id: int, path: str, json: Mapping[str, object]) -> dict[str, Any]:
        if self._http is None:
            raise RuntimeError("use the crowd with `async with`")
        url = f"{self._chat.page_url}chat/{user_id}{path}"
        async with self._http.request(method, url, json=json) as response:
            answer: dict[str, Any] = await response.json()
        return answer

    def _any(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)


def _buttons(room: Room) -> list[tuple[int, str]]:
    """What can be tapped in a chat: the message and the data."""
    found: list[tuple[Message, InlineKeyboardButton]] = [
        (message, button)
        for message in room.messages.values()
        if is_bots(message) and message.reply_markup
        for row in message.reply_markup.inline_keyboard
        for button in row
    ]
    return [(message.message_id, button.callback_data) for message, button in found if button.callback_data]


async def _answer(room: Room, after: int) -> bool:
    """Whether the bot says or changes something in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_SECONDS):
            async for event in room.follow(after):
                if event.kind in {"edited", "deleted"}:
                    return True
                if event.kind == "message" and is_bots(Message.model_validate(event.data)):
                    return True
    return False
