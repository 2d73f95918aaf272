"""/dial: how well known the artists of a list are, from what everybody hears to hidden gems.

A step that is named is taken at once: `/dial 5`, `/dial hidden gems`.
"""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User

from handlers.asking.menus import dial, step_name
from handlers.buttons.callbacks import check_owner
from handlers.buttons.lists import TurnDial
from handlers.buttons.settings import SetDial
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label
from handlers.lists import cards as list_cards
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from handlers.lists.steps import DIAL, STEPS, step_of
from storage import Storage


def setup() -> Router:
    router = Router(name="dial")
    router.message.register(show, Command("dial"))
    router.callback_query.register(turn, SetDial.filter())
    router.callback_query.register(turn_below, TurnDial.filter())
    return router


async def show(
    message: Message, command: CommandObject, event_from_user: User, storage: Storage, entries: Entries
) -> None:
    user_id, named = event_from_user.id, _named(command.args or "")
    if named is None:
        await send(message, dial(user_id, await step_of(storage.preferences, user_id), STEPS))
        return
    await send(message, await _turned(user_id, named, storage, entries))


def _named(said: str) -> int | None:
    """The step of that number, counted from 1, or of that name in the listener's language."""
    wanted = said.strip().casefold()
    return next((at for at in range(STEPS) if wanted in (str(at + 1), step_name(at).casefold())), None)


async def turn(callback: CallbackQuery, callback_data: SetDial, storage: Storage, entries: Entries) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    card = await _turned(callback.from_user.id, callback_data.step, storage, entries)
    await acknowledge(callback, label("dial-set"))
    await edit(callback, card)


async def _turned(user_id: int, step: int, storage: Storage, entries: Entries) -> Card:
    """The dial turned to a step, with the last list to be asked again."""
    await storage.preferences.put(user_id, DIAL, str(step))
    last = next(iter(await entries.past(user_id, 0, 1)), None)
    return dial(user_id, step, STEPS, last)


async def turn_below(callback: CallbackQuery, callback_data: TurnDial, lists: Lists) -> None:
    """One step from a list itself, which is asked anew in its place."""
    page = await lists.turn_dial(callback.from_user.id, callback_data.query, callback_data.step)
    await acknowledge(callback, label("toast-dial", name=step_name(callback_data.step)))
    await edit(callback, list_cards.artists(page))
