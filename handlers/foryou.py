"""/foryou: a list from all that the listener likes, dislikes and plays, or from the plays of one year."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User

from handlers.asking.for_you import card as for_you_card
from handlers.asking.menus import with_examples
from handlers.buttons.callbacks import check_owner
from handlers.buttons.lists import ForYou, TurnTo
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.cards.texts import say
from handlers.frame.middlewares import AtWork
from handlers.lists import cards as list_cards
from handlers.lists.heard import Scope
from handlers.lists.lists import Lists
from storage import Storage


def setup() -> Router:
    router = Router(name="foryou")
    router.message.middleware(AtWork())
    router.message.register(for_you, Command("foryou", magic=~F.args))  # what most say is asked first
    router.message.register(for_year, Command("foryou"))
    router.callback_query.register(turn_to, TurnTo.filter())
    router.callback_query.register(tapped_for_you, ForYou.filter())
    return router


async def for_you(message: Message, event_from_user: User, lists: Lists) -> None:
    await send(message, await for_you_card(event_from_user.id, lists))


async def for_year(
    message: Message,
    command: CommandObject,
    event_from_user: User,
    *,
    storage: Storage,
    lists: Lists,
) -> None:
    """A year's list; other words say nothing to who has no years."""
    user_id, asked = event_from_user.id, (command.args or "").strip()
    years = await storage.plays.years(user_id)
    if not years and not any(map(str.isdecimal, asked)):
        await for_you(message, event_from_user, lists)
        return
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    if not years:
        answer = Card(say("foryou-no-plays"))
    elif year not in years:
        answer = Card(say("foryou-other-years", year=str(max(years)), years=", ".join(map(str, years))))
    else:
        page = await lists.for_you(user_id, Scope(year))
        nobody = not page.entries and await lists.has_unknown_taste(user_id, Scope(year))
        answer = (
            with_examples(say("foryou-unknown-taste"), user_id, await lists.examples(user_id))
            if nobody
            else list_cards.artists(page)
        )
    await send(message, answer)


async def turn_to(callback: CallbackQuery, callback_data: TurnTo, lists: Lists) -> None:
    page = await lists.turn_to(callback.from_user.id, callback_data.query, half=callback_data.half)
    await acknowledge(callback)
    await edit(callback, list_cards.artists(page))


async def tapped_for_you(callback: CallbackQuery, callback_data: ForYou, lists: Lists) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await send(tapped(callback), await for_you_card(callback.from_user.id, lists))
