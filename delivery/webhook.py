"""Updates brought by Telegram: it is answered 200, and so told that they came, when they are in the inbox."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from errno import EACCES, EADDRINUSE
from http import HTTPStatus
from secrets import compare_digest
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.utils.backoff import Backoff, BackoffConfig
from aiohttp.hdrs import CONTENT_ENCODING

from delivery.taking import Delivery
from errors import ConfigError, StorageError, TokenRevoked, first_line, reason

if TYPE_CHECKING:  # large
    from aiohttp import web

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_LOOK_EVERY = 60.0
_PAUSE = BackoffConfig(min_delay=0.5, max_delay=30, factor=2, jitter=0.1)
_ENDING = 1.0  # seconds for what is being written to the inbox

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates, what proves that it is Telegram, and where this process listens."""

    url: str
    secret: str = field(repr=False)
    host: str
    port: int


@asynccontextmanager
async def listening(delivery: Delivery, hook: Hook) -> AsyncIterator[int]:
    """Take what is brought until the end of the block; gives the port. ConfigError if it cannot be had."""
    from aiohttp import web  # noqa: PLC0415 - a bot that asks for its updates starts sooner without

    async def take(request: web.Request) -> web.Response:
        # Before a byte of the body is read. Bytes that are no letters come as surrogates.
        shown = request.headers.get(SECRET, "").encode(errors="surrogateescape")
        if not compare_digest(shown, hook.secret.encode()):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        return web.Response(status=await _take(delivery, request))

    app = web.Application()
    app.router.add_post("/{path:.*}", take)  # whatever path a reverse proxy leaves
    # Telegram packs nothing, and a body that is not packed as its header says would be logged as a fault.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_ENDING, auto_decompress=False)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, hook.host, hook.port).start()
        except OSError as error:
            where = f"{hook.host}:{hook.port}"
            setting = "WEBHOOK_PORT" if error.errno in (EADDRINUSE, EACCES) else "WEBHOOK_HOST"
            raise ConfigError(f"{setting}: {where} cannot be used ({reason(error)})") from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _take(delivery: Delivery, request: "web.Request") -> HTTPStatus:
    if request.headers.get(CONTENT_ENCODING, "identity") != "identity":
        return HTTPStatus.BAD_REQUEST
    try:
        update = json.loads(await request.read())
        await delivery.room()
        taken = await delivery.take([update])
    except (ValueError, RecursionError):
        return HTTPStatus.BAD_REQUEST
    except StorageError as error:
        log.warning("an update could not be kept", error=str(error))
        return HTTPStatus.SERVICE_UNAVAILABLE  # Telegram brings it again
    return HTTPStatus.OK if taken else HTTPStatus.BAD_REQUEST


async def watch(bot: Bot, hook: Hook, kinds: Sequence[str], look_every: float = _LOOK_EVERY) -> None:
    """See to it, until cancelled, that Telegram brings updates of these kinds, and say why it could not.

    ConfigError when it refuses the address, TokenRevoked when that comes to pass.
    """
    await _insist(bot, hook, kinds)
    seen = None
    while True:
        await asyncio.sleep(look_every)
        try:
            there = await bot.get_webhook_info()
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRevoked(error.message) from error
        except AiogramError as error:
            log.warning("the webhook is not known", error=first_line(error))
            continue
        if there.url != hook.url:
            log.warning("somebody else changed the webhook; it is set again")
            await _insist(bot, hook, kinds)
        elif there.last_error_date not in {None, seen}:
            seen = there.last_error_date
            log.warning("Telegram could not bring updates", error=there.last_error_message)


async def _insist(bot: Bot, hook: Hook, kinds: Sequence[str]) -> None:
    pause = Backoff(_PAUSE)
    while True:
        try:
            await bot.set_webhook(hook.url, secret_token=hook.secret, allowed_updates=list(kinds))
        except TelegramBadRequest as error:
            raise ConfigError(f"WEBHOOK_URL: Telegram refuses it ({error.message})") from error
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRevoked(error.message) from error
        except AiogramError as error:
            log.warning("no webhook yet", error=first_line(error), wait=round(pause.next_delay, 1))
            await pause.asleep()
        else:
            return
