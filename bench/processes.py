"""Bots as processes of their own, at the bench's Bot API."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.telegram import Line, Server

QUIET = {"LOG_LEVEL": "ERROR", "ADMIN_IDS": "", "WEBHOOK_URL": ""}
READY_SECONDS = 300.0


@asynccontextmanager
async def ours(server: Server, line: Line, folder: Path, bundle: Path | None = None) -> AsyncIterator[int]:
    """Our bot with a database in `folder`; gives its process id once it asks for updates."""
    settings = {
        "BUNDLE_PATH": str(bundle or ""),
        "BOT_TOKEN": line.token,
        "TELEGRAM_API_URL": server.url,
        "DATABASE_PATH": str(folder / "encore.sqlite3"),
    }
    async with _process(["-m", "bench.ours"], QUIET | settings) as pid:
        await asyncio.wait_for(line.asking.wait(), READY_SECONDS)
        yield pid


@asynccontextmanager
async def echo(server: Server, line: Line, *modules: str) -> AsyncIterator[int]:
    """A plain aiogram bot that imports these modules first."""
    async with _process(["-m", "bench.echo", server.url, line.token, *modules], {}) as pid:
        await asyncio.wait_for(line.asking.wait(), READY_SECONDS)
        yield pid


@asynccontextmanager
async def ready(server: Server, line: Line) -> AsyncIterator[int]:
    """A plain aiogram bot that sends a card like a list's, ready-made."""
    async with _process(["-m", "bench.ready", server.url, line.token], {}) as pid:
        await asyncio.wait_for(line.asking.wait(), READY_SECONDS)
        yield pid


@asynccontextmanager
async def _process(arguments: list[str], settings: dict[str, str]) -> AsyncIterator[int]:
    # with compiled modules kept, as anybody's second start has them
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env=environment | settings,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def megabytes(pid: int | str = "self") -> float:
    """What a process holds in memory, as Linux tells it; a million bytes each."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    [line] = [one for one in text.splitlines() if one.startswith("VmRSS:")]
    return int(line.split()[1]) * 1024 / 1_000_000
