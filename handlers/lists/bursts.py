"""Taps in quick succession on one list: the last of them draws it, with what all of them changed.

Telegram takes one edit a second in a chat. Were each of them drawn, a listener who goes down a list would
wait for their toasts behind edits that the next one overwrites.
"""

from collections.abc import Callable

from aiogram.types import CallbackQuery
from pydantic import BaseModel, Field, ValidationError

from handlers.buttons.lists import Rate
from handlers.lists.wishes import PAGE

NextUp = Callable[[], str | None]
"""The JSON of the update that waits behind this one in its chat, if there is one by now."""


def nobody() -> None:
    """Nothing waits."""


class _Named(BaseModel):
    id: int


class _Card(BaseModel):
    message_id: int
    chat: _Named


class _Tap(BaseModel):
    """What has to be known of a tap; aiogram makes all of an update, which takes ten times as long."""

    asker: _Named = Field(alias="from")
    message: _Card
    data: str


class _Update(BaseModel):
    callback_query: _Tap


def drawn_by_next(tap: CallbackQuery, tapped: Rate, next_up: NextUp) -> bool:
    """Whether one more tap on the same page of the same card is waiting."""
    other = _tap(next_up())
    if other is None or tap.message is None or other.asker.id != tap.from_user.id:
        return False
    card = tap.message
    if (other.message.chat.id, other.message.message_id) != (card.chat.id, card.message_id):
        return False
    try:
        return _page(Rate.unpack(other.data)) == _page(tapped)
    except (TypeError, ValueError):  # another button
        return False


def _tap(update: str | None) -> _Tap | None:
    try:
        return _Update.model_validate_json(update).callback_query if update else None
    except ValidationError:
        return None


def _page(tapped: Rate) -> tuple[int, int, bool]:
    return tapped.query, tapped.position // PAGE, tapped.menu
