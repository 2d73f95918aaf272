"""How answers leave: as a new message, in place of the one whose button was tapped, or as a toast."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from aiogram import Bot
from aiogram.enums import ChatType, ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import EditMessageCaption, EditMessageReplyMarkup
from aiogram.types import (
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from handlers.buttons.callbacks import StaleButton
from handlers.cards.blocks import Card, Keyboard
from handlers.cards.calls import Edit, Send, Sent

AS_IT_SHOULD_BE = (
    r".*(message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID)"
)
"""The card already looks as it should, or is not there any more: what the tap asked for is done."""
GONE = (
    r".*(chat not found|user not found|PEER_ID_INVALID|USER_DEACTIVATED|chat was (deleted|deactivated)"
    r"|CHANNEL_PRIVATE|message thread not found|TOPIC_DELETED)"
)
"""Nobody is there any more: a deleted account, a chat or topic that is gone."""
_TOO_LATE = r".*(query is too old|query ID is invalid|QUERY_ID_INVALID)"
"""A tap or an inline query that waited too long takes no answer any more."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def send(message: Message | InaccessibleMessage, card: Card) -> Sent:
    """Send a card to the chat of that message; in a group it hangs on the words that it answers."""
    return await Send(
        chat_id=message.chat.id,
        message_thread_id=_topic(message),
        text=card.text,
        reply_markup=card.keyboard,
        reply_parameters=_answered(message),
    ).as_(message.bot)


async def write(bot: Bot, user_id: int, card: Card) -> None:
    """Send a card to a listener, unasked."""
    await bot(Send(chat_id=user_id, text=card.text, reply_markup=card.keyboard))


def nobody_there(error: Exception) -> bool:
    """Whether it says that a listener blocked the bot, or is not there any more."""
    gone = isinstance(error, TelegramBadRequest) and re.match(GONE, error.message) is not None
    return gone or isinstance(error, TelegramForbiddenError)


def _topic(message: Message | InaccessibleMessage) -> int | None:
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


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
    edited = Edit(
        chat_id=message.chat.id if message else None,
        message_id=message.message_id if message else None,
        inline_message_id=callback.inline_message_id,
        text=card.text,
        reply_markup=card.keyboard,
    )
    try:
        await edited.as_(callback.bot)
    except TelegramBadRequest as error:
        if not re.match(AS_IT_SHOULD_BE, error.message):
            raise
        log.debug("edit not needed", reason=str(error))  # there may be more to do after it


async def edit_buttons(callback: CallbackQuery, keyboard: Keyboard | None) -> None:
    """Put other buttons below the message whose button was tapped."""
    message = tapped(callback)
    await EditMessageReplyMarkup(
        chat_id=message.chat.id, message_id=message.message_id, reply_markup=markup(keyboard)
    ).as_(callback.bot)


async def edit_caption(callback: CallbackQuery, card: Card) -> None:
    """Put a card below the picture whose button was tapped; the picture stays."""
    message = tapped(callback)
    await EditMessageCaption(
        chat_id=message.chat.id,
        message_id=message.message_id,
        caption=card.text,
        parse_mode=ParseMode.HTML,
        reply_markup=markup(card.keyboard),
    ).as_(callback.bot)


async def rewrite(bot: Bot, sent: Sent, card: Card) -> None:
    """Put a card in place of one that was sent."""
    await bot(
        Edit(
            chat_id=sent.chat.id,
            message_id=sent.message_id,
            text=card.text,
            reply_markup=card.keyboard,
        )
    )


def markup(keyboard: Keyboard | None) -> InlineKeyboardMarkup | None:
    """Buttons as aiogram's own calls take them."""
    return None if keyboard is None else InlineKeyboardMarkup.model_validate(keyboard)


async def acknowledge(callback: CallbackQuery, toast: str | None = None) -> None:
    """Answer a tap. One that waited too long is followed all the same."""
    with unless_too_late():
        await callback.answer(toast)


@contextmanager
def unless_too_late() -> Iterator[None]:
    """Around an answer that nobody may wait for any more; a wrong one is a fault."""
    try:
        yield
    except TelegramBadRequest as error:
        if not re.match(_TOO_LATE, error.message):
            raise


def tapped(callback: CallbackQuery) -> Message | InaccessibleMessage:
    """The message whose button was tapped; messages sent inline have none that a bot could see."""
    if callback.message is None:
        raise StaleButton("this button hangs on no message")
    return callback.message
