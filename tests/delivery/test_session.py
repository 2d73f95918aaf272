"""The session with the Bot API ends once and for all."""

import pytest
from aiogram import Bot

from delivery import Session
from localchat import LocalChat


async def test_who_calls_after_the_end_opens_no_other_session(chat: LocalChat) -> None:
    async with Bot(chat.token, Session(chat.api_url)) as bot:
        assert (await bot.get_me()).is_bot
    with pytest.raises(RuntimeError, match="closed"):
        await bot.get_me()


async def test_what_was_never_open_can_be_closed(chat: LocalChat) -> None:
    bot = Bot(chat.token, Session(chat.api_url))
    await bot.session.close()
    with pytest.raises(RuntimeError, match="closed"):
        await bot.get_me()
