"""What goes out: no faster than Telegram takes it, again when it asks for patience, in each chat's order."""

import asyncio
from collections import deque
from time import monotonic
from typing import cast
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError
from aiolimiter import AsyncLimiter

ALL = (1, 1 / 30)
"""Thirty a second, with no bursts."""
IN_PRIVATE = (5, 5.0)
"""One a second, and five at once after some quiet."""
IN_GROUP = (20, 60.5)
"""Twenty in any minute, and half a second for calls that are longer on their way than others."""
PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before a call that the network lost is made again."""
_CHATS = 10_000  # whose pace is remembered

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Window:
    """So many in any stretch of so many seconds, in turn; a limiter that leaks lets twice as many by."""

    def __init__(self, most: int, seconds: float) -> None:
        self._last: deque[float] = deque(maxlen=most)
        self._seconds = seconds

    async def __aenter__(self) -> None:
        if len(self._last) == self._last.maxlen:
            await asyncio.sleep(self._last[0] + self._seconds - monotonic())

    async def __aexit__(self, *_: object) -> None:
        """It is let by now, however long it waited for others."""
        self._last.append(monotonic())

    @property
    def rested(self) -> bool:
        return not self._last or self._last[-1] + self._seconds < monotonic()


class Limits(BaseRequestMiddleware):
    def __init__(self) -> None:
        self._all = AsyncLimiter(*ALL)
        self._paces: dict[int | str, AsyncLimiter | Window] = {}
        self._turns: WeakValueDictionary[int | str, asyncio.Lock] = WeakValueDictionary()
        self._kept: dict[type, type] = {}

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        self._keep_class(method)
        if method.__api_method__ == "getUpdates":
            return await make_request(bot, method)
        try:
            return await self._call(make_request, bot, method)
        except TelegramAPIError as error:
            if not isinstance(method, SendChatAction):
                raise
            # That the bot is at work is nice to see; no answer hangs on it, and nobody waits for it.
            log.debug("no chat action", error=str(error))
            return cast("Response[TelegramType]", True)

    async def _call(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat: int | str | None = getattr(method, "chat_id", None)
        # What is shown for a moment takes no place among the few messages that a group may get.
        if chat is None or isinstance(method, SendChatAction):
            return await self._insist(make_request, bot, method)
        # Who waits for Telegram's patience keeps the turn: nothing overtakes it in its chat.
        async with self._turns.setdefault(chat, asyncio.Lock()):
            async with self._pace(chat), self._all:
                pass
            return await self._insist(make_request, bot, method)

    async def _insist(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        pauses = iter(PAUSES)
        while True:
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                log.warning("Telegram asks for patience", seconds=error.retry_after)
                await asyncio.sleep(error.retry_after)
            except (TelegramNetworkError, TelegramServerError) as error:
                pause = next(pauses, None)
                if pause is None or not repeatable(method, error):
                    raise
                await asyncio.sleep(pause)

    def _keep_class(self, method: TelegramMethod[TelegramType]) -> None:
        """Pydantic forgets generic classes that nobody holds, and takes milliseconds to make them again."""
        if type(method) not in self._kept:
            self._kept[type(method)] = Response[method.__returning__]  # type: ignore[name-defined]

    def _pace(self, chat: int | str) -> AsyncLimiter | Window:
        if chat not in self._paces:
            if len(self._paces) >= _CHATS:
                self._paces = {one: pace for one, pace in self._paces.items() if not _rested(pace)}
            in_group = not isinstance(chat, int) or chat < 0
            self._paces[chat] = Window(*IN_GROUP) if in_group else AsyncLimiter(*IN_PRIVATE)
        return self._paces[chat]


def repeatable(method: TelegramMethod[TelegramType], error: Exception) -> bool:
    """Whether a second call can do no harm: the first never left, or a second changes nothing more."""
    if isinstance(error.__cause__, ClientConnectorError):
        return True
    name = method.__api_method__
    return name == "sendChatAction" or not name.startswith(("send", "copy", "forward"))


def may_have_arrived(error: Exception) -> bool:
    """Whether only Telegram's word of it was lost, perhaps, and a second call would do it twice."""
    if not isinstance(error, (TelegramNetworkError, TelegramServerError)):
        return False
    return not repeatable(error.method, error)


def _rested(pace: AsyncLimiter | Window) -> bool:
    return pace.rested if isinstance(pace, Window) else pace.has_capacity(pace.max_rate)
