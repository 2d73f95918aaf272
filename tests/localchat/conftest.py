from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import connect


@pytest.fixture
async def chat() -> AsyncIterator[LocalChat]:
    chat = LocalChat(answer_seconds=5)
    await chat.start()
    yield chat
    await chat.stop()


@pytest.fixture
async def bot(chat: LocalChat) -> AsyncIterator[Bot]:
    bot = connect(chat)
    yield bot
    await bot.session.close()


@pytest.fixture
async def robin(chat: LocalChat) -> AsyncIterator[Listener]:
    """A listener who has said hello, so that the bot may write to them."""
    async with Listener(chat, user_id=7, first_name="Robin") as listener:
        await listener.send("hello", expect=0)
        yield listener
