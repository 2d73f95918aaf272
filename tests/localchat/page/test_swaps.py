"""Cards in whose place another comes, and keys whose label and data change."""

from typing import Literal

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile
from playwright.async_api import Page, expect

from tests.localchat.echo import buttons
from tests.localchat.page.cards import LINE, card, change, height, place
from tests.localchat.page.conftest import say
from tests.localchat.test_files import picture

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

LIST = [["Like 1", "More 1"], ["Like 2", "More 2"], ["Save", "Share"]]


async def test_a_key_that_says_and_does_something_else_now_stays(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, LIST)
    before = await height(page.get_by_role("button", name="Save"))
    await change(echo, sent, [["Like 1", "More 1"], ["Like 2", "More 2"], ["2 new"], ["Kept", "Share"]])
    assert await height(page.get_by_role("button", name="Kept")) == pytest.approx(before, abs=1)
    await change(echo, sent, [*LIST[:2], ["Sure?", "Share"]], LINE * 39 + "end")
    assert await height(page.get_by_role("button", name="Sure?")) == pytest.approx(before, abs=1)


async def test_what_a_picture_asks_is_seen_with_its_first_keys(page: Page, echo: Bot) -> None:
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    where = {"chat_id": 1, "caption": "as of UTC", "reply_markup": buttons(["Map"], ["Clock"])}
    sent = await echo.send_photo(photo=BufferedInputFile(picture(400, 500), "taste.png"), **where)  # type: ignore[arg-type]
    await place(page.get_by_role("button", name="Clock"))
    where = {"caption": "which one?", "reply_markup": buttons(*([str(hour)] for hour in range(101, 125)))}
    await echo.edit_message_caption(chat_id=1, message_id=sent.message_id, **where)  # type: ignore[arg-type]
    await expect(page.get_by_text("which one?")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("button", name="101")).to_be_in_viewport(ratio=1)


async def test_who_taps_far_below_a_cards_beginning_is_not_led_there(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, LIST)
    await place(page.get_by_role("button", name="Share"))
    await change(echo, sent, [["Go on"]], "another beginning\n" + LINE * 40 + "another end")
    await expect(page.get_by_text("another end")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Go on")).to_be_in_viewport(ratio=1)
    assert await page.locator(".message.in").last.evaluate("node => node.getBoundingClientRect().top") < 0


async def taps(page: Page) -> list[str]:
    """What keys the page has told the server of, from now on."""
    told: list[str] = []
    page.on(
        "request", lambda request: told.append(request.post_data or "") if "/taps" in request.url else None
    )
    return told


async def test_a_key_that_was_just_replaced_is_not_meant(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, [["Muse", "Björk"], ["Blur", "Done"]], 1)
    told = await taps(page)
    spot = await place(page.get_by_role("button", name="Björk"))
    await page.mouse.move(5, 5)
    await change(echo, sent, [["Muse", "Radiohead"], ["✅ Blur", "Done ×1"]])
    await expect(page.get_by_role("button", name="Radiohead")).to_be_visible()
    await page.mouse.click(*spot)
    await page.get_by_role("button", name="Done ×1").click()
    await page.wait_for_timeout(500)
    assert [('"column":1' in one, '"row":1' in one) for one in told] == [(True, True)]


async def test_who_turns_pages_without_looking_is_not_led_back(page: Page, echo: Bot) -> None:
    sent = await card(page, echo, [["Like 1"], ["Next"], ["Share"]], 1)
    told = await taps(page)
    box = await page.get_by_role("button", name="Next").bounding_box()
    assert box
    spot = box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2
    await page.mouse.move(*spot)
    await change(echo, sent, [["Like 1"], ["Back", "Next"], ["Share"]])
    await expect(page.get_by_role("button", name="Back")).to_be_visible()
    await page.wait_for_timeout(600)
    await page.mouse.click(*spot)
    await page.wait_for_timeout(600)
    assert told == []
    await page.mouse.click(*spot)
    await expect(page.locator(".toast")).to_have_text("Noted")


async def test_who_comes_back_to_a_list_finds_the_place_that_was_left(page: Page, echo: Bot) -> None:
    text = "Artists like Radiohead\n" + LINE * 40
    sent = await card(page, echo, LIST)
    await change(echo, sent, LIST, text)
    more = page.get_by_role("button", name="More 2")
    await more.focus()
    before = await height(more)
    await change(echo, sent, [["Why this one?"], ["Hide"], ["Back to the list"]], "Muse\nshort")
    await page.get_by_role("button", name="Back to the list").focus()
    await page.get_by_role("button", name="Back to the list").hover()
    await change(echo, sent, LIST, text + "end")
    await expect(more).to_be_focused()
    box = await more.bounding_box()
    assert box
    assert box["y"] + box["height"] / 2 == pytest.approx(before, abs=1)


@pytest.mark.parametrize("kind", ["right", "left"])
async def test_a_key_whose_release_nobody_hears_of_holds_nothing_up(
    page: Page, echo: Bot, kind: Literal["right", "left"]
) -> None:
    await card(page, echo, LIST, 1)
    await place(page.get_by_role("button", name="Share"))
    await page.mouse.down(button=kind)
    if kind == "left":
        await page.evaluate("dispatchEvent(new Event('blur'))")
    await echo.send_message(1, "news")
    await expect(page.get_by_text("news")).to_be_visible()
