"""Where a listener stands in a list that is stored as a whole, kept for who asks for more."""

from storage import Preferences, Query

_NAME = "list-opened"
"""Name of the preference that holds the id of a list, and the number of its farthest page that was opened."""
_BACK = "list-back"
"""Of one that holds the id of a list, how many were seen of it, and the number of the page gone back to."""


async def mark(preferences: Preferences, query: Query, number: int) -> None:
    """Note that a page was opened."""
    if number > await opened(preferences, query):
        await preferences.put(query.user_id, _NAME, f"{query.id} {number}")


async def opened(preferences: Preferences, query: Query) -> int:
    """The number of the farthest page that was opened; 0, which all begin with, where none is known."""
    of, _, number = (await preferences.get(query.user_id, _NAME) or "").partition(" ")
    return int(number) if of == str(query.id) and number.isdecimal() else 0


async def went(preferences: Preferences, query: Query, seen: int, number: int) -> None:
    """Note to which of the pages that were seen a listener went by a word."""
    await preferences.put(query.user_id, _BACK, f"{query.id} {seen} {number}")


async def stands(preferences: Preferences, query: Query, seen: int) -> int | None:
    """The number of that page, as long as no more was seen of the list since; None where there is none."""
    *of, number = (await preferences.get(query.user_id, _BACK) or "").split(" ")
    return int(number) if of == [str(query.id), str(seen)] and number.isdecimal() else None
