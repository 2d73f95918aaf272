"""Whoever comes, the house opens the doors behind which somebody listens, in their order, and no others."""

import gc
import re
import weakref
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, ErrorEvent, Message, TelegramObject, Update, User

from handlers.frame.house import House, Talk


class Tap(CallbackData, prefix="tap1"):
    number: int


asked: list[str] = []


def room(name: str) -> Router:
    """A room that notes who knocks."""

    async def knock(_event: TelegramObject) -> bool:
        asked.append(name)
        return True

    made = Router(name=name)
    for observer in (made.message, made.callback_query):
        observer.filter(knock)
    return made


async def nothing(_event: TelegramObject) -> str:
    return "heard"


def rooms() -> list[Router]:
    names = "help", "taps", "names", "pattern", "loud", "all"
    helping, taps, names_, pattern, loud, everything = (room(name) for name in names)
    helping.message.register(nothing, Command("help"), F.chat.id == 1)
    taps.callback_query.register(nothing, Tap.filter(F.number == 1))
    names_.message.register(nothing, F.text == "Radiohead")
    pattern.message.register(nothing, Command(re.compile("he..")), F.chat.id == 1)
    loud.message.register(nothing, Command("help", ignore_case=True), F.chat.id == 1)
    everything.callback_query.register(nothing)
    return [helping, taps, names_, pattern, loud, everything]


def message(text: str | None = None, caption: str | None = None) -> Message:
    return Message(message_id=1, date=0, chat=Chat(id=2, type="private"), text=text, caption=caption)  # type: ignore[arg-type] # a date


def tap(data: str | None) -> CallbackQuery:
    robin = User(id=1, is_bot=False, first_name="Robin")
    return CallbackQuery(id="1", from_user=robin, chat_instance="1", data=data)


OPEN = ["names", "pattern", "loud"]


@pytest.mark.parametrize(
    ("kind", "event", "expected"),
    [
        ("message", message("/help"), ["help", *OPEN]),
        ("message", message("/help@some_bot me"), ["help", *OPEN]),
        ("message", message(caption="/help"), ["help", *OPEN]),
        ("message", message("/HELP"), OPEN),
        ("message", message("help"), OPEN),
        ("message", message(" "), OPEN),
        ("message", message(), OPEN),
        ("callback_query", tap("tap1:2"), ["taps", "all"]),
        ("callback_query", tap("tap1:1"), ["taps"]),
        ("callback_query", tap("tap2:1"), ["all"]),
        ("callback_query", tap(None), ["all"]),
        ("edited_message", message("/help"), []),
    ],
)
async def test_only_doors_behind_which_somebody_listens_are_opened(
    kind: str, event: TelegramObject, expected: list[str], bot: Bot
) -> None:
    asked.clear()
    await House(rooms()).propagate_event(kind, event, bot=bot)
    assert asked == expected


async def test_behind_a_door_only_who_listens_to_the_words_is_asked(bot: Bot) -> None:
    def unasked(_message: Message) -> bool:
        raise AssertionError("asked for another command")

    both = Router()
    both.message.register(nothing, Command("start"), unasked)
    both.message.register(nothing, Command("help"))
    assert await House([both]).propagate_event("message", message("/help"), bot=bot) == "heard"


async def bring(
    handler: Callable[[TelegramObject, dict[str, object]], Awaitable[object]],
    event: TelegramObject,
    data: dict[str, object],
) -> object:
    """A middleware."""
    return await handler(event, {**data, "brought": "this"})


async def test_a_handler_learns_whose_room_it_is_in_and_passes_the_middlewares_of_the_room(bot: Bot) -> None:
    async def answer(_message: Message, event_router: Router, brought: str) -> str:
        return f"{event_router.name} {brought}"

    helping = Router(name="helping")
    helping.message.register(answer, Command("help"))
    helping.message.middleware(bring)
    assert await House([helping]).propagate_event("message", message("/help"), bot=bot) == "helping this"


@pytest.mark.parametrize("read_for_the_bot", [True, False])
async def test_an_update_passes_the_middlewares_whoever_read_it_and_errors_are_heard(
    bot: Bot, *, read_for_the_bot: bool
) -> None:
    async def answer(message: Message, event_from_user: User, brought: str, said: str) -> None:
        assert message.bot is bot
        raise LookupError(f"{event_from_user.first_name} {brought} {said}")

    async def hear(event: ErrorEvent) -> str:
        return str(event.exception)

    helping = Router(name="helping")
    helping.message.register(answer, Command("help"))
    helping.errors.register(hear)
    talk = Talk(House([helping]))
    talk.update.outer_middleware(bring)
    from_robin = message("/help").model_copy(
        update={"from_user": User(id=1, is_bot=False, first_name="Robin")}
    )
    update = Update(update_id=1, message=from_robin)
    if read_for_the_bot:
        update = Update.model_validate(update.model_dump(), context={"bot": bot})
    assert await talk.feed_update(bot, update, said="and that") == "Robin this and that"


async def test_of_an_update_that_is_answered_nothing_is_kept(bot: Bot) -> None:
    """Not in aiogram's own memory of what kinds the last updates were of."""
    loud = Router()
    loud.message.register(nothing)
    update = Update.model_validate({"update_id": 1, "message": message("hello")}, context={"bot": bot})
    kept = weakref.ref(update)
    assert await Talk(House([loud])).feed_update(bot, update) == "heard"
    del update
    gc.collect()
    assert kept() is None
