"""/foryou: a list from all that the listener likes and dislikes."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, User
from aiogram.utils.chat_action import ChatActionMiddleware

from handlers import cards
from handlers.lists import Lists
from handlers.menus import with_examples
from handlers.sending import send
from handlers.texts import say
from recommender import Recommender
from storage import QueryKind, Storage, Verdict


def setup() -> Router:
    router = Router(name="foryou")
    router.message.middleware(ChatActionMiddleware())
    router.message.register(for_you, Command("foryou"))
    return router


async def for_you(
    message: Message, event_from_user: User, storage: Storage, lists: Lists, recommender: Recommender
) -> None:
    user_id = event_from_user.id
    if not await storage.verdicts.count(user_id, Verdict.LIKE):
        return await send(message, with_examples(say("foryou-no-likes"), user_id, recommender.examples))
    return await send(message, cards.artists(await lists.ask(user_id, QueryKind.FORYOU)))
