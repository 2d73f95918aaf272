"""Updates asked for: confirmed by the next question, and so only when they are in the inbox."""

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.utils.backoff import Backoff, BackoffConfig

from delivery.taking import Delivery
from errors import StorageError, TokenRevoked, first_line

_WAIT = 30
"""Seconds that Telegram holds a question for which it has nothing."""
_HASTE = 0.5
"""Seconds before the next question where nothing came at once."""
_PAUSE = BackoffConfig(min_delay=0.5, max_delay=30, factor=2, jitter=0.1)

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class _Ask(GetUpdates):
    """The updates as they come: one that aiogram cannot parse must not keep the others from coming."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"


async def poll(bot: Bot, delivery: Delivery, kinds: list[str]) -> None:
    """Take updates of these kinds until cancelled; TokenRevoked when that comes to pass."""
    ask, pause = _Ask(timeout=_WAIT, allowed_updates=kinds), Backoff(_PAUSE)
    while True:
        try:
            updates = await _answer(bot, ask)
            taken = await delivery.take(updates)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRevoked(error.message) from error
        except TelegramRetryAfter as error:
            log.warning("no updates", error="Telegram asks for patience", wait=error.retry_after)
            await asyncio.sleep(error.retry_after)
            continue
        except (AiogramError, StorageError) as error:
            log.warning("no updates", error=first_line(error), wait=round(pause.next_delay, 1))
            await asyncio.sleep(next(pause))
            if _hooked(error):
                await _take_off_webhook(bot)
            continue
        if taken:
            ask.offset = max(update.update_id for update in taken) + 1
        elif updates:  # it would come again at once
            await asyncio.sleep(next(pause))
            continue
        pause.reset()
        await delivery.linger(len(taken))
        await delivery.room()


async def _answer(bot: Bot, ask: _Ask) -> list[Any]:
    asked = monotonic()
    updates: list[Any] = await bot(ask, request_timeout=int(bot.session.timeout + _WAIT))
    if not updates and monotonic() - asked < _HASTE:  # by a server that holds no question
        await asyncio.sleep(_HASTE)
    return updates or []


def _hooked(error: Exception) -> bool:
    """Whether a webhook is set, and no other process asks for updates too: both are a conflict."""
    return isinstance(error, TelegramConflictError) and "webhook" in error.message.lower()


async def _take_off_webhook(bot: Bot) -> None:
    log.warning("a webhook keeps updates from being asked for; it is taken off")
    with suppress(AiogramError):  # it is asked for with the next conflict
        await bot.delete_webhook()
