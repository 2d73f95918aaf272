"""A plain aiogram bot whose answer is ready-made, as large as a list's: `python -m bench.ready URL TOKEN`.

It sends the card for every message, and answers a tap and puts the card in place of itself, as a rating does.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

_ENTRY = "<b>1. The Smashing Pumpkins</b> · 87%\nalternative rock, grunge · because of Radiohead (rock)"
_TEXT = "\n\n".join(["Because you asked for <b>Radiohead</b>", *[_ENTRY] * 5])
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ROW = [InlineKeyboardButton(text="👍 Pumpkins", callback_data="rate1:12345:0:like:0")] * 4
_KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[_ROW] * 6)


async def send(message: Message) -> None:
    await message.answer(
        _TEXT, parse_mode=ParseMode.HTML, reply_markup=_KEYBOARD, link_preview_options=_NO_PREVIEW
    )


async def turn(query: CallbackQuery) -> None:
    await query.answer("👍")
    if isinstance(query.message, Message):
        await query.message.edit_text(
            _TEXT, parse_mode=ParseMode.HTML, reply_markup=_KEYBOARD, link_preview_options=_NO_PREVIEW
        )


async def main(url: str, token: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.message.register(send)
    dispatcher.callback_query.register(turn)
    async with Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
