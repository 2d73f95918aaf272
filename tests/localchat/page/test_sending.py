"""What is on its way from the page to the bot, and what becomes of it where it does not get there."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Page, Route, expect

from localchat import LocalChat
from tests.browser import open_page
from tests.localchat.page.conftest import say
from tests.localchat.test_files import picture

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

DROP = """names => {
  const carried = new DataTransfer();
  for (const name of names) carried.items.add(new File(["a,b\\n"], name, { type: "text/csv" }));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def file(name: str, data: bytes = b"a,b\n", kind: str = "text/csv") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


async def agree(page: Page, caption: str = "") -> None:
    await page.get_by_role("textbox", name="Caption").fill(caption)
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()


async def test_several_files_go_in_order_each_in_a_message_of_its_own(page: Page) -> None:
    await page.locator("#picker").set_input_files([file("1.csv"), file("2.csv"), file("3.csv")])
    await expect(page.locator("#preview .file")).to_have_text(
        ["1.csv4 bytes", "2.csv4 bytes", "3.csv4 bytes"]
    )
    await page.evaluate(DROP, ["4.csv"])
    await agree(page, "mine")
    names = page.locator("#log .message.out .file .name")
    await expect(names).to_have_text(["1.csv", "2.csv", "3.csv", "4.csv"])
    await expect(page.locator("#log .message.out .words")).to_have_text(["mine"])
    await expect(page.locator("#outbox .message")).to_have_count(0)


async def test_files_that_cannot_go_are_named_and_the_others_go(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as target:
        target.truncate(100 * 1024 * 1024 + 1)
    for name in ("1.csv", "2.csv"):
        (tmp_path / name).write_bytes(b"a" if name == "1.csv" else b"")
    await page.locator("#picker").set_input_files([tmp_path / "1.csv", tmp_path / "2.csv", large])
    dialog = page.get_by_role("dialog", name="Send a file")
    await expect(dialog.locator("#refused p")).to_have_text(
        [
            "2.csv: This file is empty: there is nothing in it to send.",
            "large.csv: This file is too large: at most 100 MB can be sent.",
        ]
    )
    await expect(page.locator(".toast")).to_have_count(0)
    await page.evaluate(DROP, ["3.csv"])
    await expect(page.get_by_role("dialog", name="Send files")).to_be_visible()
    await agree(page)
    await expect(page.locator("#log .message.out")).to_have_count(2)


async def test_what_is_no_picture_is_kept_with_the_reason_and_goes_as_a_file(
    browser: Browser, chat: LocalChat
) -> None:
    async with open_page(browser, chat.page_url, complaints_allowed=True) as page:
        files = [file("not.png", b"no picture", "image/png"), file("is.png", picture(2, 1), "image/png")]
        await page.locator("#picker").set_input_files(files)
        await agree(page, "my cover")
        failed = page.locator("#outbox .message.failed")
        await expect(failed).to_contain_text("This cannot be sent as a picture")
        await expect(page.locator("#log .message.out img")).to_have_count(1)
        await failed.get_by_role("button", name="Send as a file, not as a picture").click()
        sent = page.locator("#log .message.out").last
        await expect(sent).to_contain_text("not.png")
        await expect(sent).to_contain_text("my cover")
        await expect(failed).to_have_count(0)


async def test_without_the_bot_words_and_files_wait_to_be_sent_again(
    browser: Browser, chat: LocalChat
) -> None:
    async with open_page(browser, chat.page_url, complaints_allowed=True) as page:
        await say(page, "hello")
        await expect(page.locator("#log .message.out")).to_have_count(1)
        field = page.locator("#text")

        async def fail(route: Route) -> None:
            await field.fill("written since")
            await route.abort()

        await page.route("**/messages", fail)
        await say(page, "lost words")
        await expect(page.locator(".toast")).to_have_text("That did not reach the bot.")
        await expect(field).to_have_value("lost words\nwritten since")
        await page.locator("#picker").set_input_files([file("1.csv"), file("2.csv")])
        await agree(page)
        failed = page.locator("#outbox .message.failed")
        await expect(failed).to_have_count(2)
        await expect(failed.first).to_contain_text("That did not reach the bot.")
        await page.unroute("**/messages")
        await failed.nth(1).get_by_role("button", name="Discard").click()
        await failed.get_by_role("button", name="Send again").click()
        await expect(page.locator("#log .message.out .file .name")).to_have_text(["1.csv"])
        await expect(failed).to_have_count(0)


async def test_what_is_on_its_way_is_shown_so(page: Page) -> None:
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/messages", hold)
    await say(page, "slow words")
    await page.locator("#picker").set_input_files(file("1.csv"))
    await agree(page)
    on_its_way = page.locator("#outbox .message.pending")
    await expect(on_its_way).to_have_count(2)
    await expect(on_its_way.filter(has_text="slow words")).to_contain_text("sending…")
    await expect(on_its_way.filter(has_text="1.csv")).to_be_in_viewport()
    held.set()
    await expect(page.locator("#log .message.out")).to_have_count(2)
    await expect(page.locator("#outbox .message")).to_have_count(0)
