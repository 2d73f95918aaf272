"""A clock that stands still until a test sets it."""

import asyncio
from datetime import UTC, datetime, timedelta

from handlers.frame.clock import Clock

_MOMENT = 1.0
"""Seconds; shorter waits pass by themselves, on this clock alone."""


class SetClock(Clock):
    """For one sleeper."""

    def __init__(self, at: datetime) -> None:
        self._now = at
        self._until: datetime | None = None
        self._moved = asyncio.Condition()

    def now(self) -> datetime:
        return self._now

    def passed(self) -> timedelta:
        return self._now - datetime.min.replace(tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        if seconds < _MOMENT:
            self._now = until
            return
        async with self._moved:
            self._until = until
            self._moved.notify_all()
            try:
                await self._moved.wait_for(lambda: self._now >= until)
            finally:
                self._until = None

    async def rest(self) -> None:
        """Wait until somebody waits for this clock to move on."""
        async with self._moved:
            await self._moved.wait_for(lambda: self._until is not None and self._until > self._now)

    async def set(self, at: datetime) -> None:
        """Move on to that moment, and wait until all that it sets going has come to rest."""
        await self.rest()
        async with self._moved:
            self._now = at
            self._moved.notify_all()
        await self.rest()
