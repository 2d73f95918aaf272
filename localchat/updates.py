"""The bot's queue of updates and the long poll that empties it."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from random import randrange

from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    ChosenInlineResult,
    InlineQuery,
    Message,
    Update,
)

from localchat import limits
from localchat.errors import ApiError

CONFLICT = "terminated by other getUpdates request; make sure that only one bot instance is running"
_FIRST_IDS = 2**48
"""So many that no start comes upon the numbers of another; a browser's numbers are exact up to 2**53."""


class Updates:
    """Updates wait until a later offset confirms them, whoever has seen them before."""

    def __init__(self) -> None:
        # A bot remembers for days which it has handled. Not by the time: a clock that goes back has it twice.
        self._next_id = randrange(_FIRST_IDS)  # noqa: S311 - no secret
        self._waiting: deque[Update] = deque()
        self._allowed: frozenset[str] = frozenset()
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(
        self,
        *,
        message: Message | None = None,
        callback_query: CallbackQuery | None = None,
        inline_query: InlineQuery | None = None,
        chosen_inline_result: ChosenInlineResult | None = None,
        my_chat_member: ChatMemberUpdated | None = None,
    ) -> None:
        """Queue what is given, exactly one of these, if the bot asks for its kind."""
        update = Update(
            update_id=self._next_id,
            message=message,
            callback_query=callback_query,
            inline_query=inline_query,
            chosen_inline_result=chosen_inline_result,
            my_chat_member=my_chat_member,
        )
        if self._allowed and update.event_type not in self._allowed:
            return
        self._waiting.append(update)
        self._next_id += 1
        self.release()

    def allow(self, kinds: Sequence[str]) -> None:
        """Only these kinds of updates from now on; an empty list means all."""
        self._allowed = frozenset(kinds)

    def forget(self) -> None:
        self._waiting.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Updates from this offset on, waiting for the first one as long as `seconds`.

        Raises 409 in the older of two polls at once, as Telegram does.
        """
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(CONFLICT, HTTPStatus.CONFLICT))
        self._confirm(offset)
        if not self._waiting and seconds > 0:
            self._poll = asyncio.get_running_loop().create_future()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(seconds, limits.POLL_SECONDS)):
                    await self._poll
        return list(self._waiting)[:limit]

    def release(self) -> None:
        """Let a waiting poll go with what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _confirm(self, offset: int) -> None:
        """Drop what came before the offset; a negative one keeps only that many last updates."""
        if offset < 0:
            offset = self._waiting[offset].update_id if -offset <= len(self._waiting) else 0
        while self._waiting and self._waiting[0].update_id < offset:
            self._waiting.popleft()
