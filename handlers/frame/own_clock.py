"""A listener's own clock, as far as they told it: dates on cards are those of their days."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from handlers.cards.formats import ahead_of_utc
from handlers.frame.middlewares import Handler
from storage import Preferences

_OFFSET = "hours-from-utc"
"""Name of the preference that holds how far a listener's clock is off UTC: "3", or "5.75" between hours."""
_DAY = 24 * 60  # minutes


async def offset_of(preferences: Preferences, user_id: int) -> int:
    """How far the listener's clock is off UTC, in minutes; 0 where what is kept is no such time."""
    kept = await preferences.get(user_id, _OFFSET)
    try:
        offset = round(float(kept or 0) * 60)
    except (ValueError, OverflowError):
        return 0
    return offset if abs(offset) < _DAY else 0


async def set_offset(preferences: Preferences, user_id: int, offset: int) -> None:
    await preferences.put(user_id, _OFFSET, f"{offset / 60:g}")


async def is_told(preferences: Preferences, user_id: int) -> bool:
    """Whether the listener has told what their clock shows."""
    return await preferences.get(user_id, _OFFSET) is not None


class OwnClock(BaseMiddleware):
    """Dates are told by the clock of the listener whose update it is."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        user: User | None = data.get("event_from_user")
        if user is not None:
            ahead_of_utc.set(await offset_of(self._preferences, user.id))
        return await handler(event, data)
