"""The whole way through a browser: the chat page, the local Telegram, the bot, the engine, the database."""

from aiogram import Bot
from playwright.async_api import Locator, Page, expect

from localchat import LocalChat
from tests.browser import PHONE, open_browser, open_page
from tests.talk.reading import Memory


async def say(page: Page, words: str) -> Locator:
    """Write to the bot; the bubble of its answer."""
    answers = page.locator(".message.in")
    before = await answers.count()
    await page.get_by_role("combobox", name="Message").fill(words)
    await page.keyboard.press("Enter")
    await expect(answers).to_have_count(before + 1)
    return answers.last


async def test_one_asks_taps_a_thumb_and_finds_it_in_the_history(
    chat: LocalChat, bot: Bot, memory: Memory
) -> None:
    async with open_browser() as browser, open_page(browser, chat.page_url, PHONE) as page:
        card = await say(page, "/recommend Radiohead")
        await expect(card).to_contain_text("Artists like Radiohead")
        await card.get_by_role("button", name="👍 Like 1").click()
        await expect(page.locator(".toast")).to_contain_text("Your next lists will lean that way.")
        await expect(card.get_by_role("button", name="✅ Like 1")).to_be_visible()
        [(name, verdict)] = memory.rows("SELECT artist_name, verdict FROM verdicts")
        assert verdict == "like"

        history = await say(page, "/history")
        await expect(history).to_contain_text("1. Radiohead")
        await expect(history).to_contain_text(f"👍 liked 1: {name}")
        again = page.locator(".message.in")
        await history.get_by_role("button", name="🔁 Ask again 1").click()
        await expect(again).to_have_count(3)
        await expect(again.last).to_contain_text("Artists like Radiohead")
        await expect(again.last).not_to_contain_text(f". {name} ·")
