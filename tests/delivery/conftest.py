"""A memory, a local chat, and a bot in it that says nothing yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot

from delivery import Session
from localchat import LocalChat
from storage import Storage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "encore.sqlite3"


@pytest.fixture
async def storage(path: Path) -> AsyncIterator[Storage]:
    storage = await Storage.open(path)
    yield storage
    await storage.close()


@pytest.fixture
async def bot(chat: LocalChat) -> AsyncIterator[Bot]:
    async with Bot(chat.token, Session(chat.api_url)) as bot:
        yield bot
