"""How answers leave: as a new message, in place of the one whose button was tapped, or as a toast."""

import re
from contextlib import suppress

import structlog
from aiogram.enums import ChatType, ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageReplyMarkup, EditMessageText
from aiogram.types import (
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)

from handlers.blocks import Card
from handlers.callbacks import StaleButton

# Artists' names may read as links ("Mellow.de"); no preview of a stranger's page hangs below a list.
# All is said, so that nobody asks the bot for defaults each time.
NO_PREVIEW = LinkPreviewOptions(
    is_disabled=True, url=None, prefer_small_media=None, prefer_large_media=None, show_above_text=None
)

AS_IT_SHOULD_BE = (
    r".*(message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID)"
)
"""The card already looks as it should, or is not there any more: what the tap asked for is done."""


log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def send(message: Message | InaccessibleMessage, card: Card) -> Message:
    """Send a card to the chat of that message; in a group it hangs on the words that it answers."""
    return await message.answer(
        card.text,
        reply_markup=card.keyboard,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_parameters=_answered(message),
    )


def _answered(message: Message | InaccessibleMessage) -> ReplyParameters | None:
    if message.chat.type == ChatType.PRIVATE or not isinstance(message, Message) or message.bot is None:
        return None
    if message.from_user is not None and message.from_user.id == message.bot.id:
        return None
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)


async def edit(callback: CallbackQuery, card: Card) -> None:
    """Put a card in place of the one whose button was tapped, also where it was sent inline."""
    message = None if callback.inline_message_id else tapped(callback)
    # Not message.edit_text: Telegram withholds the content of old messages, and still lets bots edit them.
    edited = EditMessageText(
        chat_id=message.chat.id if message else None,
        message_id=message.message_id if message else None,
        inline_message_id=callback.inline_message_id,
        text=card.text,
        reply_markup=card.keyboard,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
    )
    try:
        await edited.as_(callback.bot)
    except TelegramBadRequest as error:
        if not re.match(AS_IT_SHOULD_BE, error.message):
            raise
        log.debug("edit not needed", reason=str(error))  # there may be more to do after it


async def edit_buttons(callback: CallbackQuery, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put other buttons below the message whose button was tapped."""
    message = tapped(callback)
    await EditMessageReplyMarkup(
        chat_id=message.chat.id, message_id=message.message_id, reply_markup=keyboard
    ).as_(callback.bot)


async def rewrite(message: Message, card: Card) -> None:
    """Put a card in place of one that was sent."""
    await message.edit_text(
        card.text, reply_markup=card.keyboard, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )


async def acknowledge(callback: CallbackQuery, toast: str | None = None) -> None:
    """Answer a tap. One that waited too long takes no answer any more, and is followed all the same."""
    with suppress(TelegramBadRequest):
        await callback.answer(toast)


def tapped(callback: CallbackQuery) -> Message | InaccessibleMessage:
    """The message whose button was tapped; messages sent inline have none that a bot could see."""
    if callback.message is None:
        raise StaleButton("this button hangs on no message")
    return callback.message
