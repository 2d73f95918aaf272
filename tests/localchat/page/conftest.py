"""A page in headless Chromium with a real bot behind it; one browser, and one event loop, for each file."""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiogram import Bot
from playwright.async_api import Browser, Page

from localchat import LocalChat
from tests.browser import open_browser, open_page
from tests.localchat.echo import connect, running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def chat() -> AsyncIterator[LocalChat]:
    chat = LocalChat(answer_seconds=5)
    await chat.start()
    yield chat
    await chat.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def echo(chat: LocalChat) -> AsyncIterator[Bot]:
    bot = connect(chat)
    async with running(bot):
        yield bot
    await bot.session.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, chat: LocalChat, echo: Bot) -> AsyncIterator[Page]:
    async with open_page(browser, chat.page_url) as page:
        yield page


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.keyboard.press("Enter")
