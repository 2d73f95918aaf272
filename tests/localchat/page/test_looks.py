"""What the page looks like where sight, motion, scripts or room are short."""

import re

import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BufferedInputFile
from playwright.async_api import Browser, Page, expect

from localchat import LocalChat
from tests.browser import PHONE, open_page
from tests.localchat.page.conftest import say
from tests.localchat.test_files import picture

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

READABLE = 4.5
"""The contrast that text of common size needs (WCAG 2.2, 1.4.3)."""
COLOURS = """([text, behind]) => {
  const of = (name, style) => getComputedStyle(document.querySelector(name))[style];
  return [of(text, "color"), of(behind, "backgroundColor"), of("body", "backgroundColor")];
}"""


def brightness(colour: list[float]) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour)]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


async def contrast(page: Page, text: str, behind: str) -> float:
    """Of a text and what is behind it, which may let the wall through."""
    found = [
        [float(n) for n in re.findall(r"[\d.]+", c)] for c in await page.evaluate(COLOURS, [text, behind])
    ]
    shown, (*over, opaque), wall = found[0], [*found[1], 1.0][:4], found[2]
    back = [a * opaque + b * (1 - opaque) for a, b in zip(over, wall, strict=True)]
    light, dark = sorted((brightness(shown[:3]), brightness(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
async def test_dates_notices_and_times_can_be_read(
    browser: Browser, chat: LocalChat, echo: Bot, *, dark: bool
) -> None:
    url = f"{chat.page_url}?user=1&chat=-1001000000001"
    async with open_page(browser, url, PHONE, dark=dark) as page:
        await say(page, "/start")
        await expect(page.locator(".message.in")).to_have_count(1)
        for text, behind in (
            (".day span", ".day span"),
            (".notice span", ".notice span"),
            (".out .stamp", ".out .bubble"),
            (".in .stamp", ".in .bubble"),
        ):
            assert await contrast(page, text, behind) >= READABLE, text


async def test_the_settings_can_be_reached_in_a_low_window(browser: Browser, chat: LocalChat) -> None:
    async with open_page(browser, chat.page_url, (640, 360)) as page:
        await page.get_by_role("button", name="Settings").click()
        last = page.get_by_role("radio", name="Book club")
        await last.scroll_into_view_if_needed()
        await expect(last).to_be_in_viewport(ratio=1)


async def test_what_commands_do_is_told_in_full_on_a_phone(
    browser: Browser, chat: LocalChat, echo: Bot
) -> None:
    about = "Artists like the one you name, or like several of them, as far as they fit together"
    commands = [BotCommand(command=name, description=about) for name in ("recommend", "map")]
    await echo.set_my_commands(commands)
    async with open_page(browser, chat.page_url, PHONE) as page:
        await page.get_by_role("button", name="Commands").click()
        column = await page.locator(".command-about").evaluate_all(
            "all => all.map(node => [node.scrollWidth > node.clientWidth, node.getBoundingClientRect().left])"
        )
        assert column == [[False, column[0][1]]] * 2


async def test_without_scripts_it_is_seen_what_is_missing(browser: Browser, chat: LocalChat) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(chat.page_url)
    assert await page.locator("noscript").text_content() == "This page needs JavaScript."
    await expect(page.locator("noscript")).to_be_in_viewport(ratio=1)
    await context.close()


async def test_nothing_moves_for_who_wants_no_motion(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await say(page, "Muse")
    await page.get_by_role("button", name="ignore").click()
    await expect(page.locator(".key.waiting")).to_be_visible()
    assert await page.evaluate("document.getAnimations().length") == 0


async def test_a_picture_is_opened_enlarged_and_saved(browser: Browser, chat: LocalChat, echo: Bot) -> None:
    async with open_page(browser, chat.page_url, PHONE) as page:
        await say(page, "hello")
        await expect(page.locator(".message.in")).to_have_count(1)
        await echo.send_photo(1, BufferedInputFile(picture(1080, 1350), "map.png"))
        await page.locator(".photo").click()
        image, size = page.locator("#viewer-image"), page.get_by_role("button", name="Full size")
        await expect(image).to_have_js_property("width", PHONE[0])
        await size.click()
        await expect(image).to_have_js_property("width", 1080)
        await page.mouse.move(180, 300)
        await page.mouse.down()
        await page.mouse.move(100, 200)
        await page.mouse.up()
        await expect(page.locator("#viewer-frame")).to_have_js_property("scrollLeft", 360 + 80)
        async with page.expect_download() as waiting:
            await page.get_by_role("link", name="Save the picture").click()
        assert (await waiting.value).suggested_filename == "Picture.png"
        await size.click()
        await expect(image).to_have_js_property("width", PHONE[0])
        await page.get_by_role("button", name="Close").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_a_door_has_the_look_of_the_page(browser: Browser, chat: LocalChat) -> None:
    async with open_page(browser, f"{chat.api_url}/nowhere", complaints_allowed=True) as page:
        await expect(page.get_by_role("main")).to_contain_text("it stands in the terminal")
        await expect(page.get_by_role("main")).to_have_css("border-radius", "24px")


async def test_a_name_that_turns_the_writing_turns_its_own_alone(page: Page, echo: Bot) -> None:
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    await echo.send_message(1, "I know <b>\u202eevil</b> by now.")
    await expect(page.locator(".message.in")).to_have_count(2)
    ends = (
        await page.locator(".message.in")
        .last.locator(".words")
        .evaluate(
            """node => {
          const range = new Range();
          return [1, 6].map((from) => {
            range.setStart(node.lastChild, from);
            range.setEnd(node.lastChild, from + 1);
            return range.getBoundingClientRect().left;
          });
        }"""
        )
    )
    assert ends[0] < ends[1]


async def test_the_bots_own_name_stands_beside_what_it_is_for(page: Page) -> None:
    await expect(page.locator("#status")).to_have_text("bot")
    await page.get_by_role("textbox", name="Message").press_sequentially("@e")
    name, about = page.locator(".command-name"), page.locator(".command-about")
    boxes = [await name.bounding_box(), await about.bounding_box()]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert await name.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_a_picture_that_is_dragged_and_released_beside_it_stays_open(page: Page, echo: Bot) -> None:
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    await echo.send_photo(1, BufferedInputFile(picture(400, 2000), "map.png"))
    await page.locator(".photo").click()
    size = page.get_by_role("button", name="Full size")
    await size.click()
    await page.mouse.move(500, 600)
    await page.mouse.down()
    await page.mouse.move(900, 300, steps=4)
    await page.mouse.up()
    await page.wait_for_timeout(100)
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(size).to_have_attribute("aria-pressed", "false")
    await page.mouse.click(900, 300)
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_the_newest_is_shown_at_once_to_who_wants_no_motion(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await say(page, "long\n" * 100)
    await expect(page.locator(".message.in")).to_have_count(1)
    await page.locator("#scroll").evaluate("node => node.scrollTo(0, 0)")
    await expect(page.get_by_role("button", name="Newest messages")).to_be_visible()
    left = """() => {
      document.getElementById("down").click();
      const node = document.getElementById("scroll");
      return node.scrollHeight - node.scrollTop - node.clientHeight;
    }"""
    assert await page.evaluate(left) < 1
