"""The chat page in headless Chromium, with a real bot behind it."""

import re

import pytest
from aiogram import Bot
from playwright.async_api import Browser, Page, expect

from localchat import LocalChat, server
from tests.browser import PHONE, open_page
from tests.localchat.echo import buttons, connect
from tests.localchat.page.conftest import say
from tests.localchat.test_files import picture

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_newcomer_starts_writes_and_taps(page: Page) -> None:
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_text("You said: /start")).to_be_visible()
    await say(page, "Guns N' Roses <3")
    answer = page.locator(".message.in").last
    await expect(answer).to_contain_text("You said: Guns N' Roses <3")
    await expect(answer.locator("strong")).to_have_text("You said:")
    await answer.get_by_role("button", name="👍").click()
    await expect(page.locator(".toast")).to_have_text("Noted")
    await expect(answer.get_by_role("button", name="👍 ✓")).to_be_focused()


async def test_an_alert_must_be_closed(page: Page) -> None:
    await say(page, "Muse")
    await page.get_by_role("button", name="alert").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Look here")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()


async def test_a_tapped_button_waits_and_a_deleted_message_goes(page: Page) -> None:
    await say(page, "Muse")
    await page.get_by_role("button", name="ignore").click()
    await expect(page.get_by_role("button", name="ignore")).to_have_class(re.compile("waiting"))
    await page.get_by_role("button", name="delete").click()
    await expect(page.locator(".message.in")).to_have_count(0)


async def test_commands_are_chosen_by_keyboard_alone(page: Page) -> None:
    field = page.get_by_role("textbox", name="Message")
    await expect(page.get_by_role("button", name="Start")).to_be_visible()
    await field.focus()
    await page.keyboard.type("/")
    options = page.get_by_role("option")
    await expect(options).to_have_text(["/startBegin", "/helpLearn more"])
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Tab")
    await expect(field).to_have_value("/help ")
    await field.fill("/st")
    await expect(options).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("You said: /start")).to_be_visible()
    await page.get_by_role("log").get_by_role("button", name="/start").first.click()
    await expect(page.locator(".message.out")).to_have_count(2)


async def test_shift_enter_makes_a_line_and_enter_sends(page: Page) -> None:
    await page.get_by_role("textbox", name="Message").fill("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.out .words")).to_have_text("one\ntwo")


async def test_what_is_not_sent_yet_outlives_a_reload(page: Page, chat: LocalChat) -> None:
    field = page.get_by_role("textbox", name="Message")
    await field.fill("Guns N'\nRoses")
    await page.reload()
    await expect(field).to_have_value("Guns N'\nRoses")
    await page.goto(f"{chat.page_url}?user=2")
    await expect(field).to_have_value("")
    await page.goto(chat.page_url)
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".message.out")).to_have_count(1)
    await page.reload()
    await expect(page.locator(".message.out")).to_have_count(1)
    await expect(field).to_have_value("")


async def test_typing_is_shown(page: Page) -> None:
    await say(page, "busy")
    await expect(page.locator("#status")).to_have_text("typing…")
    await expect(page.locator("#typing")).to_be_visible()
    await say(page, "Muse")
    await expect(page.locator("#status")).to_have_text("bot")


async def test_files_go_both_ways(page: Page) -> None:
    await say(page, "file")
    link = page.get_by_role("link", name="export.txt")
    async with page.expect_download() as waiting:
        await link.click()
    assert (await (await waiting.value).path()).read_bytes() == b"all of it"
    await page.locator("#picker").set_input_files(
        {"name": "cover.png", "mimeType": "image/png", "buffer": picture(2, 1)}
    )
    await page.get_by_role("textbox", name="Caption").fill("my cover")
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    image = page.locator(".message.out img")
    await expect(image).to_have_js_property("naturalWidth", 2)
    await expect(page.locator(".message.out").last).to_contain_text("my cover")
    await expect(page.locator(".message.in").last).to_contain_text("photo")


async def test_an_empty_file_is_refused_with_the_reason(page: Page) -> None:
    await page.locator("#picker").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b""})
    await expect(page.locator(".toast")).to_have_text("This file is empty: there is nothing in it to send.")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_the_page_speaks_the_language_that_is_picked_and_keeps_it(page: Page) -> None:
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("radio", name="Русский").check()
    await expect(page.get_by_role("button", name="Начать")).to_be_attached()
    await page.reload()
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "ru")


async def test_another_pretend_user_has_another_chat(page: Page, chat: LocalChat) -> None:
    await say(page, "Muse")
    await expect(page.locator(".message.in")).to_have_count(1)
    await page.goto(f"{chat.page_url}?user=2")
    await expect(page.get_by_role("button", name="Start")).to_be_visible()
    await page.go_back()
    await expect(page.locator(".message.in")).to_have_count(1)


async def test_who_reads_above_is_not_torn_down_but_told(page: Page, echo: Bot) -> None:
    await say(page, "long\n" * 100)
    await expect(page.locator(".message.in")).to_have_count(1)
    await page.locator("#scroll").evaluate("node => node.scrollTo(0, 0)")
    down = page.get_by_role("button", name="Newest messages")
    await expect(down).to_be_visible()
    await echo.send_message(1, "news")
    await expect(page.locator("#unread")).to_have_text("1")
    assert await page.locator("#scroll").evaluate("node => node.scrollTop") == 0
    await down.click()
    await expect(page.get_by_text("news")).to_be_in_viewport()
    await expect(down).to_be_hidden()


async def test_what_is_said_in_another_tab_leaves_a_reader_in_place(page: Page, chat: LocalChat) -> None:
    await say(page, "long\n" * 100)
    await expect(page.locator(".message.in")).to_have_count(1)
    await page.locator("#scroll").evaluate("node => node.scrollTo(0, 0)")
    await expect(page.get_by_role("button", name="Newest messages")).to_be_visible()
    other = await page.context.new_page()
    await other.goto(chat.page_url)
    await say(other, "from over there")
    await expect(page.locator(".message.in")).to_have_count(2)
    await expect(page.locator("#unread")).to_have_text("1")
    assert await page.locator("#scroll").evaluate("node => node.scrollTop") == 0
    await say(page, "from here")
    await expect(page.get_by_text("You said: from here")).to_be_in_viewport()


async def test_nothing_sticks_out_on_a_phone(browser: Browser, chat: LocalChat, echo: Bot) -> None:
    async with open_page(browser, chat.page_url, PHONE, dark=True) as page:
        await say(page, "W" * 200 + " https://a.example/" + "x" * 200)
        await expect(page.locator(".message.in .key")).to_have_count(4)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        widest = await page.locator("#scroll").evaluate("node => node.scrollWidth - node.clientWidth")
        assert widest == 0


async def test_the_page_finds_a_chat_that_was_away(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a new key nobody would be let in by the old address; the same stands here for a pause."""
    first = LocalChat()
    await first.start()
    port = int(first.api_url.rpartition(":")[2])
    # A browser complains of every request to a server that is away.
    async with open_page(browser, first.page_url, complaints_allowed=True) as page:
        await say(page, "before")
        await expect(page.locator(".message.out")).to_have_count(1)
        await first.stop()
        await expect(page.locator("#status")).to_have_text("connecting…")
        monkeypatch.setattr(server, "token_urlsafe", lambda _: first.key)
        second = LocalChat(port)
        await second.start()
        await expect(page.locator("#status")).to_have_text("bot")
        await expect(page.get_by_role("alert")).to_be_hidden()
        await expect(page.locator(".message")).to_have_count(0)
        await second.stop()


async def test_the_page_of_an_earlier_start_says_that_the_address_is_another(browser: Browser) -> None:
    first = LocalChat()
    await first.start()
    port = int(first.api_url.rpartition(":")[2])
    async with open_page(browser, first.page_url, complaints_allowed=True) as page:
        await expect(page.locator("#status")).to_have_text("bot")
        await page.get_by_role("textbox", name="Message").fill("not sent yet")
        await first.stop()
        await expect(page.get_by_role("alert")).to_contain_text("No connection to Encore.")
        second = LocalChat(port)
        await second.start()
        await expect(page.locator("#status")).to_have_text("restarted: open its new address")
        await expect(page.get_by_role("alert")).to_contain_text("it stands in the terminal")
        field = page.get_by_role("textbox", name="Message")
        await expect(field).not_to_be_editable()
        await expect(field).to_have_value("not sent yet")
        await expect(page.get_by_role("button", name="Send")).to_be_disabled()
        assert list(second.world.rooms) == []
        await second.stop()


async def test_a_text_in_fixed_width_is_copied_by_a_tap(page: Page, echo: Bot) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    await echo.send_message(1, "Did you mean <code>/recommend AC/DC</code>?")
    code = page.get_by_role("button", name="/recommend AC/DC")
    for key in ("", "Enter"):
        await page.evaluate("navigator.clipboard.writeText('')")
        await (code.press(key) if key else code.click())
        await expect(page.get_by_text("Copied")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == "/recommend AC/DC"


async def test_entities_are_shown_and_markup_in_a_name_is_only_text(page: Page, echo: Bot) -> None:
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    await echo.send_message(
        1,
        "<b>a <i>b</i></b> <u>u</u> <s>s</s> <code>&lt;img src=x onerror=alert(1)&gt;</code>"
        '<pre><code class="language-python">x = 1</code></pre><blockquote>q</blockquote>'
        '<a href="https://a.example/">docs</a> <tg-spoiler>hidden</tg-spoiler>',
    )
    words = page.locator(".message.in").last.locator(".words")
    for tag, shown in (
        ("strong", "a b"),
        ("em", "b"),
        ("u", "u"),
        ("s", "s"),
        ("pre", "x = 1"),
        ("blockquote", "q"),
    ):
        await expect(words.locator(tag)).to_have_text(shown)
    await expect(words.locator("code")).to_have_text("<img src=x onerror=alert(1)>")
    await expect(words.get_by_role("link", name="docs")).to_have_attribute("href", "https://a.example/")
    spoiler = words.get_by_role("button", name="Hidden text")
    await expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    await spoiler.click()
    await expect(words.get_by_role("button", name="hidden", exact=True)).not_to_have_css(
        "color", "rgba(0, 0, 0, 0)"
    )


async def test_what_cannot_work_any_more_after_a_restart_is_not_offered(browser: Browser) -> None:
    first = LocalChat()
    await first.start()
    port = int(first.api_url.rpartition(":")[2])
    bot = connect(first)
    async with open_page(browser, first.page_url, complaints_allowed=True) as page:
        await say(page, "hello")
        await expect(page.locator("#log .message.out")).to_have_count(1)
        await bot.send_message(1, "a list", reply_markup=buttons(["Like"]))
        await expect(page.get_by_role("button", name="Like")).to_be_enabled()
        await bot.session.close()
        await first.stop()
        await page.locator("#picker").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a"}
        )
        await page.get_by_role("dialog").get_by_role("button", name="Send").click()
        await expect(page.get_by_role("button", name="Send again")).to_be_enabled()
        second = LocalChat(port)
        await second.start()
        await expect(page.get_by_role("button", name="Send again")).to_be_disabled()
        await expect(page.get_by_role("button", name="Like")).to_be_disabled()
        await page.get_by_role("button", name="Discard").click()
        await expect(page.locator("#outbox .message")).to_have_count(0)
        await second.stop()
