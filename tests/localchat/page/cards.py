"""Cards with keys, as a bot sends and changes them, and where their keys are on the page."""

from aiogram import Bot
from aiogram.types import Message
from playwright.async_api import Locator, Page, expect

from tests.localchat.echo import buttons
from tests.localchat.page.conftest import say

LINE = "a line as wide as most are on a card\n"
FITTING = 12
"""Lines that fit into the view, keys and all."""
AT_THE_END = """() => {
  const node = document.getElementById("scroll");
  return node.scrollTop + node.clientHeight > node.scrollHeight - 1;
}"""


async def card(page: Page, bot: Bot, keys: list[list[str]], lines: int = 40) -> Message:
    """A card at the end of the list, as high as so many lines."""
    await say(page, "hello")
    await expect(page.locator(".message.in")).to_have_count(1)
    sent = await bot.send_message(1, LINE * lines + "end", reply_markup=buttons(*keys))
    await expect(page.locator(".message.in")).to_have_count(2)
    if lines > FITTING:
        await page.get_by_role("button", name="Newest messages").click()
    await page.wait_for_function(AT_THE_END)
    await expect(page.get_by_role("button", name=keys[-1][-1])).to_be_in_viewport(ratio=1)
    return sent


async def place(key: Locator) -> tuple[float, float]:
    """Where the right half of a key is on the screen; the pointer rests on it."""
    await key.hover()
    box = await key.bounding_box()
    assert box
    return box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2


async def height(key: Locator) -> float:
    return (await place(key))[1]


async def change(bot: Bot, sent: Message, keys: list[list[str]], text: str = "") -> None:
    where = {"chat_id": 1, "message_id": sent.message_id, "reply_markup": buttons(*keys)}
    if text:
        await bot.edit_message_text(text, **where)  # type: ignore[arg-type]
    else:
        await bot.edit_message_reply_markup(**where)  # type: ignore[arg-type]
