"""What is sent to many: by one task, from storage, at the pace Telegram takes."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from delivery import may_have_arrived
from errors import StorageError, first_line
from handlers.cards.blocks import Card
from handlers.cards.sending import nobody_there, write
from handlers.frame.clock import Clock
from handlers.rounds.failures import Failures
from storage import Storage

BETWEEN = 0.05
"""Seconds between two messages: Telegram takes 30 a second, and listeners' taps want some of them."""
TROUBLE = (
    TelegramRetryAfter,
    TelegramNetworkError,
    TelegramServerError,
    TelegramUnauthorizedError,
    StorageError,
)
"""What holds up a whole round, and says nothing against the message at hand, which was not sent."""
LOOK_EVERY = 30.0
"""Seconds between two looks for something to send."""
_AGAIN = 5.0
"""Seconds after which a round that was held up goes on."""
_STOP_WITHIN = 5.0

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Round(ABC):
    """What is done stands in storage after each message: a round that was cut short goes on where it was."""

    def __init__(self, bot: Bot, storage: Storage, clock: Clock | None = None) -> None:
        self.bot = bot
        self.storage = storage
        self.clock = clock or Clock()
        self.failures = Failures()
        self.sending = asyncio.Lock()
        """To be held from a message's sending until storage knows of it."""
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def send_due(self) -> None:
        """Send all that there is to send."""

    async def arrives(self, user_id: int, card: Card) -> bool | None:
        """Send a card; whether it arrives, or None where it may have and they are worth another try.

        What goes wrong with one listener alone holds up no other.
        """
        try:
            await write(self.bot, user_id, card)
        except Exception as error:
            return await self._does_after_all(user_id, error)
        self.failures.answered(user_id)
        return True

    async def _does_after_all(self, user_id: int, error: Exception) -> bool | None:
        if may_have_arrived(error):
            return self._may(user_id, error)
        if isinstance(error, TROUBLE):
            raise error
        self.failures.answered(user_id)
        if nobody_there(error):
            await self.gone(user_id)
        else:
            trace = None if isinstance(error, TelegramAPIError) else error
            log.warning(
                "a listener was not reached", user_id=user_id, reason=first_line(error), exc_info=trace
            )
        return False

    def _may(self, user_id: int, error: Exception) -> bool | None:
        tries, again = self.failures.tries(user_id) + 1, self.failures.failed(user_id)
        said = "a listener may not have been reached" + ("" if again else ", and is given up")
        log.warning(said, user_id=user_id, tries=tries, reason=first_line(error))
        return None if again else False

    async def gone(self, user_id: int) -> None:
        """They blocked the bot, or are not there any more: nothing is sent to them until they speak."""
        await self.storage.users.blocked(user_id)

    async def noted(self, note: Callable[[], Awaitable[None]]) -> None:
        """Wait until storage knows of a message: what it could not note was sent, and is not sent again."""
        while True:
            try:
                await note()
            except StorageError as error:
                log.warning("what was sent waits to be noted", reason=first_line(error))
                await self.clock.sleep(_AGAIN)
            else:
                return

    async def between(self) -> None:
        """Wait for the next message's turn; longer and longer where nobody at all is reached."""
        await self.clock.sleep(next(self.failures.pauses) if self.failures.everywhere else BETWEEN)
        while self.failures.in_doubt and not await self._telegram_answers():
            await self.later()

    async def later(self) -> None:
        """Wait until it is worth another try, longer each time."""
        await self.clock.sleep(next(self.failures.pauses))

    async def _telegram_answers(self) -> bool:
        """Without that a try would say nothing against anybody."""
        try:
            await self.bot.get_me()
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("what is sent to many waits for Telegram", reason=first_line(error))
            return False
        return True

    async def rest(self) -> None:
        """Wait until there may be something to send."""
        await self.clock.sleep(LOOK_EVERY)

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """After the message under way, which would else be sent again by the next start."""
        if self._task is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_WITHIN):
                await self.sending.acquire()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self.send_due()
            except TROUBLE as error:
                log.warning("what is sent to many is held up", reason=first_line(error))
                await self.clock.sleep(error.retry_after if isinstance(error, TelegramRetryAfter) else _AGAIN)
            except Exception:
                log.exception("what is sent to many broke down")
                await self.clock.sleep(LOOK_EVERY)
            else:
                await self.rest()
