"""In a group: answers to commands and to replies, for all to see; what is private is answered in private."""

import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ParseMode
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter, Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, User

from handlers.asking import smalltalk
from handlers.asking.answers import Answers
from handlers.asking.questions import Questions
from handlers.asking.remarks import is_remark
from handlers.buttons import links
from handlers.buttons.callbacks import check_owner
from handlers.buttons.lists import Choose
from handlers.buttons.open import TurnOpen
from handlers.cards.blocks import Button, Card, rows
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, say
from handlers.frame.middlewares import AtWork, answers_the_bot
from handlers.frame.moves import Moves
from handlers.frame.thinking import think
from handlers.lists import open_cards
from handlers.lists.lists import Lists
from recommender import Recommender
from recommender.types import Certainty, Term
from recommender.words.phrases import tidied
from recommender.words.talk import wants_more

_CHATTER = 3
"""Words; a longer line that is like no name is said to others."""
GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


def setup() -> Router:
    router = Router(name="groups")
    router.message.middleware(AtWork())
    router.message.filter(F.chat.type.in_(GROUPS))
    router.my_chat_member.register(come, ChatMemberUpdatedFilter(JOIN_TRANSITION), F.chat.type.in_(GROUPS))
    router.message.register(show_help, CommandStart())
    router.message.register(show_help, Command("help"))
    router.message.register(usage, Command("recommend", magic=~F.args))
    router.message.register(recommend, Command("recommend"))
    router.message.register(in_private, Command(re.compile(r"\w+")), is_ours)
    router.message.register(name_in_reply, F.text, ~F.text.startswith("/"), ~F.via_bot, answers_the_bot)
    router.callback_query.register(choose, Choose.filter(), F.message.chat.type.in_(GROUPS))
    router.callback_query.register(turn, TurnOpen.filter())
    return router


def is_ours(_message: Message, command: CommandObject, commands: frozenset[str]) -> bool:
    return command.command in commands


async def come(event: ChatMemberUpdated, moves: Moves) -> None:
    """Somebody added the bot; a group that has grown knows it."""
    if event.chat.type == ChatType.SUPERGROUP and await moves.brought(event.chat.id):
        return
    await event.answer(say("group-hello"), parse_mode=ParseMode.HTML)


async def show_help(message: Message) -> None:
    await send(message, Card(say("group-hello")))


async def usage(message: Message) -> None:
    await send(message, Card(say("group-usage")))


async def recommend(
    message: Message,
    command: CommandObject,
    event_from_user: User,
    open_answers: Answers,
    recommender: Recommender,
) -> None:
    words = tidied(command.args)
    if smalltalk.names_nobody(words, recommender):
        await send(message, Card(say("group-usage")))
        return
    await send(message, await open_answers.to(event_from_user.id, words))


async def name_in_reply(
    message: Message, event_from_user: User, open_answers: Answers, recommender: Recommender
) -> None:
    """Ask for a list; thanks and what is like no name are said among people, and left alone."""
    words = tidied(message.text)
    if smalltalk.names_nobody(words, recommender) or wants_more(words) or is_remark(words, recommender):
        return
    if len(words.split()) > _CHATTER and all(map(_is_far, await think(recommender.read, words))):
        return
    await send(message, await open_answers.to(event_from_user.id, words))


def _is_far(term: Term) -> bool:
    return not term.matches or term.matches[0].certainty is Certainty.FAR


async def in_private(message: Message, command: CommandObject, bot: Bot) -> None:
    """What would show a listener's likes, history or plays is not for a group."""
    url = await links.to_command(bot, command.command, command.args or "")
    there = Button(text=label("button-in-private"), url=url)
    await send(message, Card(say("in-private", command=command.command), rows([there])))


async def choose(
    callback: CallbackQuery, callback_data: Choose, questions: Questions, open_answers: Answers
) -> None:
    asker, token = callback_data.owner, callback_data.question
    check_owner(asker, callback.from_user.id)
    question = (await questions.get(asker, token)).choose(callback_data.term, callback_data.option)
    await acknowledge(callback)
    await edit(callback, await open_answers.go_on(asker, question, token))
    await questions.go_on(asker, token, question)


async def turn(callback: CallbackQuery, callback_data: TurnOpen, open_lists: Lists) -> None:
    page = await open_lists.page(callback.from_user.id, callback_data.query, callback_data.page)
    if not page.entries:
        await acknowledge(callback, label("toast-list-end"))
        return
    await acknowledge(callback)
    await edit(callback, open_cards.artists(page))
