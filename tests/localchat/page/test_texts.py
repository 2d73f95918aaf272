"""Every text of the chat page comes from the catalogues: seen with catalogues in which each text is marked.

Such pseudo-localisation shows what no list of literals can: whatever else a listener could read stands out.
"""

import re

import pytest
from playwright.async_api import Page, Route, expect

from localchat import LocalChat
from localchat.texts import texts
from tests.localchat.test_files import picture

# One browser serves all tests here, so all of them live in its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKED = re.compile(r"⟦[^⟧]*⟧")
NAMES = re.compile(r"Encore|Alex|Robin|Sasha|E\b")
"""Who is here: names are no texts. The avatar shows the first letter."""
READABLE = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = ".words, .keyboard, .command-name, .command-about, .size, time, noscript";
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(said)) found.push(walker.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) found.push(node.getAttribute(name));
  }
  return found;
}"""
"""All that can be read or is read out on the page, shown or hidden, but for what people and the bot say."""


async def mark(route: Route) -> None:
    marked = {code: {key: f"⟦{text}⟧" for key, text in found.items()} for code, found in texts().items()}
    await route.fulfill(json=marked)


async def unmarked(page: Page) -> list[str]:
    """What stands on the page beside marked texts, names and figures."""
    rest = [NAMES.sub("", MARKED.sub("", text)) for text in await page.evaluate(READABLE)]
    return [text for text in rest if re.search(r"[^\W\d_]", text)]


async def send_picture(page: Page) -> None:
    file = {"name": "1", "mimeType": "image/png", "buffer": picture(2, 1)}
    await page.locator("#picker").set_input_files(file)  # type: ignore[arg-type]
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_no_text_of_the_page_stands_in_its_code(page: Page, chat: LocalChat) -> None:
    await page.route("**/texts", mark)
    await page.goto(f"{chat.page_url}?user=77")
    await expect(page.locator("#status")).to_have_text("⟦bot⟧")
    assert await unmarked(page) == []
    await page.locator("#text").fill("hello")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.in")).to_have_count(1)
    assert await unmarked(page) == []


async def test_nor_in_that_of_groups_answers_and_files(page: Page, chat: LocalChat) -> None:
    await page.route("**/texts", mark)
    await page.goto(f"{chat.page_url}?user=1&chat=-1001000000001")
    await expect(page.locator(".notice")).to_have_text("⟦Encore joined⟧")
    await page.goto(f"{chat.page_url}?user=2&chat=-1001000000001")
    await expect(page.locator(".notice")).to_have_count(2)
    await send_picture(page)
    await page.locator("#upload-send").click()
    await page.locator(".message.out .answer").click()
    await expect(page.locator("#replying-words")).to_have_text("⟦Picture⟧")
    await page.locator("#picker").set_input_files({"name": "1.csv", "mimeType": "text/csv", "buffer": b""})
    await expect(page.locator(".toast")).to_be_visible()
    await send_picture(page)
    assert await unmarked(page) == []


async def test_the_chats_change_their_language_with_the_page(page: Page) -> None:
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_role("radio", name="Deutsch").check()
    await expect(page.get_by_role("radio", name="Freunde")).to_be_visible()
    await expect(page.locator("#chats label")).to_have_text(["Encore", "Freunde", "Buchclub"])
    await expect(page.get_by_role("radio", name="Encore")).to_be_checked()
