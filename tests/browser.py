"""A headless Chromium for the tests of the chat page."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first takes two thirds of the others' time: no windows, and nothing that belongs to them."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1000, 760)
PHONE = (360, 740)


def chromium() -> str:
    """The installed Chromium; without one the test is skipped, and fails where CI=true."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = f"no Chromium found: looked for {', '.join(NAMES)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def open_page(
    browser: Browser,
    url: str,
    size: tuple[int, int] = DESKTOP,
    locale: str = "en-GB",
    *,
    dark: bool = False,
    complaints_allowed: bool = False,
) -> AsyncIterator[Page]:
    """A page of a browser profile of its own; fails in the end for any script error or failed request."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        color_scheme="dark" if dark else "light",
    )
    page = await context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    try:
        await page.goto(url)
        yield page
    finally:
        await context.close()
    assert complaints_allowed or not complaints, complaints
