"""All that the local Telegram knows: users and their chats, files, menus, and the bot's updates."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import count

from aiogram.types import CallbackQuery, Message, User
from pydantic import JsonValue

from localchat.errors import ApiError
from localchat.files import Files
from localchat.menus import Menus
from localchat.rooms import Room
from localchat.updates import Updates
from localchat.wire import dump

BOT = User(
    id=1_000_000_001,
    is_bot=True,
    first_name="Encore",
    username="encore_local_bot",
    can_join_groups=False,
    can_read_all_group_messages=False,
    supports_inline_queries=False,
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tap was answered."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass
class World:
    token: str
    files: Files = field(default_factory=Files)
    menus: Menus = field(default_factory=Menus)
    updates: Updates = field(default_factory=Updates)
    rooms: dict[int, Room] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # One row of message numbers for all chats, as a bot sees them; a restarted chat goes on further up.
        self._message_ids = count(int(time.time()) % 1_000_000_000)
        self._taps: dict[str, asyncio.Future[Answer | None]] = {}

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def enter(self, user: User) -> Room:
        """The user's chat with the bot, made on the first visit; a later visit may change the profile."""
        room = self.rooms.get(user.id)
        if room is None:
            room = self.rooms[user.id] = Room(user, first_event=int(time.time()))
        elif room.user != user:
            room.user = user
            self.announce(room)
        return room

    def room(self, chat_id: int) -> Room:
        """The chat for a bot's message; users whom nobody knows, or who have said nothing yet, have none."""
        room = self.rooms.get(chat_id)
        if room is None:
            raise ApiError("chat not found")
        if not room.started:
            raise ApiError("bot can't initiate conversation with a user", HTTPStatus.FORBIDDEN)
        return room

    def profile(self, room: Room) -> JsonValue:
        """Who talks to whom, and the menu of commands that this user sees."""
        menu = self.menus.seen_by(room.user.id, room.user.language_code or "")
        return {"user": dump(room.user), "bot": dump(BOT), "commands": dump(list(menu))}

    def announce(self, room: Room) -> None:
        room.publish("profile", self.profile(room))

    def hear(self, room: Room, message: Message) -> None:
        """A user's message: into the chat, and to the bot."""
        room.started = True
        room.say(message)
        self.updates.add(message=message)

    async def tap(self, room: Room, message: Message, data: str, seconds: float) -> Answer | None:
        """A user's tap on a button, and the bot's answer to it; None where there was none in time."""
        query = CallbackQuery(
            id=str(secrets.randbits(62)),
            from_user=room.user,
            chat_instance=str(room.user.id),
            message=message,
            data=data,
        )
        loop = asyncio.get_running_loop()
        self._taps[query.id] = answer = loop.create_future()
        loop.call_later(seconds, self._settle, query.id, None)
        self.updates.add(callback_query=query)
        # Who leaves the page while the bot thinks does not take the query away from it.
        return await asyncio.shield(answer)

    def answer(self, query_id: str, answer: Answer) -> None:
        """Answer a tap, once and in time."""
        if not self._settle(query_id, answer):
            raise ApiError(QUERY_TOO_OLD)

    def _settle(self, query_id: str, answer: Answer | None) -> bool:
        waiting = self._taps.pop(query_id, None)
        if waiting is None:
            return False
        waiting.set_result(answer)
        return True

    def close(self) -> None:
        """Send everyone home who waits for something."""
        self.updates.release()
        for room in self.rooms.values():
            room.close()
        for query_id in list(self._taps):
            self._settle(query_id, None)
