"""A Bot API on this machine, and listeners at it who ask on as soon as they are answered."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

Fields = dict[str, Any]  # JSON
Ask = Callable[["Chat"], Fields]
"""The next update of a chat, without its number."""

_BUTTONS: list[Fields] = [{"text": "👍 Like 1", "callback_data": "rate1:12345:0:like:0"}] * 25
"""Those of a list: a tap brings the card above it with all of them, also to a bot that sent none."""


@dataclass
class Chat:
    """A listener in their private chat, with the buttons of the bot's last message."""

    id: int
    turn: int = 0
    asked_at: float = 0.0
    buttons: list[Fields] = field(default_factory=list)

    def says(self, text: str) -> Fields:
        return {"message": self._message() | {"from": self._person(), "text": text}}

    def taps(self, data: str) -> Fields:
        under = self.buttons or _BUTTONS
        rows = [under[start : start + 3] for start in range(0, len(under), 3)]
        message = self._message() | {"text": "a list", "reply_markup": {"inline_keyboard": rows}}
        query = {"id": str(self.id), "from": self._person(), "chat_instance": "1", "data": data}
        return {"callback_query": query | {"message": message}}

    def _message(self) -> Fields:
        chat = {"id": self.id, "type": "private", "first_name": "Robin"}
        return {"message_id": self.turn + 1, "date": int(time.time()), "chat": chat}

    def _person(self) -> Fields:
        return {"id": self.id, "is_bot": False, "first_name": "Robin", "language_code": "en"}


@dataclass
class Answers:
    """How many came in how many seconds; how long each took in seconds, those open at the end too."""

    count: int
    seconds: float
    waits: list[float]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.count / self.seconds


@dataclass
class _Round:
    """What some chats ask until it is over, with a pause in seconds, and how long each answer took."""

    ask: Ask
    pause: float = 0.0
    over: bool = False
    waits: list[float] = field(default_factory=list)


class Line:
    """One bot at the server: what waits for it, and the chats that ask on."""

    def __init__(self, number: int) -> None:
        self.token = f"{number}:bench"
        self.id = number
        self.asking = asyncio.Event()  # set when the bot first asks for updates
        self._updates: deque[Fields] = deque()
        self._arrival = asyncio.Event()
        self._numbers = count(1)
        self._open: dict[int, tuple[Chat, _Round]] = {}
        self._answered = asyncio.Event()

    async def run(self, chats: list[Chat], ask: Ask, seconds: float, pause: float = 0.0) -> Answers:
        """Let these chats ask, each again once it is answered, after a pause in seconds, for so long."""
        asking = _Round(ask, pause)
        began = time.perf_counter()
        for number, chat in enumerate(chats):
            self._put_later(chat, asking, pause * number / len(chats))
        await asyncio.sleep(seconds)
        took, count, asking.over = time.perf_counter() - began, len(asking.waits), True
        await self._quiet(chats)
        return Answers(count, took, asking.waits)

    async def once(self, chats: list[Chat], ask: Ask) -> None:
        """Let each of these chats ask once, and wait for all answers."""
        asking = _Round(ask)
        for chat in chats:
            self._put(chat, asking)
        asking.over = True
        await self._quiet(chats)

    def _put_later(self, chat: Chat, asking: _Round, pause: float) -> None:
        if pause:
            asyncio.get_running_loop().call_later(pause, self._put, chat, asking)
        else:
            self._put(chat, asking)

    def _put(self, chat: Chat, asking: _Round) -> None:
        if asking.over:
            return
        chat.turn += 1
        chat.asked_at = time.perf_counter()
        self._open[chat.id] = chat, asking
        self._updates.append({"update_id": next(self._numbers)} | asking.ask(chat))
        self._arrival.set()

    async def _quiet(self, chats: list[Chat]) -> None:
        while any(chat.id in self._open for chat in chats):
            self._answered.clear()
            await self._answered.wait()

    def answered(self, chat_id: int, buttons: list[Fields] | None = None) -> None:
        """The bot spoke to a chat; the first answer to a question counts."""
        if chat_id not in self._open:
            return
        chat, asking = self._open.pop(chat_id)
        chat.buttons = buttons or chat.buttons
        asking.waits.append(time.perf_counter() - chat.asked_at)
        self._answered.set()
        self._put_later(chat, asking, asking.pause)

    async def updates(self, wait: float) -> list[Fields]:
        """Up to a hundred, as soon as there are any."""
        self.asking.set()
        self._arrival.clear()
        if not self._updates:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._arrival.wait(), wait)
        return [self._updates.popleft() for _ in range(min(100, len(self._updates)))]


class Server:
    """Use with `async with`; `url` is its address."""

    def __init__(self, *lines: Line) -> None:
        self.url = ""
        self._lines = {line.token: line for line in lines}
        self._messages = count(1)

    async def __aenter__(self) -> "Server":
        application = web.Application()
        application.router.add_post("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        line = self._lines[request.match_info["token"]]
        json_body = request.content_type == "application/json"
        form = await request.json() if json_body else dict(await request.post())
        result = await self._result(line, request.match_info["method"], form)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, line: Line, method: str, form: Fields) -> object:
        if method == "getUpdates":
            return await line.updates(float(form.get("timeout", 0)))
        if method == "getMe":
            return {"id": line.id, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        if method == "answerCallbackQuery":
            line.answered(int(form["callback_query_id"]))
            return True
        if method.startswith(("send", "edit")) and method != "sendChatAction":
            chat = int(form["chat_id"])
            if method.startswith("send"):
                line.answered(chat, _buttons(form))
            place = {"id": chat, "type": "private", "first_name": "Robin"}
            return {"message_id": next(self._messages), "date": int(time.time()), "chat": place, "text": "."}
        return True


def _buttons(form: Fields) -> list[Fields]:
    markup = form.get("reply_markup") or {}
    rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    return [one for row in rows for one in row]


def crowd(number: int, first: int = 0) -> list[Chat]:
    """So many listeners, numbered from `first` on."""
    return [Chat(1000 + first + n) for n in range(number)]
