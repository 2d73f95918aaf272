"""Groups and inline mode on the page, with three pretend people taking turns."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.types import BotCommand
from playwright.async_api import Browser, Page, Route, expect

from localchat import LocalChat
from tests.browser import PHONE, open_page
from tests.localchat.page.conftest import say

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

WITH_BOT, WITHOUT_BOT = "-1001000000001", "-1001000000002"
FIELD = "Message"


async def go(page: Page, chat: LocalChat, user: int, group: str) -> None:
    await page.goto(f"{chat.page_url}?user={user}&chat={group}")


async def typing(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name=FIELD).press_sequentially(text)


async def test_people_and_the_bot_talk_in_a_group(page: Page, chat: LocalChat, echo: Bot) -> None:
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("radio", name="Friends").click()
    await expect(page.get_by_role("heading", name="Friends", level=1)).to_be_visible()
    await say(page, "just us")
    await say(page, "/start")
    await expect(page.locator(".message.in")).to_have_count(1)
    await expect(page.locator(".message.in .author")).to_have_text("Encore")
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("radio", name="Robin").click()
    await expect(page.locator("#status")).to_have_text("Alex, Robin, Encore")
    await expect(page.locator(".notice")).to_have_text(["Encore joined", "Robin joined"])
    await expect(page.locator(".author").first).to_have_text("Alex")
    await page.locator(".message.in").last.get_by_role("button", name="Reply").click()
    await say(page, "to you, bot")
    await expect(page.locator(".message.out .quote b")).to_have_text("Encore")
    await expect(page.get_by_text("You said: to you, bot")).to_be_visible()
    await expect(page.locator("#replying")).to_be_hidden()


async def test_the_menu_of_a_group_names_the_bot(page: Page, chat: LocalChat) -> None:
    await go(page, chat, 1, WITH_BOT)
    await page.get_by_role("button", name="Commands").click()
    await page.get_by_role("option", name="/help").click()
    await expect(page.get_by_text("You said: /help@encore_local_bot")).to_be_visible()


async def test_an_open_menu_stays_open_beside_news(page: Page, chat: LocalChat, echo: Bot) -> None:
    await page.get_by_role("button", name="Commands").click()
    await echo.set_my_commands([BotCommand(command="other", description="New")], language_code="en")
    renamed = {"first_name": "Al", "language_code": "en"}
    answer = await page.request.put(f"{chat.page_url}chat/1", data=renamed)
    assert answer.ok
    await expect(page.get_by_role("option")).to_have_text(["/otherNew"])


async def test_no_menu_before_its_commands_are_known(browser: Browser, chat: LocalChat, echo: Bot) -> None:
    async with open_page(browser, chat.page_url) as page:
        held = asyncio.Event()

        async def hold(route: Route) -> None:
            await held.wait()
            await route.continue_()

        await page.route("**/events", hold)
        await page.reload()
        menu = page.get_by_role("button", name="Commands")
        await expect(menu).to_be_hidden()
        held.set()
        await menu.click()
        await expect(page.get_by_role("option", name="/help")).to_be_visible()


async def test_the_bot_is_taken_out_of_a_group_and_brought_back(page: Page, chat: LocalChat) -> None:
    await go(page, chat, 1, WITH_BOT)
    await page.get_by_role("button", name="Settings").click()
    box = page.get_by_role("checkbox", name="Encore is in this group")
    await expect(box).to_be_checked()
    await box.uncheck()
    await expect(page.locator(".notice")).to_have_text(["Encore joined", "Encore left"])
    await box.check()
    await expect(page.locator(".notice")).to_have_count(3)


async def test_an_inline_result_is_sent_where_the_bot_is_not(page: Page, chat: LocalChat) -> None:
    await go(page, chat, 1, WITHOUT_BOT)
    await expect(page.locator("#status")).to_have_text("Alex")
    await typing(page, "@enc")
    await page.get_by_role("option", name="@encore_local_bot").click()
    await typing(page, "radiohead")
    options = page.get_by_role("option")
    await expect(options).to_have_text(["Open the bot", "radiohead 1Result 1", "radiohead 2Result 2"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    sent = page.locator(".message.out")
    await expect(sent).to_contain_text("via @encore_local_bot")
    await expect(sent.locator(".words")).to_have_text("radiohead 2")
    await expect(page.get_by_role("textbox", name=FIELD)).to_have_value("")
    await go(page, chat, 2, WITHOUT_BOT)
    await page.get_by_role("button", name="👍").click()
    await expect(page.locator(".message.in .words")).to_have_text("liked by Robin")


async def test_only_the_answer_to_the_newest_words_is_shown(page: Page) -> None:
    await typing(page, "@encore_local_bot ra")
    await typing(page, "diohead")
    await expect(page.get_by_role("option").nth(1)).to_contain_text("radiohead 1")
    await page.get_by_role("textbox", name=FIELD).fill("hello")
    await expect(page.get_by_role("option")).to_have_count(0)


async def test_the_button_above_the_results_starts_the_private_chat(page: Page, chat: LocalChat) -> None:
    await go(page, chat, 1, WITHOUT_BOT)
    await typing(page, "@encore_local_bot ")
    await page.get_by_role("option", name="Open the bot").click()
    await expect(page.get_by_text("You said: /start inline")).to_be_visible()
    await page.reload()
    await expect(page.locator(".message.out")).to_have_count(1)


async def test_buttons_lead_into_inline_mode_and_into_the_private_chat(page: Page, chat: LocalChat) -> None:
    await say(page, "ways")
    await page.get_by_role("button", name="search here").click()
    await expect(page.get_by_role("textbox", name=FIELD)).to_have_value("@encore_local_bot muse")
    await expect(page.get_by_role("option").nth(1)).to_contain_text("muse 1")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="search elsewhere").click()
    await page.get_by_role("dialog").get_by_role("link", name="Book club").click()
    await expect(page.get_by_role("heading", name="Book club", level=1)).to_be_visible()
    await expect(page.get_by_role("option").nth(1)).to_contain_text("muse 1")
    await page.go_back()
    await expect(page.locator("#status")).to_have_text("bot")
    await expect(page.get_by_role("option")).to_have_count(0)  # what was written and left opens no list
    await page.get_by_role("link", name="in a group").click()
    await expect(page.get_by_role("heading", name="Friends", level=1)).to_be_visible()
    await page.go_back()
    await page.get_by_role("link", name="in private").click()
    await expect(page.get_by_text("You said: /start more")).to_be_visible()


async def test_nothing_of_a_group_sticks_out_on_a_phone(browser: Browser, chat: LocalChat, echo: Bot) -> None:
    url = f"{chat.page_url}?user=1&chat={WITH_BOT}"
    async with open_page(browser, url, PHONE) as page:
        await say(page, "/start " + "W" * 200)
        await expect(page.locator(".message.in .key")).to_have_count(4)
        await typing(page, "@encore_local_bot " + "W" * 60)
        await expect(page.get_by_role("option")).to_have_count(3)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        widest = await page.locator("#scroll").evaluate("node => node.scrollWidth - node.clientWidth")
        assert widest == 0
