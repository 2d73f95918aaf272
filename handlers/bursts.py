"""Taps in quick succession on one list: the last of them draws it, with what all of them changed.

Telegram takes one edit a second in a chat. Were each of them drawn, a listener who goes down a list would
wait for their toasts behind edits that the next one overwrites.
"""

import json
from collections.abc import Callable

from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from handlers.callbacks import Rate
from handlers.lists import PAGE

NextUp = Callable[[], str | None]
"""The JSON of the update that waits behind this one in its chat, if there is one by now."""


def nobody() -> None:
    """Nothing waits."""


def drawn_by_next(callback: CallbackQuery, tapped: Rate, next_up: NextUp) -> bool:
    """Whether one more tap on the same page of the same card is waiting."""
    waiting = next_up()
    query = json.loads(waiting).get("callback_query") if waiting else None
    if query is None or callback.message is None or query.get("from", {}).get("id") != callback.from_user.id:
        return False
    return _on(callback.message, query.get("message", {})) and _redraws(query.get("data", ""), tapped)


def _on(message: Message | InaccessibleMessage, other: dict[str, object]) -> bool:
    chat = other.get("chat")
    same_chat = isinstance(chat, dict) and chat.get("id") == message.chat.id
    return same_chat and other.get("message_id") == message.message_id


def _redraws(data: str, tapped: Rate) -> bool:
    try:
        other = Rate.unpack(data)
    except (TypeError, ValueError):  # another button
        return False
    page = (other.query, other.position // PAGE, other.menu)
    return page == (tapped.query, tapped.position // PAGE, tapped.menu)
