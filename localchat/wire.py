"""Telegram objects as JSON."""

from aiogram.types.base import TelegramObject
from pydantic import JsonValue


def dump(value: object) -> JsonValue:
    """The JSON that the Bot API answers for a Telegram object, a list of them, or a plain value."""
    if isinstance(value, TelegramObject):
        dumped: JsonValue = value.model_dump(mode="json", by_alias=True, exclude_none=True)
        return dumped
    if isinstance(value, list):
        return [dump(item) for item in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    raise TypeError(f"the Bot API has no JSON for {type(value).__name__}")
