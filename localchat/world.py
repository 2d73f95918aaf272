"""All that the local Telegram knows: users and their chats, files, menus, and the bot's updates."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import count

from aiogram.types import CallbackQuery, Chat, Message, User
from pydantic import JsonValue

from localchat.errors import ApiError
from localchat.files import Files
from localchat.identity import BOT, hears
from localchat.inline import Inline
from localchat.menus import Menus
from localchat.rooms import Room
from localchat.updates import Updates
from localchat.waiting import Waiting
from localchat.webhook import Webhook
from localchat.wire import dump


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
    taps: Waiting[Answer] = field(default_factory=Waiting)
    rooms: dict[int, Room] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inline = Inline(self.updates)
        self.webhook = Webhook(self.updates)
        # One row of message numbers for all chats, as a bot sees them; a restarted chat goes on further up.
        self._message_ids = count(int(time.time()) % 1_000_000_000)

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def open(self, chat: Chat) -> Room:
        """A new chat with nobody in it."""
        room = self.rooms[chat.id] = Room(chat, first_event=int(time.time()))
        return room

    def enter(self, user: User) -> Room:
        """The user's chat with the bot, made on the first visit; a later visit may change the profile."""
        chat = Chat(type="private", **user.model_dump(include={"id", "first_name", "last_name", "username"}))
        room = self.rooms.get(user.id) or self.open(chat)
        if room.members.setdefault(user.id, user) != user:
            room.chat = chat
            for joined in self.rooms.values():
                if user.id in joined.members:
                    joined.members[user.id] = user
                    self.announce(joined)
        return room

    def room(self, chat_id: int) -> Room:
        """The chat for a bot's message: not with users who have said nothing yet, not groups it is not in."""
        room = self.rooms.get(chat_id)
        if room is None:
            raise ApiError("chat not found")
        if room.moved_to:
            raise ApiError("group chat was upgraded to a supergroup chat", moved_to=room.moved_to)
        if not room.bot_is_in:
            private = "bot can't initiate conversation with a user"
            reason = private if room.private else "bot is not a member of the supergroup chat"
            raise ApiError(reason, HTTPStatus.FORBIDDEN)
        return room

    def profile(self, room: Room, user: User) -> JsonValue:
        """What this user sees of a chat beside its messages: who is in it, and the menu of commands."""
        menu = self.menus.seen_by(room.chat, user) if room.private or room.bot_is_in else []
        return {
            "user": dump(user),
            "bot": dump(BOT),
            "bot_is_in": room.bot_is_in,
            "chat": dump(room.chat),
            "members": dump(list(room.members.values())),
            "commands": dump(list(menu)),
        }

    def announce(self, room: Room) -> None:
        """Tell who follows a chat that its profile is another now."""
        room.publish("profile")

    def hear(self, room: Room, message: Message) -> None:
        """A user's message: into the chat, and to the bot where it listens."""
        room.bot_is_in = room.bot_is_in or room.private
        room.say(message)
        if hears(room, message):
            self.updates.add(message=message)

    async def tap(self, room: Room, user: User, message: Message, data: str, seconds: float) -> Answer | None:
        """A user's tap on a button, and the bot's answer to it; None where there was none in time."""
        query_id = self.taps.begin(seconds)
        inline_id = self.inline.id_of(room, message.message_id)
        query = CallbackQuery(
            id=query_id,
            from_user=user,
            chat_instance=str(room.chat.id),
            # Of a message sent inline the bot is told no more than its id, even where it is in the chat.
            message=None if inline_id else message,
            inline_message_id=inline_id,
            data=data,
        )
        self.updates.add(callback_query=query)
        return await self.taps.end(query_id)

    def close(self) -> None:
        """Send everyone home who waits for something."""
        self.webhook.remove()
        self.updates.release()
        for room in self.rooms.values():
            room.close()
        self.taps.close()
        self.inline.close()
