"""The calls that carry cards, with as much in them as cards have.

Of aiogram's own, two dozen fields are looked at for each, every button is an object, and so is all of the
message that Telegram gives back: together a sixth of what a list took of the loop.
"""

from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import TelegramMethod
from aiogram.types import ReplyParameters
from pydantic import BaseModel, Field

# Artists' names may read as links ("Mellow.de"); no preview of a stranger's page hangs below a list.
NO_PREVIEW = {"is_disabled": True}


def _no_preview() -> dict[str, bool]:
    """The one dictionary; as a default pydantic would copy it for every call."""
    return NO_PREVIEW


class Place(BaseModel):
    id: int


class Sent(BaseModel):
    """What has to be known of a message that the bot sent."""

    message_id: int
    chat: Place


class Send(TelegramMethod[Sent]):
    """A message as far as cards need one."""

    __returning__ = Sent
    __api_method__ = "sendMessage"
    chat_id: int
    message_thread_id: int | None = None
    text: str
    parse_mode: str = ParseMode.HTML
    link_preview_options: dict[str, bool] = Field(default_factory=_no_preview)
    reply_markup: Any = None  # a `Keyboard`
    reply_parameters: ReplyParameters | None = None


class Edit(TelegramMethod[Any]):
    """The same put in place of another; nobody looks at what comes back."""

    __returning__ = object
    __api_method__ = "editMessageText"
    chat_id: int | None = None
    message_id: int | None = None
    inline_message_id: str | None = None
    text: str
    parse_mode: str = ParseMode.HTML
    link_preview_options: dict[str, bool] = Field(default_factory=_no_preview)
    reply_markup: Any = None  # a `Keyboard`
