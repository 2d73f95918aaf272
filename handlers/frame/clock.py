"""The time, and waiting for it to pass: what is sent by the clock takes it from here, and tests set it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)

    def passed(self) -> timedelta:
        """Time since some moment: it goes on as it is, though the host or the network sets the clock."""
        return timedelta(seconds=time.monotonic())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
