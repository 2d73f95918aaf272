"""/map: the neighbourhood of an artist as a picture to walk through, or the listener's own taste."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User

from handlers.asking import question_cards
from handlers.asking.menus import with_examples
from handlers.asking.question_parts import Part
from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.pictures import LikeThis, MapOf
from handlers.cards.blocks import Card, rows
from handlers.cards.sending import acknowledge, send, tapped
from handlers.cards.texts import say
from handlers.frame.middlewares import AtWork
from handlers.lists import cards as list_cards
from handlers.lists.lists import Lists
from handlers.pictures.atlas import Atlas, to
from handlers.pictures.drawings import Easel
from storage import QueryKind

_LONGEST = 200


def setup() -> Router:
    router = Router(name="maps")
    router.message.middleware(AtWork())
    flags = {"chat_action": "upload_photo"}
    router.message.register(show_around, Command("map", magic=F.args), flags=flags)
    router.message.register(show_own, Command("map"), flags=flags)
    router.callback_query.register(walk, MapOf.filter())
    router.callback_query.register(alike, LikeThis.filter())
    return router


async def show_around(
    message: Message, command: CommandObject, event_from_user: User, atlas: Atlas, easel: Easel
) -> None:
    user_id, words = event_from_user.id, (command.args or "")[:_LONGEST]
    parts = await atlas.read(words)
    if len(parts) == 1 and parts[0].settled:
        centre = atlas.known(parts[0].options[0].key)
        await easel.send(message, await atlas.around(user_id, centre, await easel.theme(user_id)))
    else:
        await send(message, _question(user_id, parts))


def _question(user_id: int, parts: Sequence[Part]) -> Card:
    """Who is to be in the middle: of a map there is one."""
    doubt = next((part for part in parts if not part.settled), None)
    options = doubt.options if doubt else [part.options[0] for part in parts]
    buttons = [[to(user_id, option.key, question_cards.option(option))] for option in options]
    return Card(question_cards.doubt(doubt) if doubt else say("map-several"), rows(*buttons))


async def show_own(message: Message, event_from_user: User, atlas: Atlas, easel: Easel, lists: Lists) -> None:
    user_id = event_from_user.id
    drawing = await atlas.own(user_id, await easel.theme(user_id))
    if drawing is None:
        await send(message, with_examples(say("map-nothing"), user_id, await lists.examples(user_id)))
    else:
        await easel.send(message, drawing)


async def walk(callback: CallbackQuery, callback_data: MapOf, atlas: Atlas, easel: Easel) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    theme = await easel.theme(user_id, callback_data.theme)
    if callback_data.artist is not None:
        drawing = await atlas.around(user_id, atlas.artist(callback_data.artist), theme)
    elif (mine := await atlas.own(user_id, theme)) is not None:
        drawing = mine
    else:
        raise StaleButton("nothing is left to draw")
    await acknowledge(callback)
    await easel.edit(callback, drawing)


async def alike(callback: CallbackQuery, callback_data: LikeThis, lists: Lists, atlas: Atlas) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    artist = atlas.artist(callback_data.artist)
    await acknowledge(callback)
    page = await lists.ask(user_id, QueryKind.RECOMMEND, {artist.key: artist.name})
    await send(tapped(callback), list_cards.artists(page))
