"""How the talk looks on a phone: `uv run python -m bench.screens ADDRESS FOLDER [LANGUAGE]`.

Walks a bot's chat page, at the address that it prints (start it without a token first, with a database of
its own), through all that a listener can do, and leaves a picture of each at 390 x 844: docs/talk.md says
what is to be seen on them.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000  # milliseconds; a busy machine draws slowly
GROUP = "&chat=-1001000000001"


@dataclass(frozen=True, slots=True)
class Screens:
    page: Page
    folder: Path

    @property
    def cards(self) -> Locator:
        return self.page.locator(".message.in")

    async def say(self, words: str) -> None:
        before = await self.cards.count()
        await self.page.get_by_role("textbox").fill(words)
        await self.page.keyboard.press("Enter")
        await expect(self.cards).not_to_have_count(before)
        await self.settle()

    async def tap(self, place: int) -> None:
        """Tap a button of the newest card by its place, -1 being the last: texts differ by language."""
        await self.cards.last.locator("button").nth(place).click()
        await self.settle()

    async def keep(self, name: str) -> None:
        if name in FROM_THE_TOP:
            await self.cards.last.evaluate("card => card.scrollIntoView({block: 'start'})")
        await self.page.screenshot(path=self.folder / f"{name}.png")

    async def settle(self) -> None:
        """Until every tap is answered, and the bot has nothing more to say for a moment."""
        await expect(self.page.locator("button[aria-busy]")).to_have_count(0)
        said = ""
        while said != (now := await self.cards.last.inner_text()):
            said = now
            await asyncio.sleep(1)


async def alone(screens: Screens) -> None:
    """What one does in private, in the order of docs/talk.md."""
    await screens.say("/start")
    await screens.keep("01-first-minute")
    await screens.tap(6)
    await screens.tap(7)
    await screens.keep("01-picked")
    await screens.tap(-1)
    await screens.keep("01-first-list")
    for words, taps, name in WALK:
        await screens.say(words)
        for place in taps:
            await screens.tap(place)
        await screens.keep(name)


WALK: tuple[tuple[str, tuple[int, ...], str], ...] = (
    ("Radiohead", (2,), "02-menu"),
    ("Radiohead", (2, 0), "02-why"),
    ("Metallica", (0,), "03-updated"),
    ("Miles Davis", (), "04-below-a-list"),
    ("/dial", (), "04-dial"),
    ("/foryou", (), "05-variety"),
    ("/likes", (), "06-likes"),
    ("ashe", (), "07-homonyms"),
    ("Tupac", (), "07-other-name"),
    ("/history", (), "10-history"),
    ("/history", (0,), "10-replayed"),
    ("Björk", (-2,), "11-save"),
    ("/saved", (), "11-saved"),
    ("/weekly", (), "12-weekly"),
    ("/settings", (), "13-settings"),
    ("/help", (), "13-help"),
    ("/privacy", (), "14-privacy"),
    ("/tracks Radiohead", (), "14-songs"),
)
"""What to write, which buttons to tap below the answer, and the picture's name."""


FROM_THE_TOP = frozenset({"07-other-name", "10-replayed", "13-help"})
"""Pictures that show how the newest card begins, not how it ends."""


async def in_group(screens: Screens) -> None:
    await screens.say("/recommend Radiohead")
    await screens.keep("09-group-list")
    await screens.say("/blend")
    await screens.tap(0)
    await screens.keep("09-blend")
    await screens.page.get_by_role("textbox").press_sequentially("@encore_local_bot radiohead")
    await asyncio.sleep(2)
    await screens.keep("08-inline")


@asynccontextmanager
async def phone(url: str, folder: Path, language: str) -> AsyncIterator[Screens]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = await browser.new_page(viewport=PHONE, locale=language)
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        await page.goto(url)
        yield Screens(page, folder)
        await browser.close()


async def main(url: str, folder: Path, language: str = "en") -> None:
    for path, walk in ((f"{url}?user=1", alone), (f"{url}?user=1{GROUP}", in_group)):
        async with phone(path, folder, language) as screens:
            await walk(screens)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4]))
