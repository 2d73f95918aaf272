"""Starts Encore: settings, memory, model and talk, wired together until a signal ends them.

It exits with 0 when a signal stopped it, 1 when something is missing or broken, 2 when a setting is wrong.
"""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError

import handlers
import locales
import logs
from errors import ConfigError, EncoreError
from localchat import LocalChat
from recommender import Recommender
from settings import ENV_FILE, Settings, read_settings
from storage import Storage

UNFINISHED_SECONDS = 10

log = structlog.get_logger("encore")


async def talk(settings: Settings) -> None:
    """Open everything, talk until a signal comes, close everything."""
    async with AsyncExitStack() as stack:
        storage = await Storage.open(settings.database_path)
        stack.push_async_callback(storage.close)
        bot, address = await stack.enter_async_context(connect(settings))
        recommender = await asyncio.to_thread(load, settings.bundle_path)
        i18n = locales.catalogues()
        dispatcher = handlers.build_dispatcher(storage, recommender, i18n)
        await attempt(bot.delete_webhook())  # while one is set, Telegram refuses to be polled
        await attempt(handlers.register_commands(bot, i18n))
        print(f"Encore is ready: {address}", flush=True)  # noqa: T201 - the host waits for this line
        await dispatcher.start_polling(bot, close_bot_session=False)
        await finish(dispatcher)


def load(bundle: Path | None) -> Recommender:
    """The model, without the chatter of its native libraries."""
    with logs.native_notes_held_back():
        recommender = Recommender.load(bundle)
    # The half million objects that TensorFlow leaves are for good: looking through them again and again would
    # hold everybody up for most of a second each time.
    gc.freeze()
    return recommender


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[tuple[Bot, str]]:
    """The bot at its server, and the address at which listeners find it."""
    if settings.bot_token is None:
        async with local_chat(settings.local_chat_port) as connected:
            yield connected
        return
    url = str(settings.telegram_api_url)
    async with Bot(settings.bot_token.get_secret_value(), session=session_at(url)) as bot:
        yield bot, f"@{await username(bot, url)} on {url}"


@asynccontextmanager
async def local_chat(port: int) -> AsyncIterator[tuple[Bot, str]]:
    """The bot in a chat page of this machine; nothing leaves it."""
    chat = LocalChat(port)
    try:
        await chat.start()
    except OSError as error:
        await chat.stop()
        raise ConfigError(
            f"LOCAL_CHAT_PORT: {port} cannot be used ({error.strerror}); 0 takes any free one"
        ) from error
    try:
        async with Bot(chat.token, session=session_at(chat.api_url)) as bot:
            yield bot, f"open {chat.page_url} in your browser"
    finally:
        await chat.stop()


def session_at(url: str) -> AiohttpSession:
    """A session with the Bot API server at that address."""
    return AiohttpSession(api=TelegramAPIServer.from_base(url))


async def username(bot: Bot, url: str) -> str:
    """The bot's name, asked of the server: the first sign that address and token are right."""
    try:
        return (await bot.me()).username or str(bot.id)
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise ConfigError(f"BOT_TOKEN: {url} does not know this token ({error.message})") from error
    except AiogramError as error:
        raise EncoreError(f"TELEGRAM_API_URL: no Bot API answers at {url} ({first_line(error)})") from error


async def attempt(step: Coroutine[None, None, object]) -> None:
    """Do without what the server refuses: some Bot API servers lack these methods."""
    try:
        await step
    except AiogramError as error:
        log.warning("the server refuses a step of the start", error=first_line(error))


def first_line(error: Exception) -> str:
    """The message without aiogram's link to its manual."""
    return str(error).partition("\n")[0]


async def finish(dispatcher: Dispatcher) -> None:
    """Let the answers under way be given; polling ends without waiting for them."""
    if unfinished := dispatcher._handle_update_tasks:  # noqa: SLF001 - aiogram offers no other way to them
        await asyncio.wait(unfinished, timeout=UNFINISHED_SECONDS)


async def until_signal(work: Coroutine[None, None, None]) -> None:
    """Cancel the work on SIGINT or SIGTERM. While polling, aiogram takes the signals and ends it in order."""
    task = asyncio.ensure_future(work)
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def main(env_file: Path = ENV_FILE) -> int:
    """Run until a signal comes; returns the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C, before the event loop takes over
    secret = None
    try:
        settings = read_settings(env_file)
        secret = settings.bot_token.get_secret_value() if settings.bot_token else None
        logs.configure(settings.log_level, secret)
        asyncio.run(until_signal(talk(settings)))
    except KeyboardInterrupt:
        return 0
    except EncoreError as error:
        print(f"Encore cannot start: {logs.redact(str(error), secret)}", file=sys.stderr)  # noqa: T201
        return 2 if isinstance(error, ConfigError) else 1
    except Exception:
        log.exception("Encore broke down")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
