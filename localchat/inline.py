"""Inline mode: a query typed behind the bot's name, its answer, and the messages sent from it."""

import secrets
import time
from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup, InlineQuery, InlineQueryResultsButton, MessageEntity, User

from localchat.errors import ApiError
from localchat.rooms import Room
from localchat.updates import Updates
from localchat.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Article:
    """One result: what the list shows of it, and the message that it becomes."""

    id: str
    title: str
    description: str
    text: str
    entities: list[MessageEntity]
    keyboard: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class Found:
    """An answer to an inline query, which is good for some seconds, for the asker alone or for everyone."""

    articles: tuple[Article, ...]
    button: InlineQueryResultsButton | None
    seconds: int
    is_personal: bool
    next_offset: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An answered query; `until` is when the cache lets go of it, by the monotonic clock."""

    query_id: str
    query: str
    found: Found
    until: float


class Inline:
    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self.waiting: Waiting[Found] = Waiting()
        self._cache: dict[tuple[int | None, str, str], Asked] = {}
        self._asked: dict[str, Asked] = {}
        self._sent: dict[str, tuple[Room, int]] = {}

    async def ask(self, user: User, room: Room, query: str, offset: str, seconds: float) -> Asked | None:
        """The answer to a query as of this user in this chat; None where there was none in time."""
        known = self._cached(user.id, query, offset)
        if known is not None:
            return known
        query_id = self.waiting.begin(seconds)
        kind = "sender" if room.private else room.chat.type
        self._updates.add(
            inline_query=InlineQuery(id=query_id, from_user=user, query=query, offset=offset, chat_type=kind)
        )
        found = await self.waiting.end(query_id)
        if found is None:
            return None
        asked = Asked(query_id, query, found, time.monotonic() + found.seconds)
        self._cache[user.id if found.is_personal else None, query, offset] = asked
        self._asked[query_id] = asked
        return asked

    def _cached(self, user_id: int, query: str, offset: str) -> Asked | None:
        kept = [self._cache.get((owner, query, offset)) for owner in (user_id, None)]
        return next((asked for asked in kept if asked and asked.until > time.monotonic()), None)

    def chosen(self, query_id: str, result_id: str) -> tuple[Asked, Article]:
        """A query and the result of it that is to be sent."""
        asked = self._asked.get(query_id)
        article = next((one for one in asked.found.articles if one.id == result_id), None) if asked else None
        if asked is None or article is None:
            raise ApiError("RESULT_ID_INVALID")
        return asked, article

    def sent(self, room: Room, message_id: int) -> str:
        """The id by which the bot may edit a message sent inline."""
        inline_id = secrets.token_urlsafe(24)
        self._sent[inline_id] = room, message_id
        return inline_id

    def id_of(self, room: Room, message_id: int) -> str | None:
        return next((key for key, place in self._sent.items() if place == (room, message_id)), None)

    def place(self, inline_id: str) -> tuple[Room, int]:
        """Where the message of that id stands."""
        if inline_id not in self._sent:
            raise ApiError("MESSAGE_ID_INVALID")
        return self._sent[inline_id]

    def close(self) -> None:
        self.waiting.close()
