"""/dial: how well known the artists of a list are, from what everybody hears to hidden gems."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from handlers import list_cards
from handlers.callbacks import check_owner
from handlers.entries import Entries
from handlers.list_buttons import TurnDial
from handlers.lists import Lists
from handlers.menus import dial, step_name
from handlers.sending import acknowledge, edit, send
from handlers.setting_buttons import SetDial
from handlers.steps import DIAL, STEPS, step_of
from handlers.texts import label
from storage import Storage


def setup() -> Router:
    router = Router(name="dial")
    router.message.register(show, Command("dial"))
    router.callback_query.register(turn, SetDial.filter())
    router.callback_query.register(turn_below, TurnDial.filter())
    return router


async def show(message: Message, event_from_user: User, storage: Storage) -> None:
    step = await step_of(storage.preferences, event_from_user.id)
    await send(message, dial(event_from_user.id, step, STEPS))


async def turn(callback: CallbackQuery, callback_data: SetDial, storage: Storage, entries: Entries) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await storage.preferences.put(callback.from_user.id, DIAL, str(callback_data.step))
    await acknowledge(callback, label("dial-set"))
    last = next(iter(await entries.past(callback.from_user.id, 0, 1)), None)
    await edit(callback, dial(callback.from_user.id, callback_data.step, STEPS, last))


async def turn_below(callback: CallbackQuery, callback_data: TurnDial, lists: Lists) -> None:
    """One step from a list itself, which is asked anew in its place."""
    page = await lists.turn_dial(callback.from_user.id, callback_data.query, callback_data.step)
    await acknowledge(callback, label("toast-dial", name=step_name(callback_data.step)))
    await edit(callback, list_cards.artists(page))
