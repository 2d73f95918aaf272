"""Where a listener stands in a list that is stored as a whole, kept for who asks for more."""

from storage import Preferences, Query

_NAME = "list-opened"
"""Name of the preference that holds the id of a list, and the number of its farthest page that was opened."""


async def mark(preferences: Preferences, query: Query, number: int) -> None:
    """Note that a page was opened."""
    if number > await opened(preferences, query):
        await preferences.put(query.user_id, _NAME, f"{query.id} {number}")


async def opened(preferences: Preferences, query: Query) -> int:
    """The number of the farthest page that was opened; 0, which all begin with, where none is known."""
    of, _, number = (await preferences.get(query.user_id, _NAME) or "").partition(" ")
    return int(number) if of == str(query.id) and number.isdecimal() else 0
