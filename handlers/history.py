"""/history: past lists, to be seen as they were or asked again; and lists asked anew in their place."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from handlers.buttons.callbacks import check_owner
from handlers.buttons.lists import Again, Refresh
from handlers.buttons.shelves import Past, Replay
from handlers.cards.blocks import Card, nearest_page
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.lists import cards as list_cards
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from handlers.shelves.cards import HISTORY
from handlers.shelves.cards import history as history_card
from storage import Storage


def setup() -> Router:
    router = Router(name="history")
    router.message.register(history, Command("history"))
    router.callback_query.register(turn, Past.filter())
    router.callback_query.register(again, Again.filter())
    router.callback_query.register(replay, Replay.filter())
    router.callback_query.register(refresh, Refresh.filter())
    return router


async def history(message: Message, event_from_user: User, storage: Storage, entries: Entries) -> None:
    await send(message, await _card(storage, entries, event_from_user.id, 0))


async def turn(callback: CallbackQuery, callback_data: Past, storage: Storage, entries: Entries) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, await _card(storage, entries, callback.from_user.id, callback_data.page))


async def again(callback: CallbackQuery, callback_data: Again, lists: Lists) -> None:
    page = await lists.again(callback.from_user.id, callback_data.query)
    await acknowledge(callback)
    await send(tapped(callback), list_cards.artists(page))


async def replay(callback: CallbackQuery, callback_data: Replay, lists: Lists) -> None:
    page = await lists.replay(callback.from_user.id, callback_data.query)
    await acknowledge(callback)
    await send(tapped(callback), list_cards.artists(page))


async def refresh(callback: CallbackQuery, callback_data: Refresh, lists: Lists) -> None:
    page = await lists.again(callback.from_user.id, callback_data.query)
    await acknowledge(callback)
    await edit(callback, list_cards.artists(page))


async def _card(storage: Storage, entries: Entries, user_id: int, page: int) -> Card:
    total = await storage.history.count(user_id)
    number = nearest_page(page, total, HISTORY)
    return history_card(user_id, number, await entries.past(user_id, number, HISTORY), total)
