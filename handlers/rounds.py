"""What is sent to many: by one task, from storage, at the pace Telegram takes."""

import asyncio
from abc import ABC, abstractmethod
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from errors import StorageError, first_line
from handlers.clock import Clock

BETWEEN = 0.05
"""Seconds between two messages: Telegram takes 30 a second, and listeners' taps want some of them."""
TROUBLE = (
    TelegramRetryAfter,
    TelegramNetworkError,
    TelegramServerError,
    TelegramUnauthorizedError,
    StorageError,
)
"""What holds up a whole round, and says nothing against the message at hand."""
LOOK_EVERY = 30.0
"""Seconds between two looks for something to send."""
_AGAIN = 5.0
"""Seconds after which a round that was held up goes on."""
_STOP_WITHIN = 5.0

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Round(ABC):
    """What is done stands in storage after each message: a round that was cut short goes on where it was."""

    def __init__(self, bot: Bot, clock: Clock | None = None) -> None:
        self.bot = bot
        self.clock = clock or Clock()
        self.sending = asyncio.Lock()
        """To be held from a message's sending until storage knows of it."""
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def send_due(self) -> None:
        """Send all that there is to send."""

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
