"""The plainest bot that aiogram makes: `python -m bench.echo URL TOKEN [MODULE ...]`.

The modules are imported first.
"""

import asyncio
import importlib
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def nod(query: CallbackQuery) -> None:
    await query.answer()


async def main(url: str, token: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(nod)
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot(token, session=session) as bot:
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    for name in sys.argv[3:]:
        importlib.import_module(name)
    asyncio.run(main(*sys.argv[1:3]))
