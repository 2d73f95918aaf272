"""One chat, private or a group: who is in it, what was said, and what happened in which order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from aiogram.types import Chat, Message, User
from pydantic import JsonValue

from localchat.wire import dump

KEPT_EVENTS = 2000
EventKind = Literal["message", "edited", "deleted", "action", "profile"]


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    kind: EventKind
    data: JsonValue


class Room:
    """Messages by id in the order they came, and a log of numbered events that readers follow."""

    def __init__(self, chat: Chat, first_event: int) -> None:
        self.chat = chat
        self.members: dict[int, User] = {}
        self.bot_is_in = False
        """In a private chat: whether the user has said something, so that the bot may write."""
        self.moved_to: int | None = None
        """The id of the supergroup that this group has become."""
        self.messages: dict[int, Message] = {}
        self.last_event = first_event
        self._log: deque[Event] = deque(maxlen=KEPT_EVENTS)
        self._news = asyncio.Event()
        self._closed = False

    @property
    def private(self) -> bool:
        return self.chat.type == "private"

    def say(self, message: Message) -> None:
        self.messages[message.message_id] = message
        self.publish("message", dump(message))

    def change(self, message: Message) -> None:
        self.messages[message.message_id] = message
        self.publish("edited", dump(message))

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        self.publish("deleted", message_id)

    def publish(self, kind: EventKind, data: JsonValue = None) -> None:
        self.last_event += 1
        self._log.append(Event(self.last_event, kind, data))
        self._wake()

    def close(self) -> None:
        """Send all readers home."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def remembers(self, number: int) -> bool:
        """Whether all that came after this event is still in the log."""
        oldest = self._log[0].number if self._log else self.last_event + 1
        return oldest - 1 <= number <= self.last_event

    async def follow(self, after: int) -> AsyncIterator[Event]:
        """Every event after this number, then every new one as it comes, until the room closes."""
        while not self._closed:
            # Taken before the log is read: what is said meanwhile rings this bell, not the next.
            news = self._news
            for event in [event for event in self._log if event.number > after]:
                after = event.number
                yield event
            await news.wait()
