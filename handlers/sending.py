"""The two ways an answer leaves: as a new message, or in place of the one whose button was tapped."""

from aiogram.enums import ParseMode
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message

from handlers.callbacks import StaleButton
from handlers.cards import Card

# Artists' names may read as links ("Mellow.de"); no preview of a stranger's page hangs below a list.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message, card: Card) -> None:
    await message.answer(
        card.text, reply_markup=card.keyboard, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )


async def edit(callback: CallbackQuery, card: Card) -> None:
    await tapped(callback).edit_text(
        card.text, reply_markup=card.keyboard, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )


def tapped(callback: CallbackQuery) -> Message:
    """The message under whose text the button stood; Telegram withholds it when it is too old."""
    if not isinstance(callback.message, Message):
        raise StaleButton("the message of this button is out of reach")
    return callback.message
