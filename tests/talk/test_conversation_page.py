"""The whole way through a browser: the chat page, the local Telegram, the bot, the engine, the database."""

import re

import pytest
from aiogram import Bot
from playwright.async_api import Locator, Page, expect

from localchat import LocalChat
from tests.browser import PHONE, open_browser, open_page
from tests.talk.reading import Memory


async def say(page: Page, words: str) -> Locator:
    """Write to the bot; the bubble of its answer."""
    answers = page.locator(".message.in")
    before = await answers.count()
    await page.get_by_role("textbox", name="Message").fill(words)
    await page.keyboard.press("Enter")
    await expect(answers).to_have_count(before + 1)
    return answers.last


async def tap(card: Locator, name: str) -> None:
    """As a finger does that has read what the key says by now: one that just came is not meant yet."""
    key = card.get_by_role("button", name=name)
    await expect(key).to_be_visible()
    await card.page.wait_for_timeout(500)
    await key.click()


async def pick(card: Locator) -> None:
    """Tap the last artist of a newcomer's grid that is not picked yet."""
    free = card.get_by_role("button").filter(has_not_text=re.compile("✅|🔄|▶"))
    name = await free.last.inner_text()
    await tap(card, name)
    await expect(card.get_by_role("button", name=f"✅ {name}")).to_be_visible()


async def test_one_picks_rates_turns_the_dial_asks_why_and_finds_it_all_in_the_history(
    chat: LocalChat, bot: Bot, memory: Memory
) -> None:
    async with open_browser() as browser, open_page(browser, chat.page_url, PHONE) as page:
        await say(page, "/start")
        card = page.locator(".message.in").first
        await pick(card)
        await pick(card)
        await tap(card, "Show my list")
        await expect(card).to_contain_text("For you, from all you like")

        await tap(card, "👍 Like 1")
        await expect(page.locator(".toast")).to_contain_text("Your next lists will lean that way.")
        await expect(card.get_by_role("button", name="✅ Like 1")).to_be_visible()
        [(name,)] = memory.rows("SELECT artist_name FROM shown WHERE position = 0")

        await tap(card, "Rarer")
        await expect(card).to_contain_text("🆕 new")
        assert memory.rows("SELECT value FROM preferences WHERE name = 'dial'") == [("3",)]

        await tap(card, "⋯ More 1")
        await tap(card, "Why this one?")
        await expect(card).to_contain_text("Without it, the score would fall by")
        await expect(card).to_contain_text("the artists I know")

        history = await say(page, "/history")
        await expect(history).to_contain_text("You asked for 1 list")  # asked by the dial as well
        await expect(history).to_contain_text("1. For you")
        await expect(history).to_contain_text(f"👍 liked: {name}")
        await tap(history, "🔁 Ask again 1")
        await expect(page.locator(".message.in")).to_have_count(3)
        await expect(page.locator(".message.in").last).to_contain_text("For you, from all you like")


@pytest.mark.parametrize("language", ["en-GB", "de-DE", "ru-RU"])
async def test_the_words_of_ratings_find_room_in_one_line_of_a_phone(
    chat: LocalChat, bot: Bot, language: str
) -> None:
    async with open_browser() as browser, open_page(browser, chat.page_url, PHONE, language) as page:
        await page.get_by_role("textbox").fill("Radiohead")
        await page.keyboard.press("Enter")
        keys = page.locator(".message.in").last.get_by_role("button").filter(has_text=re.compile(r" \d$"))
        await expect(keys.filter(has_text="👎")).to_have_count(5)
        heights = await keys.evaluate_all("keys => keys.map(key => key.offsetHeight)")
        assert set(heights) == {40}
