"""Starts Encore: settings, memory, model and talk, wired together until a signal ends them.

It exits with 0 when a signal stopped it, 1 when something is missing or broken, 2 when a setting is wrong.
`backup PATH`, `restore PATH` and `import PATH` look after its database instead; one that a signal stopped
exits with 1.
"""

import gc

# Of what the imports make, hardly anything is garbage, and later most is gone with its last reference: cycles
# need be looked for only now and then. Before the imports, of whose time it is a tenth.
gc.set_threshold(50_000)

import os
import signal
import sys

if __name__ == "__main__":

    def _end(*_: object) -> None:
        """During the imports there is nothing to bring to an end."""
        if sys.argv[1:]:  # who waits for a backup has none
            os.write(2, b"Encore was interrupted; nothing was changed\n")
        os._exit(1 if sys.argv[1:] else 0)

    _numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        _numbers.append(signal.SIGHUP)
    for _number in _numbers:
        signal.signal(_number, _end)

import lightly
import process
import upkeep
from settings import ENV_FILE, Settings

if __name__ == "__main__" and (wanted := upkeep.read(sys.argv[1:])).verb:
    process.leave(upkeep.run(ENV_FILE, wanted))  # before what takes seconds to import

lightly.import_aiogram()

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from secrets import token_urlsafe

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

import handlers
import locales
import logs
from connecting import connect
from delivery import Delivery, Hook, listening, poll, watch
from errors import first_line
from loading import beside, leave, reload, wake, wake_songs, warm_up
from recommender import Recommender
from storage import Storage, alone

UNFINISHED_SECONDS = 8
"""How long answers under way may take when a signal comes."""
_THINKING = 2
"""Questions to the model at a time: it is one process, and more threads would wait for each other."""

log = structlog.get_logger("encore")


async def talk(settings: Settings) -> None:
    """Open everything, talk until a signal comes, close everything."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THINKING, "thinking"))
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(settings.database_path))
        storage = await Storage.open(settings.database_path)
        stack.push_async_callback(storage.close)
        bot, address = await stack.enter_async_context(connect(settings))
        hosts, path = settings.admin_ids, settings.bundle_path
        recommender = await beside(lambda: Recommender.open(path))
        i18n, loop = locales.catalogues(), asyncio.get_running_loop()
        awake, sung = loop.create_future(), loop.create_future()
        dispatcher = handlers.build_dispatcher(
            storage,
            recommender,
            i18n,
            hosts=hosts,
            load=lambda: beside(lambda: reload(path)),  # which no signal waits for
            awake=awake,
            sung=sung,
        )
        host = handlers.Host(bot, hosts, i18n)
        delivery = Delivery(dispatcher, bot, storage.inbox, host.set_aside)
        rounds = handlers.Rounds(bot, storage, dispatcher, i18n)
        stack.push_async_callback(stop, delivery, rounds)
        for future in (awake, sung):
            stack.callback(future.cancel)  # who waits for the model waits no longer
        await delivery.resume()
        hook = webhook(settings)
        if hook is not None:
            await stack.enter_async_context(listening(delivery, hook))
        await side_by_side(
            take_updates(bot, delivery, dispatcher.resolve_used_update_types(), hook),
            introduce(handlers.register_commands(bot, i18n, hosts), address),
            complete(recommender, awake, sung, rounds),
        )


async def introduce(steps: Coroutine[None, None, object], address: str) -> None:
    """Say to Telegram what the bot understands, and to the host that it is at work."""
    await attempt(steps)
    process.say(f"Encore is ready: {address}")


async def complete(
    recommender: Recommender,
    awake: "asyncio.Future[None]",
    sung: "asyncio.Future[None]",
    rounds: handlers.Rounds,
) -> None:
    """Load the model beside the talk, then its songs, and begin what needs them; BundleError when broken."""
    await beside(lambda: wake(recommender))
    awake.set_result(None)
    await beside(lambda: wake_songs(recommender))
    sung.set_result(None)
    rounds.start()
    await beside(lambda: warm_up(recommender))


async def side_by_side(*work: Coroutine[None, None, None]) -> None:
    """All of these, until one fails or all have come to their end."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def stop(delivery: Delivery, rounds: handlers.Rounds) -> None:
    """Come to an end with what is under way; the rest is done by the next start."""
    await asyncio.gather(delivery.stop(UNFINISHED_SECONDS), rounds.stop())


def webhook(settings: Settings) -> Hook | None:
    """The webhook that the host wants; the local chat is at hand anyway and needs none."""
    if settings.webhook_url is None or settings.bot_token is None:
        return None
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else token_urlsafe(32)
    logs.hide(secret)
    return Hook(str(settings.webhook_url), secret, settings.webhook_host, settings.webhook_port)


async def take_updates(bot: Bot, delivery: Delivery, kinds: list[str], hook: Hook | None) -> None:
    """Until cancelled: Telegram brings updates, or is asked for them."""
    if hook is not None:
        await watch(bot, hook, kinds)
        return
    await attempt(bot.delete_webhook())  # while one is set, Telegram refuses to be polled
    await poll(bot, delivery, kinds)


async def attempt(step: Coroutine[None, None, object]) -> None:
    """Do without what the server refuses: some Bot API servers lack these methods."""
    try:
        await step
    except AiogramError as error:
        log.warning("the server refuses a step of the start", error=first_line(error))


async def until_signal(work: Coroutine[None, None, None]) -> None:
    """Cancel the work on a signal that asks for the end; it ends in order, however often they come."""
    task = asyncio.ensure_future(work)

    def end() -> None:
        if not task.cancelling():  # a second time would break off what comes to its end
            task.cancel()

    if sys.platform != "win32":
        for number in process.SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, end)
    with suppress(asyncio.CancelledError):
        await task


def main(env_file: Path = ENV_FILE, arguments: Sequence[str] = ()) -> int:
    """Run until a signal comes, or do what the arguments say; returns the exit code."""
    asked = upkeep.read(arguments)
    return upkeep.run(env_file, asked) if asked.verb else leave(process.run(env_file, process.START, serve))


def serve(settings: Settings) -> None:
    asyncio.run(until_signal(talk(settings)))


if __name__ == "__main__":
    process.leave(main(arguments=sys.argv[1:]))
