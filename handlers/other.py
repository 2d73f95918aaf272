"""All that no other handler took: a helpful line in a private chat, silence among others."""

import json
import re

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from handlers.asking.menus import with_examples
from handlers.buttons.callbacks import StaleButton
from handlers.cards.blocks import Card
from handlers.cards.sending import send
from handlers.cards.texts import say
from handlers.frame.waking import EARLY
from handlers.lists.bursts import NextUp, nobody
from handlers.lists.lists import Lists

_SLIPS = 1  # letters
_COPIED = 200  # letters of what stands behind a command
# What a person sends; notices such as "pinned a message" are none.
_CONTENT = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CHECKLIST,
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


async def unknown_command(message: Message, commands: frozenset[str]) -> None:
    meant = _meant(message.text or "", commands)
    await send(message, Card(_asked(*meant) if meant else say("other-command")))


def _asked(command: str, rest: str) -> str:
    """A command can be tapped where it stands alone; with words behind it, it can be copied."""
    if not rest:
        return say("other-command-near", command=command)
    return say("other-command-near-with", line=f"/{command} {rest}")


def _meant(text: str, commands: frozenset[str]) -> tuple[str, str] | None:
    """The command that a line begins with but for a slip, and the rest: `/recomend x`, `/for you`."""
    words = text.lstrip("/ ").split()
    near = []
    for count in range(1, min(len(words), 2) + 1):
        begun = "".join(words[:count]).lower().split("@")[0]
        if found := extractOne(begun, sorted(commands), scorer=OSA.distance, score_cutoff=_SLIPS):
            near.append((found[1], found[0], " ".join(words[count:])[:_COPIED]))
    return min(near, key=lambda found: found[0])[1:] if near else None


async def not_words(message: Message, event_from_user: User, lists: Lists, next_up: NextUp = nobody) -> None:
    """To the photos of an album, which come one by one, one line is enough."""
    if message.media_group_id and message.media_group_id == _album(next_up()):
        return
    user_id = event_from_user.id
    await send(message, with_examples(say("other-content"), user_id, await lists.examples(user_id)))


def _album(update: str | None) -> str | None:
    """To which album the message in an update belongs."""
    said = json.loads(update).get("message", {}) if update else {}
    album = said.get("media_group_id")
    return album if isinstance(album, str) else None


async def unknown_button(callback: CallbackQuery) -> None:
    raise StaleButton(f"unknown button {callback.data!r}")
