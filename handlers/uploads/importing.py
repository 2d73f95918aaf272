"""The way of an upload: from Telegram through the reader's process into storage, and into a report."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from functools import lru_cache
from http import HTTPStatus

import aiohttp
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import Document

from errors import EncoreError
from handlers.lists.heard import artist_key
from handlers.lists.spellings import known_key, together
from handlers.uploads.brought import Report, So
from handlers.uploads.downloads import pieces
from listening import Batch, FileRead, Heard, Problem, Progress, Refused
from listening.process import Export
from recommender import Recommender
from storage import HeardArtist, Play, Song, Storage

DOWNLOAD_BYTES = 20 * 1024 * 1024
"""What Telegram gives to bots at most."""
_AT_ONCE = 2  # imports; each keeps a processor busy
_SONGS_AT_ONCE = 800
_UNKNOWN_SHOWN = 10


class TooLarge(EncoreError):
    """A file that Telegram does not give to bots."""

    text = "import-too-large"


class DownloadFailed(EncoreError):
    """A file did not come over from Telegram."""

    text = "import-download-failed"


class FileGone(EncoreError):
    """A file that Telegram does not have, or not any more: no other try would bring it."""


class Imports:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._plays = storage.plays
        self._key_of = engine.key_of
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def run(
        self, bot: Bot, user_id: int, document: Document, progress: Callable[[So], Awaitable[None]]
    ) -> Report | Problem:
        """Import a file, or say why not; TooLarge, FileGone and DownloadFailed if it is not to be had."""
        if (document.file_size or 0) > DOWNLOAD_BYTES:
            raise TooLarge(f"a file of {document.file_size} bytes")
        so, report = So(), Report()
        waiting: list[Song] = []
        async with self._turn, Export() as export:
            await _download(bot, document, export)
            async for message in export.messages():
                match message:
                    case Refused(problem):
                        await self._store(user_id, waiting, report)
                        return problem
                    case Progress(percent):
                        so.percent = percent
                    case FileRead():
                        report.take(message)
                    case Batch(songs):
                        waiting += await asyncio.to_thread(_songs, songs)
                        await self._store(user_id, waiting, report, at_least=_SONGS_AT_ONCE)
                        so.plays = report.new_plays
                await progress(so)
        await self._store(user_id, waiting, report)
        if report.refusal is not None:
            return report.refusal
        await self._look(user_id, report)
        return report

    async def _store(self, user_id: int, waiting: list[Song], report: Report, at_least: int = 1) -> None:
        """Store what waits, unless that is too little yet: a transaction takes its time, however small."""
        if len(waiting) >= at_least:
            added = await self._plays.add(user_id, waiting)
            report.new_plays += added.listened
            report.new_skips += added.skipped
            report.new_saved += added.saved
            waiting.clear()

    async def _look(self, user_id: int, report: Report) -> None:
        """How much the catalogue knows of the whole history, or of all that is kept."""
        counts = _kept if report.only_kept else _listened
        artists = [artist for artist in await self._plays.artists(user_id) if counts(artist)]
        unknown = await asyncio.to_thread(self._unknown, artists)
        whole, missed = sum(map(counts, artists)), sum(map(counts, unknown))
        report.known = _percent(whole - missed, whole) if whole else None
        report.years = tuple(await self._plays.years(user_id))
        report.unknown = tuple((artist.name, artist.listened) for artist in unknown[:_UNKNOWN_SHOWN])

    def _unknown(self, artists: list[HeardArtist]) -> list[HeardArtist]:
        key_of = self._key_of
        return [one for one in artists if not (known_key(one.name, key_of) or together(one.name, key_of))]


def _kept(artist: HeardArtist) -> int:
    return int(artist.saved)


def _listened(artist: HeardArtist) -> int:
    return artist.listened


def _percent(some: int, whole: int) -> int:
    """0 and 100 for none and all alone."""
    return min(max(round(100 * some / whole), 1), 99) if 0 < some < whole else 100 * some // whole


async def _download(bot: Bot, document: Document, export: Export) -> None:
    """From Telegram to the reader, with never more of it here than a piece."""
    size = 0
    try:
        async with aclosing(pieces(bot, document.file_id)) as coming:
            async for piece in coming:
                size += len(piece)
                if size > DOWNLOAD_BYTES:
                    raise TooLarge("the file grew on its way")
                await export.write(piece)
    except (TelegramAPIError, aiohttp.ClientError, OSError) as error:
        # "from None": what aiohttp raises names the address, and with it the bot's token
        raise _what_is_wrong(error) from None


def _what_is_wrong(error: Exception) -> EncoreError:
    if isinstance(error, TelegramBadRequest):
        return (
            TooLarge("Telegram keeps it")
            if "too big" in str(error)
            else FileGone("Telegram has no such file")
        )
    if isinstance(error, aiohttp.ClientResponseError) and error.status == HTTPStatus.NOT_FOUND:
        return FileGone("Telegram has it no more")
    return DownloadFailed(f"a file did not come over: {type(error).__name__}")


def _songs(heard: Sequence[Heard]) -> list[Song]:
    return [_song(song) for song in heard]


def _song(song: Heard) -> Song:
    plays = tuple(map(Play._make, song.plays))
    key = " ".join(song.track.casefold().split())
    return Song(_key(song.artist), song.artist, key, song.track, plays, song.saved, song.banned)


_key = lru_cache(4096)(artist_key)
