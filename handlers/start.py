"""/start says who this is, /help what it understands."""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import Message, User

from handlers.menus import with_examples
from handlers.sending import send
from handlers.texts import say
from recommender import Recommender


def setup() -> Router:
    router = Router(name="start")
    router.message.register(start, CommandStart())
    router.message.register(show_help, Command("help"))
    return router


async def start(message: Message, event_from_user: User, recommender: Recommender) -> None:
    await send(message, with_examples(say("start-hello"), event_from_user.id, recommender.examples))


async def show_help(message: Message, event_from_user: User, recommender: Recommender) -> None:
    await send(message, with_examples(say("help"), event_from_user.id, recommender.examples))
