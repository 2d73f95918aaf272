"""Links that open the bot at an artist, a shared list or a command.

t.me/<bot>?start=<payload>, the payload at most 64 letters, digits, - and _.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from aiogram import Bot
from aiogram.utils.deep_linking import create_start_link

_ARTIST, _LIST = "a", "s"
_PAYLOAD = 64
WITH_WORDS = frozenset({"tracks", "map", "foryou", "taste"})
"""Commands that a link may give words. Anybody can make a link, and these do no more than show something."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How an artist can be shown to others: by a link, and by inline mode where the host has turned it on."""

    link: str | None
    inline: bool


async def ways(bot: Bot, key: str) -> Ways:
    return Ways(await to_artist(bot, key), bool((await bot.me()).supports_inline_queries))


async def to_artist(bot: Bot, key: str) -> str | None:
    """The link that opens an artist; none for the few keys that are too long for one."""
    payload = _ARTIST + _packed(key)
    return await create_start_link(bot, payload) if len(payload) <= _PAYLOAD else None


async def to_list(bot: Bot, token: str) -> str:
    """The link that opens a shared list."""
    return await create_start_link(bot, _LIST + token)


def list_of(payload: str) -> str | None:
    """The token of the list that a payload opens, if it opens one."""
    return payload.removeprefix(_LIST) if payload.startswith(_LIST) else None


def artist_of(payload: str) -> str | None:
    """The key of the artist that a payload opens, if it opens one: it may have been made up."""
    if not payload.startswith(_ARTIST):
        return None
    return _unpacked(payload.removeprefix(_ARTIST))


async def to_command(bot: Bot, command: str, words: str) -> str:
    """The link that says a command in private, with its words where they are short enough and may be said."""
    payload = f"{command}-{_packed(words)}" if words and command in WITH_WORDS else command
    return await create_start_link(bot, payload if len(payload) <= _PAYLOAD else command)


def line_of(payload: str) -> tuple[str, str]:
    """The command and the words of a payload that may be one of a command."""
    command, _, packed = payload.partition("-")
    return (command, _unpacked(packed) or "") if command in WITH_WORDS else (payload, "")


def _packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(packed: str) -> str | None:
    try:
        return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        return None
