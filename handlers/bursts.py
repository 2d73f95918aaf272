"""Taps in quick succession on one list: the last of them draws it, with what all of them changed.

Telegram takes one edit a second in a chat. Were each of them drawn, a listener who goes down a list would
wait for their toasts behind edits that the next one overwrites.
"""

from collections.abc import Callable

from aiogram.types import CallbackQuery, Update
from pydantic import ValidationError

from handlers.callbacks import Rate
from handlers.lists import PAGE

NextUp = Callable[[], str | None]
"""The JSON of the update that waits behind this one in its chat, if there is one by now."""


def nobody() -> None:
    """Nothing waits."""


def drawn_by_next(tap: CallbackQuery, tapped: Rate, next_up: NextUp) -> bool:
    """Whether one more tap on the same page of the same card is waiting."""
    other = _tap(next_up())
    if other is None or other.from_user.id != tap.from_user.id or _place(other) != _place(tap):
        return False
    try:
        return _card(Rate.unpack(other.data or "")) == _card(tapped)
    except (TypeError, ValueError):  # another button
        return False


def _tap(update: str | None) -> CallbackQuery | None:
    try:
        return Update.model_validate_json(update).callback_query if update else None
    except ValidationError:
        return None


def _place(tap: CallbackQuery) -> tuple[int, int] | None:
    return (tap.message.chat.id, tap.message.message_id) if tap.message else None


def _card(tapped: Rate) -> tuple[int, int, bool]:
    return tapped.query, tapped.position // PAGE, tapped.menu
