"""Through a browser on a phone: two people in a group send artists inline, like them, and blend."""

from aiogram import Bot
from playwright.async_api import Locator, Page, expect

from localchat import LocalChat
from tests.browser import PHONE, open_browser, open_page
from tests.talk.reading import Memory

FRIENDS = "&chat=-1001000000001"


async def send_inline(page: Page, name: str) -> Locator:
    """Type a name behind the bot's, choose the artist, and return the bubble that this becomes."""
    sent = page.locator(".message.out")
    before = await sent.count()
    field = page.get_by_role("textbox", name="Message")
    await field.fill("")
    await field.press_sequentially(f"@encore_local_bot {name}")
    await page.get_by_role("option").filter(has=page.get_by_text(name, exact=True)).click()
    await expect(sent).to_have_count(before + 1)
    return sent.last


async def like(page: Page, name: str) -> None:
    card = await send_inline(page, name)
    await card.get_by_role("button", name="👍 Like").click()
    await expect(page.locator(".toast")).to_contain_text(f"{name}: noted.")


async def test_two_people_blend_what_they_like(chat: LocalChat, bot: Bot, memory: Memory) -> None:
    async with (
        open_browser() as browser,
        open_page(browser, f"{chat.page_url}?user=1{FRIENDS}", PHONE) as alex,
        open_page(browser, f"{chat.page_url}?user=2{FRIENDS}", PHONE) as robin,
    ):
        await like(alex, "Radiohead")
        await like(robin, "Metallica")
        assert set(memory.rows("SELECT user_id, artist_name FROM verdicts")) == {
            (1, "Radiohead"),
            (2, "Metallica"),
        }

        await alex.get_by_role("textbox", name="Message").fill("/blend")
        await alex.keyboard.press("Enter")
        card = alex.locator(".message.in").last
        await expect(card).to_contain_text("Nobody is in yet.")
        await card.get_by_role("button", name="Count me in").click()
        await expect(card).to_contain_text("In: Alex")
        await robin.get_by_role("button", name="Count me in").click()
        await expect(card).to_contain_text("In: Alex, Robin")
        await robin.get_by_role("button", name="Show the blend").click()
        blend = alex.locator(".message.in").last
        await expect(blend).to_contain_text("A blend for Alex, Robin")
        await blend.get_by_role("button", name="Next").click()
        await expect(alex.locator(".toast")).to_contain_text("Only the one who asked can change this card.")
        assert await alex.evaluate("document.documentElement.scrollWidth") == PHONE[0]
