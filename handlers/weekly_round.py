"""The weekly round: one task that reads from storage what is due, and sends it at the pace Telegram takes."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import LinkPreviewOptions
from aiogram.utils.i18n import I18n

from errors import StorageError
from handlers import cards
from handlers.clock import Clock
from handlers.lists import Lists
from handlers.middlewares import LANGUAGE
from handlers.showing import Page
from handlers.zones import next_time
from recommender import Recommender
from storage import Storage, WeeklyPick

_LOOK_EVERY = 30.0
_BETWEEN = 0.05
"""Seconds between two messages: Telegram takes 30 a second, and listeners' taps want some of them."""
_AT_ONCE = 100
_STOP_WITHIN = 10.0
_TOO_LATE = timedelta(hours=6)
"""A pick that could not be sent for so long waits for its hour of the next day: nobody is woken at night."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class WeeklyRound:
    def __init__(
        self, bot: Bot, storage: Storage, engine: Recommender, i18n: I18n, clock: Clock | None = None
    ) -> None:
        self._bot = bot
        self._storage = storage
        self._lists = Lists(storage, engine)
        self._i18n = i18n
        self._clock = clock or Clock()
        self._task: asyncio.Task[None] | None = None
        self._sending = asyncio.Lock()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """After the pick under way, which would else be sent again by the next start."""
        if self._task is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_WITHIN):
                await self._sending.acquire()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._send_due()
            except TelegramRetryAfter as error:
                await self._clock.sleep(error.retry_after)
                continue
            except (TelegramNetworkError, TelegramServerError) as error:
                log.warning("weekly picks wait for the server", reason=str(error))
            except StorageError:
                log.exception("weekly picks wait for the database")
            await self._clock.sleep(_LOOK_EVERY)

    async def _send_due(self) -> None:
        while due := await self._storage.weekly.due(self._clock.now(), _AT_ONCE):
            for wish in due:
                async with self._sending:
                    await self._try(wish)
                await self._clock.sleep(_BETWEEN)

    async def _try(self, wish: WeeklyPick) -> None:
        """Send one pick; what goes wrong with it alone does not hold up the others."""
        try:
            await self._send(wish)
        except (TelegramRetryAfter, TelegramNetworkError, TelegramServerError, StorageError):
            raise
        except Exception:
            log.exception("a weekly pick failed; it is tried again tomorrow")
            await self._storage.weekly.postpone(wish.user_id, self._clock.now() + timedelta(days=1))

    async def _send(self, wish: WeeklyPick) -> None:
        weekly, now = self._storage.weekly, self._clock.now()
        if now - wish.next_at > _TOO_LATE:
            await weekly.postpone(wish.user_id, next_time(now, wish.zone, wish.hour))
            return
        page = await self._made(wish)
        try:
            await self._deliver(wish, page)
        except TelegramForbiddenError:
            log.info("weekly picks end for a listener who blocked the bot")
            await weekly.stop(wish.user_id)
            return
        except TelegramBadRequest as error:
            log.warning("a weekly pick was refused", reason=str(error))
        await weekly.sent(wish.user_id, next_time(now, wish.zone, wish.hour, wish.weekday))

    async def _made(self, wish: WeeklyPick) -> Page:
        """The pick; one that was made before a restart is not made again."""
        if wish.query_id is not None:
            return await self._lists.page(wish.user_id, wish.query_id, 0)
        page = await self._lists.weekly(wish.user_id)
        await self._storage.weekly.made(wish.user_id, page.query_id)
        return page

    async def _deliver(self, wish: WeeklyPick, page: Page) -> None:
        chosen = await self._storage.preferences.get(wish.user_id, LANGUAGE)
        with self._i18n.context(), self._i18n.use_locale(chosen or wish.language):
            card = cards.artists(page)
        await self._bot.send_message(
            wish.user_id,
            card.text,
            reply_markup=card.keyboard,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
