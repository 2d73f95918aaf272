"""/recommend and plain names: read the words, ask back where they are not clear, show the list."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import Audio, CallbackQuery, Message, User

from handlers.asking import smalltalk
from handlers.asking.answers import Answers
from handlers.asking.firsts import FirstMinute
from handlers.asking.menus import grid, with_examples
from handlers.asking.onward import Onward
from handlers.asking.questions import Questions
from handlers.asking.remarks import Remarks, names_somebody
from handlers.buttons import links
from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.lists import AskWhy, Choose, More, Similar, Turn
from handlers.buttons.start import Example
from handlers.buttons.tokens import token
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send, tapped
from handlers.cards.texts import label, say
from handlers.frame.middlewares import AtWork, is_no_own_card
from handlers.frame.waking import EARLY
from handlers.lists import cards as list_cards
from handlers.lists import entry_cards
from handlers.lists.entries import Entries
from handlers.lists.lists import Lists
from recommender import Recommender
from recommender.words.known_as import NOBODY
from recommender.words.names import normalise
from recommender.words.phrases import tidied
from recommender.words.talk import is_done, wants_back, wants_more
from storage import QueryKind


def setup() -> Router:
    router = Router(name="recommend")
    router.message.middleware(AtWork())
    router.message.register(recommend, Command("recommend", magic=F.args))  # what most say is asked first
    router.message.register(usage, Command("recommend"), flags=EARLY)
    words = F.text & ~F.text.startswith("/")
    router.message.register(plain_name, F.chat.type == ChatType.PRIVATE, words, is_no_own_card)
    router.message.register(played, F.chat.type == ChatType.PRIVATE, F.audio.performer | F.audio.title)
    pictures = F.caption & (F.photo | F.video | F.animation) & ~F.media_group_id
    router.message.register(captioned, F.chat.type == ChatType.PRIVATE, pictures)
    router.callback_query.register(example, Example.filter())
    router.callback_query.register(choose, Choose.filter())
    router.callback_query.register(turn, Turn.filter())
    router.callback_query.register(more, More.filter())
    router.callback_query.register(ask_why, AskWhy.filter())
    router.callback_query.register(similar, Similar.filter())
    return router


async def usage(message: Message, event_from_user: User, lists: Lists) -> None:
    user_id = event_from_user.id
    await send(message, with_examples(say("recommend-usage"), user_id, await lists.examples(user_id)))


async def recommend(
    message: Message,
    *,
    command: CommandObject,
    event_from_user: User,
    answers: Answers,
    lists: Lists,
    recommender: Recommender,
) -> None:
    user_id, text = event_from_user.id, tidied(command.args)
    talk = smalltalk.asks_anything(text, recommender)
    card = smalltalk.answer(user_id, text, lists) if talk else answers.to(user_id, text)
    await send(message, await card)


async def plain_name(
    message: Message,
    *,
    event_from_user: User,
    answers: Answers,
    first_minute: FirstMinute,
    lists: Lists,
    recommender: Recommender,
    onward: Onward,
    remarks: Remarks,
    bot: Bot,
) -> None:
    """Ask for a list, or go on with the last; while a newcomer's grid is open, pick what is named.

    What is said of the last list, and talk alone, is answered as such.
    """
    user_id, text = event_from_user.id, tidied(message.text)
    picking = await first_minute.is_open(user_id)
    card = await _picked(user_id, first_minute, lists) if picking and is_done(text) else None
    if card is None and wants_more(text):
        card = await onward.more(user_id)
    if card is None and wants_back(text):
        card = await onward.back(user_id)
        if card is None and not names_somebody(text, recommender):
            card = await onward.nothing(user_id)
    card = card or await remarks.answer(user_id, text, bot, picking=picking)
    if card is None and smalltalk.names_nobody(text, recommender):
        card = await smalltalk.answer(user_id, text, lists)
    await send(message, card or await answers.to(user_id, text, picking=picking))


async def _picked(user_id: int, first_minute: FirstMinute, lists: Lists) -> Card:
    """A newcomer's first list; others to pick from where nobody is picked yet."""
    page = await lists.from_taste(user_id)
    if page is None:
        return grid(user_id, await first_minute.others(user_id))
    await first_minute.end(user_id)
    return list_cards.artists(page)


async def played(
    message: Message,
    event_from_user: User,
    answers: Answers,
    first_minute: FirstMinute,
    lists: Lists,
) -> None:
    """A song that somebody sends or forwards asks for artists like its own; a newcomer picks its own."""
    user_id, sung = event_from_user.id, _sung(message.audio) if message.audio else ""
    if not sung:
        await send(message, with_examples(say("other-content"), user_id, await lists.examples(user_id)))
        return
    picking = await first_minute.is_open(user_id)
    await send(message, await answers.to(user_id, sung, picking=picking))


async def captioned(
    message: Message,
    event_from_user: User,
    answers: Answers,
    first_minute: FirstMinute,
    recommender: Recommender,
) -> None:
    """A sleeve or a poster asks by what is written below it, where that names somebody, or picks them."""
    user_id, text = event_from_user.id, tidied(message.caption)
    if not smalltalk.is_named(text, recommender):
        raise SkipHandler
    picking = await first_minute.is_open(user_id)
    await send(message, await answers.to(user_id, text, picking=picking))


def _sung(audio: Audio) -> str:
    """By whom a file says that it is; what it is called where it names nobody, or an app or a channel."""
    performer = (audio.performer or "").removesuffix(" - Topic").strip()
    nobody = performer.startswith("@") or normalise(performer) in {*NOBODY, "unknown"}
    return (audio.title or "").strip() if nobody or not performer else performer


async def example(
    callback: CallbackQuery, callback_data: Example, recommender: Recommender, lists: Lists
) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    artist = next((one for one in recommender.examples if token(one.key) == callback_data.artist), None)
    if artist is None:
        raise StaleButton(f"no example {callback_data.artist}")
    await acknowledge(callback)
    page = await lists.ask(user_id, QueryKind.RECOMMEND, {artist.key: artist.name})
    await send(tapped(callback), list_cards.artists(page))


async def choose(
    callback: CallbackQuery, callback_data: Choose, questions: Questions, answers: Answers
) -> None:
    user_id, token = callback.from_user.id, callback_data.question
    check_owner(callback_data.owner, user_id)
    question = (await questions.get(user_id, token)).choose(callback_data.term, callback_data.option)
    await acknowledge(callback)
    await edit(callback, await answers.go_on(user_id, question, token))
    await questions.go_on(user_id, token, question)


async def turn(callback: CallbackQuery, callback_data: Turn, lists: Lists) -> None:
    page = await lists.turn(callback.from_user.id, callback_data.query, callback_data.page)
    if not page.entries:
        await acknowledge(callback, label("toast-list-end"))
        return
    await acknowledge(callback)
    await edit(callback, list_cards.artists(page))


async def more(callback: CallbackQuery, callback_data: More, entries: Entries, bot: Bot) -> None:
    entry = await entries.entry(callback.from_user.id, callback_data.query, callback_data.position)
    await acknowledge(callback)
    await edit(callback, entry_cards.artist_menu(entry, await links.ways(bot, entry.key)))


async def ask_why(callback: CallbackQuery, callback_data: AskWhy, entries: Entries) -> None:
    asked = await entries.why(callback.from_user.id, callback_data.query, callback_data.position)
    await acknowledge(callback)
    await edit(callback, entry_cards.why(asked))


async def similar(callback: CallbackQuery, callback_data: Similar, lists: Lists) -> None:
    page = await lists.similar(callback.from_user.id, callback_data.query, callback_data.position)
    await acknowledge(callback)
    await send(tapped(callback), list_cards.artists(page))
