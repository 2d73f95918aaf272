"""What the inbox has to know of an update before anyone parses it."""

import json
from typing import TypeGuard

from pydantic import JsonValue

from storage import Incoming

Raw = dict[str, JsonValue]

_UNREAD = ("reply_markup", "entities", "caption_entities", "reply_to_message")
"""What the card above a tapped button carries, and nobody looks at: the bot has made it itself."""
_LARGEST = 2**63 - 1  # SQLite's integers end there


class NoUpdate(ValueError):
    """JSON that cannot be kept as an update: it has no number, or no end."""


def read(update: JsonValue) -> Incoming:
    """An update as Telegram's JSON has it: of a kind that we know, or not; NoUpdate if it is none at all."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not (isinstance(update, dict) and _fits(number) and number >= 0):
        raise NoUpdate("an update without a number")
    event = next((value for value in update.values() if isinstance(value, dict)), {})
    message = event.get("message")
    chat = _id(event.get("chat")) or (_id(message.get("chat")) if isinstance(message, dict) else None)
    user = _id(event.get("from")) or _id(event.get("user"))
    # Who types inline does not wait for the answer to half a word, and nothing is changed by it.
    lane = None if "inline_query" in update else chat or user
    return Incoming(number, lane, user, _body(_as_read(update)))


def _as_read(update: Raw) -> Raw:
    """The same without the buttons around a tapped one: to read two dozen takes longer than the rest."""
    tap = update.get("callback_query")
    card = tap.get("message") if isinstance(tap, dict) else None
    if not isinstance(tap, dict) or not isinstance(card, dict):
        return update
    kept = {name: value for name, value in card.items() if name not in _UNREAD}
    return {**update, "callback_query": {**tap, "message": kept}}


def _body(update: Raw) -> str:
    try:
        text = json.dumps(update, ensure_ascii=False)
    except RecursionError:
        raise NoUpdate("an update of too many brackets") from None
    # Half of a pair of surrogates, which JSON can write, is no letter and would be kept nowhere.
    return text.encode("utf-8", "replace").decode("utf-8")


def _id(value: JsonValue) -> int | None:
    number = value.get("id") if isinstance(value, dict) else None
    return number if _fits(number) else None


def _fits(number: JsonValue) -> TypeGuard[int]:
    """Whether it is a number that the inbox can hold."""
    return isinstance(number, int) and not isinstance(number, bool) and -_LARGEST <= number <= _LARGEST
