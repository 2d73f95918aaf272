"""/likes: the shelves of what the listener likes, dislikes, knows and blocks."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.shelves import Shelf, TakeOff
from handlers.cards.blocks import NAME, Card, nearest_page
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, shorten
from handlers.shelves.cards import SHELF, shelf
from storage import Storage, Verdict


def setup() -> Router:
    router = Router(name="likes")
    router.message.register(likes, Command("likes"))
    router.callback_query.register(turn, Shelf.filter())
    router.callback_query.register(take_off, TakeOff.filter())
    return router


async def likes(message: Message, event_from_user: User, storage: Storage) -> None:
    await send(message, await shelf_card(storage, event_from_user.id, Verdict.LIKE, 0))


async def turn(callback: CallbackQuery, callback_data: Shelf, storage: Storage) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    await acknowledge(callback)
    await edit(callback, await shelf_card(storage, user_id, callback_data.verdict, callback_data.page))


async def take_off(callback: CallbackQuery, callback_data: TakeOff, storage: Storage) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    verdict = callback_data.verdict
    name = await storage.verdicts.take_back(user_id, callback_data.judgement, verdict)
    if name is None:
        raise StaleButton(f"judgement {callback_data.judgement} does not stand")
    await acknowledge(callback, label("toast-taken-back", name=shorten(name, NAME)))
    await edit(callback, await shelf_card(storage, user_id, verdict, callback_data.page))


async def shelf_card(storage: Storage, user_id: int, verdict: Verdict, page: int) -> Card:
    counts = {one: await storage.verdicts.count(user_id, one) for one in Verdict}
    number = nearest_page(page, counts[verdict], SHELF)
    judgements = await storage.verdicts.page(user_id, verdict, SHELF, number * SHELF)
    return shelf(user_id, verdict, number, judgements, counts)
