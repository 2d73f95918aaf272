"""Who floods slows only themselves, and is told once.

In private they are answered all the same, and more slowly; in a group, where others wait for their answers
too, what is too much is turned away.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Chat, TelegramObject, Update, User
from aiolimiter import AsyncLimiter

from handlers.buttons.callbacks import ButtonError
from handlers.cards.texts import label
from handlers.frame.middlewares import Handler

BURST = (30, 20.0)
"""Thirty updates at once, and then three in two seconds: more than anybody means to send."""
BEHIND = 8
"""So many of a listener's updates wait for this one: they are told that all will be answered."""
_LISTENERS = 10_000  # whose pace is remembered


class TooFast(ButtonError):
    """More taps in a group than can be followed."""

    text = "error-too-fast"


@dataclass(slots=True)
class _Bucket:
    limiter: AsyncLimiter
    told: bool = field(default=False)

    @property
    def full(self) -> bool:
        return self.limiter.has_capacity(self.limiter.max_rate)


class Patience(BaseMiddleware):
    """A bucket of tokens for each listener, and one more for what they type inline.

    Telegram's own bots, who stand for anonymous admins and channels, have one in each chat.
    """

    def __init__(self, burst: tuple[float, float] | None = None) -> None:
        self._burst = burst or BURST
        self._buckets: dict[tuple[int, int | None, bool], _Bucket] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        user: User | None = data.get("event_from_user")
        if user is None or not isinstance(event, Update):
            return await handler(event, data)
        chat: Chat | None = data.get("event_chat")
        place = chat.id if chat and user.is_bot else None
        bucket = self._bucket((user.id, place, event.inline_query is not None))
        private, behind = chat is not None and chat.type == ChatType.PRIVATE, data.get("behind", 0)
        empty = not bucket.limiter.has_capacity()
        bucket.told = bucket.told and not (bucket.full and behind == 0)
        if empty or (private and behind >= BEHIND):
            await self._tell(bucket, chat, data.get("event_thread_id"), data["bot"])
        if empty and chat is not None and not private:
            _turn_away(event)
            return None
        await bucket.limiter.acquire()
        return await handler(event, data)

    def _bucket(self, key: tuple[int, int | None, bool]) -> _Bucket:
        if key not in self._buckets:
            if len(self._buckets) >= _LISTENERS:
                self._buckets = {one: bucket for one, bucket in self._buckets.items() if not bucket.full}
            self._buckets[key] = _Bucket(AsyncLimiter(*self._burst))
        return self._buckets[key]

    async def _tell(self, bucket: _Bucket, chat: Chat | None, topic: int | None, bot: Bot) -> None:
        if chat is None or bucket.told:
            return
        bucket.told = True
        private = chat.type == ChatType.PRIVATE
        with suppress(TelegramAPIError):
            text = label("too-fast") if private else label("too-fast-in-group")
            await bot.send_message(chat.id, text, message_thread_id=topic)


def _turn_away(update: Update) -> None:
    if update.callback_query is not None:
        raise TooFast("more taps in a group than can be followed")
