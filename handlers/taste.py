"""/taste: a picture of what the listener listens to, by year or in all."""

import re

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User

from handlers.asking.menus import with_examples
from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.pictures import Clocks, SetClock, TasteOf
from handlers.cards.sending import acknowledge, edit_caption, send
from handlers.cards.texts import say
from handlers.frame.middlewares import AtWork
from handlers.lists.lists import Lists
from handlers.pictures.drawings import Drawing, Easel
from handlers.pictures.portraits import Portraits, clocks

_YEAR = re.compile(r"[12][0-9]{3}")


def setup() -> Router:
    router = Router(name="taste")
    router.message.middleware(AtWork())
    router.message.register(taste, Command("taste"), flags={"chat_action": "upload_photo"})
    router.callback_query.register(turn, TasteOf.filter())
    router.callback_query.register(show_clocks, Clocks.filter())
    router.callback_query.register(set_clock, SetClock.filter())
    return router


async def taste(
    message: Message,
    event_from_user: User,
    portraits: Portraits,
    easel: Easel,
    lists: Lists,
    *,
    command: CommandObject,
) -> None:
    """All time, or the year that stands behind the command, where it is one that was listened in."""
    user_id = event_from_user.id
    words = (command.args or "").strip()
    year = int(words) if _YEAR.fullmatch(words) else None
    drawing = await portraits.draw(user_id, year, await easel.theme(user_id))
    if drawing is None:
        await send(message, with_examples(say("taste-nothing"), user_id, await lists.examples(user_id)))
    else:
        await easel.send(message, drawing)


async def turn(callback: CallbackQuery, callback_data: TasteOf, portraits: Portraits, easel: Easel) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    theme = await easel.theme(user_id, callback_data.theme)
    drawing = _there(await portraits.draw(user_id, callback_data.year, theme))
    await acknowledge(callback)
    await easel.edit(callback, drawing)


async def show_clocks(callback: CallbackQuery, callback_data: Clocks, portraits: Portraits) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    await acknowledge(callback)
    current = await portraits.offset(user_id)
    await edit_caption(callback, clocks(user_id, callback_data.year, current))


async def set_clock(
    callback: CallbackQuery, callback_data: SetClock, portraits: Portraits, easel: Easel
) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    await portraits.set_offset(user_id, callback_data.offset)
    theme = await easel.theme(user_id)
    drawing = _there(await portraits.draw(user_id, callback_data.year, theme))
    await acknowledge(callback)
    await easel.edit(callback, drawing)


def _there(drawing: Drawing | None) -> Drawing:
    """The drawing; what it showed may have been forgotten since its button was made."""
    if drawing is None:
        raise StaleButton("nothing is left to draw")
    return drawing
