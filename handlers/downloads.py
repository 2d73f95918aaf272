"""A file that a listener sent, as it comes over from the Bot API server."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from aiogram import Bot

_SECONDS = 120
_PIECE = 64 * 1024


async def pieces(bot: Bot, file_id: str) -> AsyncGenerator[bytes, None]:
    """The file's bytes, never more of it than a piece.

    Telegram names a path that can be fetched. A server of the host's own that runs with `--local` hands out
    nothing: it names the file that it has put on the disk.
    """
    path = (await bot.get_file(file_id)).file_path or ""
    if Path(path).is_absolute() and await asyncio.to_thread(Path(path).is_file):
        from_disk = await asyncio.to_thread(Path(path).open, "rb")
        with from_disk:
            while piece := await asyncio.to_thread(from_disk.read, _PIECE):
                yield piece
        return
    url = bot.session.api.file_url(bot.token, path)
    async for piece in bot.session.stream_content(url, timeout=_SECONDS, raise_for_status=True):
        yield piece
