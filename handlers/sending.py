"""How answers leave: as a new message, in place of the one whose button was tapped, or as a toast."""

from contextlib import suppress

from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText
from aiogram.types import CallbackQuery, InaccessibleMessage, LinkPreviewOptions, Message

from handlers.callbacks import StaleButton
from handlers.cards import Card

# Artists' names may read as links ("Mellow.de"); no preview of a stranger's page hangs below a list.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message | InaccessibleMessage, card: Card) -> Message:
    """Send a card to the chat of that message."""
    return await message.answer(
        card.text, reply_markup=card.keyboard, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )


async def edit(callback: CallbackQuery, card: Card) -> None:
    """Put a card in place of the one whose button was tapped."""
    message = tapped(callback)
    # Not message.edit_text: Telegram withholds the content of old messages, and still lets bots edit them.
    await EditMessageText(
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=card.text,
        reply_markup=card.keyboard,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
    ).as_(callback.bot)


async def rewrite(message: Message, card: Card) -> None:
    """Put a card in place of one that was sent."""
    await message.edit_text(
        card.text, reply_markup=card.keyboard, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
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
