"""Keys of cards that change under a pointer, a finger or the focus."""

import pytest
from aiogram import Bot
from playwright.async_api import Browser, Page, expect

from localchat import LocalChat
from tests.browser import PHONE, open_page
from tests.localchat.page.cards import FITTING, LINE, card, change, height, place
from tests.localchat.page.conftest import say

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

RATED = [["Like 1", "More 1"], ["Like 2", "More 2"], ["Save"]]
UPDATED = [["✅ Like 1", "More 1"], ["Like 2", "More 2"], ["2 new"], ["Save"]]
AT_ONCE = """([x, y]) => new MutationObserver((_, observer) => {
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 });
  document.elementFromPoint(x, y).dispatchEvent(click);
  observer.disconnect();
}).observe(document.getElementById("log"), { childList: true })"""
"""The second click of a double one: it hits what the first one has brought, before anyone can see that."""


async def test_a_key_stays_under_the_pointer_and_the_row_that_came_is_seen(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, RATED)
    before = await height(page.get_by_role("button", name="Like 1"))
    await change(echo, sent, UPDATED)
    liked = page.get_by_role("button", name="✅ Like 1")
    assert await height(liked) == pytest.approx(before, abs=1)
    await expect(page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    await change(echo, sent, RATED)
    await expect(page.get_by_role("button", name="2 new")).to_have_count(0)
    assert await height(page.get_by_role("button", name="Like 1")) == pytest.approx(before, abs=1)


async def test_a_steering_key_stays_where_the_words_above_grow(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, [["Best mix"], ["Calmer"], ["Faster"]])
    before = await height(page.get_by_role("button", name="Calmer"))
    await change(echo, sent, [["Best mix"], ["Calmer ×1"], ["Faster"], ["As it was"]], LINE * 50 + "end")
    assert await height(page.get_by_role("button", name="Calmer ×1")) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("lines", [1, 40])
async def test_so_does_one_where_the_list_cannot_be_scrolled(page: Page, echo: Bot, lines: int) -> None:
    sent = await card(page, echo, RATED, lines)
    before = await height(page.get_by_role("button", name="Like 2"))
    for keys in ([*RATED, ["2 new"], ["3 new"]], RATED[:2], RATED):
        await change(echo, sent, keys)
        await expect(page.locator(".message.in").last.locator(".row")).to_have_count(len(keys))
        after = await height(page.get_by_role("button", name="Like 2"))
        assert after == pytest.approx(before, abs=1), keys


async def test_a_second_click_at_what_the_first_one_brought_is_not_meant(page: Page, echo: Bot) -> None:
    await card(page, echo, [["one"], ["two"], ["three"], ["open"]], FITTING)
    spot = await place(page.get_by_role("button", name="open"))
    # The card that comes by this tap has "delete" at its end.
    await page.evaluate(AT_ONCE, list(spot))
    await page.mouse.click(*spot)
    gone = page.locator(".message.in").last.get_by_role("button", name="delete")
    await expect(page.get_by_role("button", name="👍 ✓")).to_be_visible()
    await page.wait_for_timeout(1100)
    await expect(gone).to_be_visible()
    await gone.click()
    await expect(page.locator(".message.in")).to_have_count(1)


async def test_the_focus_goes_to_the_key_that_does_the_same_or_else_to_the_first(
    page: Page, echo: Bot
) -> None:
    sent = await card(page, echo, RATED)
    await page.get_by_role("button", name="More 2").focus()
    await change(echo, sent, [["2 new"], *RATED])
    await expect(page.get_by_role("button", name="2 new")).to_be_visible()
    await expect(page.get_by_role("button", name="More 2")).to_be_focused()
    await change(echo, sent, [["Why this one?"], ["I know it"], ["Not for a month"], ["Never show again"]])
    await expect(page.get_by_role("button", name="Why this one?")).to_be_focused()


async def test_a_card_that_another_replaces_stays_in_the_view(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, RATED)
    await place(page.get_by_role("button", name="More 1"))
    await change(echo, sent, [["Back"]], "short")
    await expect(page.get_by_text("short")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("button", name="Back")).to_be_in_viewport(ratio=1)


async def test_what_is_taller_than_the_view_is_shown_from_its_beginning(
    browser: Browser, chat: LocalChat, echo: Bot
) -> None:
    async with open_page(browser, chat.page_url, PHONE) as page:
        await say(page, "hello")
        await expect(page.locator(".message.in")).to_have_count(1)
        await echo.send_message(1, "<b>The beginning</b>" + "\nline" * 60 + "\n<i>the end</i>")
        await expect(page.get_by_text("The beginning")).to_be_in_viewport(ratio=1)
        await expect(page.get_by_text("the end")).not_to_be_in_viewport()
        await page.get_by_role("button", name="Newest messages").click()
        await expect(page.get_by_text("the end")).to_be_in_viewport(ratio=1)
        await echo.send_message(1, "a short one")
        await expect(page.get_by_text("a short one")).to_be_in_viewport(ratio=1)


async def test_typing_moves_nothing(page: Page, echo: Bot) -> None:
    await card(page, echo, RATED)
    before = await height(page.get_by_role("button", name="Save"))
    await echo.send_chat_action(1, "typing")
    await expect(page.locator("#typing")).to_be_in_viewport(ratio=1)
    assert await height(page.get_by_role("button", name="Save")) == pytest.approx(before, abs=1)
