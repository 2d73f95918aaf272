"""All that no other handler took: a helpful line in a private chat, silence among others."""

import re

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from handlers.callbacks import StaleButton
from handlers.cards import Card
from handlers.menus import with_examples
from handlers.sending import send
from handlers.texts import say
from handlers.waking import EARLY
from recommender import Recommender

# What a person sends; notices such as "pinned a message" are none.
_CONTENT = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.GAME,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}


def setup() -> Router:
    router = Router(name="other")
    # In a group a command is ours only if it names us.
    router.message.register(unknown_command, Command(re.compile("."), magic=F.mention))
    router.message.register(unknown_command, F.chat.type == ChatType.PRIVATE, F.text.startswith("/"))
    router.message.register(
        not_words, F.chat.type == ChatType.PRIVATE, F.content_type.in_(_CONTENT), flags=EARLY
    )
    router.callback_query.register(unknown_button)
    return router


async def unknown_command(message: Message) -> None:
    await send(message, Card(say("other-command")))


async def not_words(message: Message, event_from_user: User, recommender: Recommender) -> None:
    await send(message, with_examples(say("other-content"), event_from_user.id, recommender.examples))


async def unknown_button(callback: CallbackQuery) -> None:
    raise StaleButton(f"unknown button {callback.data!r}")
