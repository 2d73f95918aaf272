"""A file that a listener sent, as it comes over from the Bot API server."""

import asyncio
import os
from collections.abc import AsyncGenerator
from functools import lru_cache
from pathlib import Path

import aiohttp
import structlog
from aiogram import Bot

_SECONDS = 120
_PIECE = 64 * 1024

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def pieces(bot: Bot, file_id: str) -> AsyncGenerator[bytes, None]:
    """The file's bytes, never more of it than a piece.

    Telegram names a path that can be fetched. A server of the host's own that runs with `--local` hands out
    nothing: it names the file that it has put on the disk.
    """
    path = (await bot.get_file(file_id)).file_path or ""
    if Path(path).is_absolute() and await asyncio.to_thread(os.access, path, os.R_OK):
        from_disk = await asyncio.to_thread(Path(path).open, "rb")
        with from_disk:
            while piece := await asyncio.to_thread(from_disk.read, _PIECE):
                yield piece
        return
    url = bot.session.api.file_url(bot.token, path)
    try:
        async for piece in bot.session.stream_content(url, timeout=_SECONDS, raise_for_status=True):
            yield piece
    except aiohttp.ClientResponseError:
        if Path(path).is_absolute():  # some hand out what lies on their disk all the same
            _tell_host(str(Path(path).parent))
        raise


@lru_cache(8)
def _tell_host(folder: str) -> None:
    """Once: it is the same with every file, and the listener's line says nothing of the reason."""
    log.error("the Bot API server puts files into a folder that cannot be read here", folder=folder)
