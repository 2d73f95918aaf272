"""What the inbox has to know of an update before anyone parses it."""

import json
from collections.abc import Mapping

from pydantic import JsonValue

from storage import Incoming

Raw = Mapping[str, JsonValue]


def read(update: Raw) -> Incoming:
    """An update as Telegram's JSON has it: of a kind that we know, or not."""
    number = update["update_id"]
    if not isinstance(number, int):
        raise TypeError("an update without a number")
    event = next((value for value in update.values() if isinstance(value, dict)), {})
    message = event.get("message")
    chat = _id(event.get("chat")) or (_id(message.get("chat")) if isinstance(message, dict) else None)
    user = _id(event.get("from")) or _id(event.get("user"))
    # Who types inline does not wait for the answer to half a word, and nothing is changed by it.
    lane = None if "inline_query" in update else chat or user
    # Half of a pair of surrogates, which JSON can write, is no letter and would be kept nowhere.
    body = json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    return Incoming(number, lane, user, body)


def _id(value: JsonValue) -> int | None:
    number = value.get("id") if isinstance(value, dict) else None
    return number if isinstance(number, int) else None
