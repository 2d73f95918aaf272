"""Where a listener stands in songs: what was listed last, kept for who asks for more."""

from datetime import UTC, datetime

from handlers.buttons.songs import Songs
from storage import Preferences

_NAME = "songs-last"
"""Name of the preference that holds when songs were listed last, and by what."""


async def mark(preferences: Preferences, user_id: int, view: Songs) -> None:
    """Note that a page was listed now."""
    await preferences.put(user_id, _NAME, f"{datetime.now(UTC).isoformat()} {view.pack()}")


async def last(preferences: Preferences, user_id: int) -> tuple[datetime, Songs] | None:
    """When songs were listed last, and which page; None where none were, or by another version."""
    at, _, data = (await preferences.get(user_id, _NAME) or "").partition(" ")
    try:
        return datetime.fromisoformat(at).astimezone(UTC), Songs.unpack(data)
    except (TypeError, ValueError, OverflowError):
        return None
