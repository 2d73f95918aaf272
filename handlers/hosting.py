"""For the host: /stats, /broadcast, /reload. For everybody else there are no such commands."""

import asyncio
from collections.abc import Collection

import psutil
from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User
from aiogram.utils.text_decorations import html_decoration

from errors import BundleError
from handlers.buttons.callbacks import Data, Id, StaleButton, check_owner
from handlers.cards.blocks import Card, button, rows
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import count, label, say
from handlers.frame.reloading import Reloading
from handlers.frame.waking import EARLY
from handlers.rounds.broadcast_round import BroadcastRound
from recommender import Recommender
from storage import Storage

_MIB = 1024 * 1024


class SendOff(Data, prefix="cast1"):
    """Send a host's message to all listeners, or do not."""

    owner: Id
    broadcast: Id
    sure: bool


def setup() -> Router:
    router = Router(name="hosting")
    router.message.filter(F.chat.type == ChatType.PRIVATE, is_host)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE, is_host)
    router.message.register(stats, Command("stats"), flags=EARLY)
    router.message.register(ask, Command("broadcast"))
    router.message.register(reload, Command("reload"))
    router.callback_query.register(send_off, SendOff.filter())
    return router


def is_host(_event: Message | CallbackQuery, event_from_user: User, hosts: Collection[int]) -> bool:
    return event_from_user.id in hosts


async def stats(message: Message, storage: Storage, recommender: Recommender) -> None:
    figures = await storage.statistics.figures()
    # The host's own question is in the inbox as well, and does not count.
    lines = [
        say(
            "stats-listeners",
            all=figures.listeners,
            today=figures.today,
            week=figures.week,
            blocked=figures.blocked,
        ),
        say("stats-use", queries=figures.queries, ratings=figures.ratings),
        say("stats-inbox", waiting=figures.waiting - 1, aside=figures.set_aside),
        _bundle(recommender),
        say("stats-memory", size=psutil.Process().memory_info().rss // _MIB, tasks=len(asyncio.all_tasks())),
    ]
    await send(message, Card("\n".join(lines)))


async def ask(message: Message, command: CommandObject, event_from_user: User, storage: Storage) -> None:
    """Show the message as it will arrive, and ask once."""
    if not command.args:
        await send(message, Card(say("broadcast-usage")))
        return
    host = event_from_user.id
    recipients = await storage.broadcasts.recipients(host)
    text = _formatted(message, command.args)
    await send(message, Card(text))
    if not recipients:
        await send(message, Card(say("broadcast-nobody")))
        return
    broadcast = (await storage.broadcasts.add(host, text)).id
    buttons = [
        button(label("button-broadcast"), SendOff(owner=host, broadcast=broadcast, sure=True)),
        button(label("button-broadcast-not"), SendOff(owner=host, broadcast=broadcast, sure=False)),
    ]
    await send(message, Card(count("broadcast-question", recipients), rows(buttons)))


async def send_off(
    callback: CallbackQuery, callback_data: SendOff, storage: Storage, broadcasting: BroadcastRound
) -> None:
    host, broadcast = callback.from_user.id, callback_data.broadcast
    check_owner(callback_data.owner, host)
    if not callback_data.sure:
        await storage.broadcasts.give_up(broadcast, host)
        await acknowledge(callback)
        await edit(callback, Card(say("broadcast-not")))
        return
    recipients = await storage.broadcasts.begin(broadcast, host)
    if recipients is None:
        raise StaleButton(f"broadcast {broadcast} waits for nobody's word")
    broadcasting.begin()
    await acknowledge(callback)
    await edit(callback, Card(count("broadcast-begun", recipients)))


async def reload(message: Message, reloading: Reloading) -> None:
    await send(message, Card(say("reload-begun")))
    try:
        fresh = await reloading.reload()
    except BundleError as error:
        await send(message, Card(say("reload-failed", error=str(error))))
        return
    await send(message, Card("\n".join([say("reload-done"), _bundle(fresh)])))


def _bundle(engine: Recommender) -> str:
    version, created = (str(engine.manifest.get(key)) for key in ("version", "created"))
    lines = [say("stats-bundle", version=version, created=created[:10], artists=len(engine))]
    if engine.has_songs_awake or not engine.has_songs:
        lines.append(say("stats-songs", songs=len(engine.tracks or ())))
    return "\n".join(lines)


def _formatted(message: Message, words: str) -> str:
    """What stands behind the command, with its formatting, wherever that begins: at the space before, too."""
    start = _units(message.text or message.caption or "") - _units(words)
    marks = message.entities or message.caption_entities or ()
    ends = ((mark, mark.offset + mark.length - start) for mark in marks)
    kept = ((mark, max(mark.offset - start, 0), end) for mark, end in ends if end > 0)
    return html_decoration.unparse(
        words,
        [mark.model_copy(update={"offset": begin, "length": end - begin}) for mark, begin, end in kept],
    )


def _units(text: str) -> int:
    """Its length as Telegram counts."""
    return len(text.encode("utf-16-le", "replace")) // 2
