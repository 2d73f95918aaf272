"""The time, and waiting for it to pass: what is sent by the clock takes it from here, and tests set it."""

import asyncio
from datetime import UTC, datetime


class Clock:
    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
