"""The bot at its server: Telegram's, the host's own, or the local chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.utils.backoff import Backoff, BackoffConfig

import logs
from delivery import Limits, NoBotApi, Session
from errors import ConfigError, EncoreError, first_line, reason
from settings import Settings

_PATIENCE = BackoffConfig(min_delay=1, max_delay=60, factor=2, jitter=0.1)
_AWAY = (TelegramNetworkError, TelegramServerError)
"""What is waited for: a server that is not reached, or broken down."""

log = structlog.get_logger("encore")


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[tuple[Bot, str]]:
    """The bot at its server, and the address at which listeners find it."""
    if settings.bot_token is None:
        async with local_chat(settings.local_chat_port) as connected:
            yield connected
        return
    url = str(settings.telegram_api_url)
    async with Bot(settings.bot_token.get_secret_value(), session=session_at(url)) as bot:
        yield bot, f"@{await username(bot, settings.server)} on {settings.server}"


@asynccontextmanager
async def local_chat(port: int) -> AsyncIterator[tuple[Bot, str]]:
    """The bot in a chat page of this machine; nothing leaves it."""
    from localchat import LocalChat  # noqa: PLC0415 - a bot with a token starts sooner without

    chat = LocalChat(port)
    try:
        await chat.start()
    except OSError as error:
        await chat.stop()
        raise ConfigError(
            f"LOCAL_CHAT_PORT: {port} cannot be used ({reason(error)}); 0 takes any free one"
        ) from error
    logs.hide(chat.token)
    logs.hide(chat.key)
    try:
        async with Bot(chat.token, session=session_at(chat.api_url)) as bot:
            yield bot, f"open {chat.page_url} in your browser"
    finally:
        await chat.stop()


def session_at(url: str) -> Session:
    """A session with the Bot API server at that address."""
    session = Session(url)
    session.middleware(Limits())
    return session


async def username(bot: Bot, url: str) -> str:
    """The bot's name, asked of the server: the first sign that address and token are right.

    A server that is away or broken down is waited for: a machine may start before its network.
    """
    pause = Backoff(_PATIENCE)
    while True:
        try:
            return await ask_username(bot, url)
        except _AWAY as error:
            log.warning("Telegram cannot be reached", url=url, error=first_line(error), tries=pause.counter)
            await pause.asleep()


async def ask_username(bot: Bot, url: str) -> str:
    try:
        return (await bot.me()).username or str(bot.id)
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise ConfigError(f"BOT_TOKEN: {url} does not know this token ({error.message})") from error
    except AiogramError as error:
        if isinstance(error, _AWAY) and not isinstance(error, NoBotApi):
            raise
        raise EncoreError(f"TELEGRAM_API_URL: no Bot API answers at {url} ({first_line(error)})") from error
