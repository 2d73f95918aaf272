"""Commands as people say them: guessed, in capitals, in words, behind a link."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import Message, TelegramObject

from handlers.buttons import links
from handlers.frame.middlewares import Handler
from recommender import Recommender
from recommender.words.commands_in_words import command_of, without_please
from recommender.words.songs_of import songs_of

_ALIASES = {
    "artist": "recommend",
    "artists": "recommend",
    "find": "recommend",
    "lang": "language",
    "menu": "help",
    "random": "foryou",
    "rec": "recommend",
    "reccomend": "recommend",
    "search": "recommend",
    "similar": "recommend",
    "song": "tracks",
    "songs": "tracks",
    "track": "tracks",
}
"""Commands that people guess, and what they are called here; in a group they may be another bot's."""
_TITLES = {"forget", "language", "privacy", "saved", "taste"}
"""Commands that songs are called like: alone, without a stroke, these are no commands."""


class OtherWords(BaseMiddleware):
    """A keyboard that begins every line with a capital writes `/Recommend`, which means the command too.

    In a private chat `/start history`, as a link says it, means `/history`, a link to the bot that is pasted
    is followed, `@bot Muse` means `Muse`, and people say commands in words: `show me my history`, `history`,
    `songs by Muse`.
    """

    def __init__(self, commands: Collection[str]) -> None:
        self._commands = frozenset({*commands, "start"})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        if isinstance(event, Message) and event.text:
            alone = event.chat.type == ChatType.PRIVATE
            meant = await self._meant(event.text, data) if alone else self._command(event.text, {})
            if meant and meant != event.text:
                event = event.model_copy(update={"text": meant, "entities": None})
        return await handler(event, data)

    async def _meant(self, text: str, data: Mapping[str, Any]) -> str:
        bot: Bot = data["bot"]
        if pasted := re.search(r"\bt\.me/(\w+)\?start=([\w-]+)", text):
            own = pasted[1].lower() == ((await bot.me()).username or "").lower()
            text = f"/start {pasted[2]}" if own else text
        linked = re.fullmatch(r"/start ([\w-]+)", text)
        said, words = links.line_of(linked[1]) if linked else ("", "")
        if said in self._commands:
            return f"/{said} {words}".rstrip()
        if command := self._command(text, _ALIASES):
            return command
        bare = without_please(text)
        if bare in self._commands - _TITLES:
            return f"/{bare}"
        wanted = command_of(text) or _songs(text, data["recommender"])
        if wanted and wanted.partition(" ")[0] in self._commands:
            return f"/{wanted}"
        if not text.startswith("@"):
            return text
        name, _, words = text.partition(" ")
        own = f"@{(await bot.me()).username}"
        return words if words and name.lower() == own.lower() else text

    def _command(self, text: str, aliases: Mapping[str, str]) -> str | None:
        """The line with its command in small letters, where it is one of ours."""
        command = re.fullmatch(r"/(\w+)(.*)", text, re.DOTALL)
        name = command[1].lower() if command else ""
        name = aliases.get(name, name)
        return f"/{name}{command[2]}" if command and name in self._commands else None


def _songs(text: str, recommender: Recommender) -> str | None:
    """The command for an artist's songs, where a line asks for these."""
    name = songs_of(text, recommender.is_well_known) if recommender.has_songs else None
    return f"tracks {name}" if name else None
