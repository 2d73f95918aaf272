"""Answers that are pictures: drawn by the gallery, sent as photos, changed in place."""

from dataclasses import dataclass

from aiogram.enums import ParseMode
from aiogram.methods import EditMessageMedia
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InaccessibleMessage,
    InputMediaPhoto,
    Message,
)

from handlers.cards.blocks import Keyboard
from handlers.cards.sending import markup, tapped
from pictures import Gallery, Picture, Theme
from storage import Preferences

_THEME = "theme"
"""Name of the preference that holds whether a listener wants pictures light or dark."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, the HTML below it and the buttons."""

    picture: Picture
    theme: Theme
    caption: str
    keyboard: Keyboard | None


class Easel:
    """Draws pictures and shows them, in the colours that each listener likes."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._gallery = Gallery()

    async def theme(self, user_id: int, chosen: Theme | None = None) -> Theme:
        """As the listener chooses now, or chose last; light at first."""
        if chosen is None:
            kept = await self._preferences.get(user_id, _THEME)
            return Theme.DARK if kept == Theme.DARK else Theme.LIGHT
        await self._preferences.put(user_id, _THEME, chosen)
        return chosen

    def forget(self) -> None:
        """Let go of all pictures: whose listening they show is not known here."""
        self._gallery.clear()

    async def send(self, message: Message | InaccessibleMessage, drawing: Drawing) -> None:
        """A new message with the picture."""
        photo = await self._photo(drawing)
        await message.answer_photo(
            photo, caption=drawing.caption, parse_mode=ParseMode.HTML, reply_markup=markup(drawing.keyboard)
        )

    async def edit(self, callback: CallbackQuery, drawing: Drawing) -> None:
        """The picture in place of the one whose button was tapped, or below a text."""
        message = tapped(callback)
        if isinstance(message, Message) and message.photo is None:
            return await self.send(message, drawing)
        media = InputMediaPhoto(
            media=await self._photo(drawing), caption=drawing.caption, parse_mode=ParseMode.HTML
        )
        await EditMessageMedia(
            chat_id=message.chat.id,
            message_id=message.message_id,
            media=media,
            reply_markup=markup(drawing.keyboard),
        ).as_(callback.bot)
        return None

    async def _photo(self, drawing: Drawing) -> BufferedInputFile:
        return BufferedInputFile(await self._gallery.png(drawing.picture, drawing.theme), "encore.png")
