"""/start leads a newcomer to the first list, and follows links; /help says what is understood."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message, User

from handlers.asking.firsts import FirstMinute
from handlers.asking.menus import grid, welcome_back, with_examples
from handlers.buttons.callbacks import check_owner
from handlers.buttons.start import FirstList, OtherCells, PickCell
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import say
from handlers.frame.waking import EARLY
from handlers.lists import cards as list_cards
from handlers.lists.lists import Lists
from handlers.lists.picks import has_taste
from storage import Storage


def setup() -> Router:
    router = Router(name="start")
    router.message.register(show_help, Command("help"), flags=EARLY)
    router.message.register(follow, CommandStart(deep_link=True, magic=F.args))
    router.message.register(start, CommandStart(), flags=EARLY)
    router.callback_query.register(pick, PickCell.filter())
    router.callback_query.register(others, OtherCells.filter())
    router.callback_query.register(first_list, FirstList.filter())
    return router


async def start(message: Message, event_from_user: User, storage: Storage, first_minute: FirstMinute) -> None:
    user_id = event_from_user.id
    known = await has_taste(storage, user_id)
    card = welcome_back(user_id) if known else grid(user_id, await first_minute.begin(user_id))
    await send(message, card)


async def follow(message: Message, command: CommandObject, event_from_user: User, lists: Lists) -> None:
    """Open what a link leads to."""
    user_id = event_from_user.id
    page = await lists.linked(user_id, command.args or "")
    if page is not None:
        await send(message, list_cards.artists(page))
    else:
        await send(message, with_examples(say("link-broken"), user_id, await lists.examples(user_id)))


async def show_help(message: Message, event_from_user: User, lists: Lists) -> None:
    user_id = event_from_user.id
    await send(message, with_examples(say("help"), user_id, await lists.examples(user_id)))


async def pick(callback: CallbackQuery, callback_data: PickCell, first_minute: FirstMinute) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    cells = await first_minute.pick(callback.from_user.id, callback_data.artist)
    await acknowledge(callback)
    await edit(callback, grid(callback.from_user.id, cells))


async def others(callback: CallbackQuery, callback_data: OtherCells, first_minute: FirstMinute) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    cells = await first_minute.others(callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, grid(callback.from_user.id, cells))


async def first_list(
    callback: CallbackQuery, callback_data: FirstList, first_minute: FirstMinute, lists: Lists
) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    page = await lists.for_you(callback.from_user.id)
    await first_minute.end(callback.from_user.id)
    await edit(callback, list_cards.artists(page))
