"""A listener in the local chat: writes, taps, and looks at what the bot answers, over real HTTP.

`send` and `tap` come back when the bot has answered as often as expected; they wait on the chat's
event stream and fail with what was seen so far when the bot stays silent too long.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from types import TracebackType
from typing import Protocol, Self

import aiohttp
from aiogram.types import BotCommand, Message
from pydantic import JsonValue

from tests.replies import Choice, Found, Reply, Tap, find_button, is_bots

PATIENCE = 30.0
"""Seconds that a listener waits for the bot."""
_ids = count(1001)
Fields = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    kind: str
    data: JsonValue


class Chat(Protocol):
    """A local chat, in this process or another."""

    @property
    def page_url(self) -> str: ...


class Listener:
    """One user in their private chat with the bot, or in a group; use with `async with`.

    Who opens an unknown group makes it, with the bot in it unless `with_bot` is False.
    """

    def __init__(
        self,
        chat: Chat,
        user_id: int | None = None,
        language_code: str | None = "en",
        first_name: str = "Robin",
        patience: float = PATIENCE,
        *,
        group: int | None = None,
        with_bot: bool = True,
    ) -> None:
        self.user_id = next(_ids) if user_id is None else user_id
        self.language_code = language_code
        self.first_name = first_name
        self.commands: list[BotCommand] = []
        self._chat = chat
        self._group = group
        self._with_bot = with_bot
        self._profile_url = f"{chat.page_url}chat/{self.user_id}"
        self._url = self._profile_url if group is None else f"{self._profile_url}/groups/{group}"
        self._patience = patience
        self._messages: dict[int, Message] = {}
        self._seen = -1
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession()
        try:
            await self.profile()
        except BaseException:
            await self._http.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            raise RuntimeError("use the listener with `async with`")
        return self._http

    @property
    def messages(self) -> list[Message]:
        """All messages that stand in the chat as this listener last saw them, the oldest first."""
        return list(self._messages.values())

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return next(message for message in reversed(self.messages) if is_bots(message))

    async def profile(self, **changes: str) -> None:
        """Come into the chat, or change first_name or language_code in the middle of it."""
        self.first_name = changes.get("first_name", self.first_name)
        self.language_code = changes.get("language_code", self.language_code)
        user: Fields = {"first_name": self.first_name, "language_code": self.language_code or ""}
        async with self._session.put(self._profile_url, json=user) as response:
            state = await answered(response)
        if self._group is not None:
            group: Fields = {"title": f"Group {self._group}", "bot": self._with_bot}
            async with self._session.put(self._url, json=group) as response:
                state = await answered(response)
        self._take_state(state)

    async def refresh(self) -> None:
        """Look at the whole chat as it stands now."""
        async with self._session.get(self._url) as response:
            self._take_state(await answered(response))

    def in_group(self, group: int, *, with_bot: bool = True) -> "Listener":
        """The same user in a group."""
        return Listener(
            self._chat, self.user_id, self.language_code, self.first_name, group=group, with_bot=with_bot
        )

    async def leave(self) -> None:
        """Leave the group."""
        async with self._session.delete(self._url) as response:
            await answered(response)

    async def bring_bot(self, expect: int = 0) -> list[Message]:
        """Add the bot to the group."""
        after = self._seen
        async with self._session.put(f"{self._url}/bot") as response:
            await answered(response)
        return (await self._watch(Reply(), after, expect)).shown

    async def remove_bot(self) -> None:
        """Take the bot out of the group."""
        async with self._session.delete(f"{self._url}/bot") as response:
            await answered(response)

    async def grow(self, group: int, *, told_late: bool) -> "Listener":
        """Make a supergroup of the group, with that id; the same user in it.

        `told_late`: the bot hears that it came in there before it hears why.
        """
        async with self._session.post(
            f"{self._url}/growth", json={"to": group, "told_late": told_late}
        ) as done:
            await answered(done)
        return self.in_group(group)

    async def send(self, text: str, expect: int = 1, reply_to: Message | None = None) -> list[Message]:
        """Write a text and return the bot's new and edited messages, after `expect` changes."""
        answered_id = reply_to.message_id if reply_to else 0
        return (await self._say(expect, json={"text": text, "reply_to": answered_id})).shown

    async def ask_inline(self, query: str = "", offset: str = "") -> Found:
        """Type a query behind the bot's name and look at the results."""
        asked: Fields = {"query": query, "offset": offset}
        async with self._session.post(f"{self._url}/inline", json=asked) as response:
            found = (await answered(response))["found"]
        assert found is not None, f"the bot did not answer the inline query {query!r}"
        return Found.model_validate(found)

    async def choose(self, found: Found, result: str) -> Message:
        """Send the one result with this id or title; it counts as a message of the bot."""
        [result_id] = [one.id for one in found.results if result in (one.id, one.title)]
        choice: Fields = {"query_id": found.query_id, "result_id": result_id}
        async with self._session.post(f"{self._url}/chosen", json=choice) as response:
            said = await answered(response)
        return (await self._watch(Reply(), after_of(said), 1)).shown[0]

    async def send_file(
        self,
        data: bytes,
        name: str,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        *,
        as_document: bool = False,
        expect: int = 1,
    ) -> list[Message]:
        """Send a file; a PNG or JPEG goes as a photo unless it is wanted as a document."""
        form = aiohttp.FormData()
        form.add_field("file", BytesIO(data), filename=name, content_type=mime_type)
        form.add_field("caption", caption)
        form.add_field("as_document", str(as_document).lower())
        return (await self._say(expect, data=form)).shown

    async def send_sticker(self, emoji: str = "🎸", expect: int = 1) -> list[Message]:
        return (await self._say(expect, json={"sticker": emoji})).shown

    async def tap(self, button: Choice, message: Message | None = None, expect: int = 1) -> Tap:
        """Tap the one button whose text this is (or contains), or for which the function says yes.

        Waits for the answer to the tap, and for `expect` changes: new, edited or deleted messages.
        """
        message = self.last if message is None else self._messages[message.message_id]
        row, column = find_button(message, button)
        return await self._tap({"message_id": message.message_id, "row": row, "column": column}, expect)

    async def forge(self, data: str, message: Message | None = None, expect: int = 0) -> Tap:
        """A tap with data that no button carries, as a changed app could send it."""
        message = self.last if message is None else message
        return await self._tap({"message_id": message.message_id, "data": data}, expect)

    async def wait(self, expect: int = 1) -> list[Message]:
        """The next `expect` new or edited messages of the bot after those seen so far."""
        return (await self._watch(Reply(), self._seen, expect)).shown

    async def download(self, file_id: str) -> bytes:
        async with self._session.get(f"{self._url}/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    async def _say(
        self, expect: int, json: Fields | None = None, data: aiohttp.FormData | None = None
    ) -> Reply:
        async with self._session.post(f"{self._url}/messages", json=json, data=data) as response:
            said = await answered(response)
        return await self._watch(Reply(), after_of(said), expect)

    async def _tap(self, request: Fields, expect: int) -> Tap:
        async with self._session.post(f"{self._url}/taps", json=request) as response:
            result = await answered(response)
        tap, answer = Tap(), result["answer"]
        if isinstance(answer, dict):
            tap.answered, tap.alert = True, bool(answer["show_alert"])
            tap.toast = str(answer["text"]) or None
        await self._watch(tap, after_of(result), expect)
        return tap

    async def _watch(self, reply: Reply, after: int, expect: int) -> Reply:
        """Follow the chat from what was seen last; what came after `after` belongs to the reply."""
        try:
            async with asyncio.timeout(self._patience):
                async with aclosing(self._events()) as events:
                    async for event in events:
                        self._take(event, reply if event.number > after else Reply())
                        if event.number >= after and reply.changes >= expect:
                            return reply
        except TimeoutError as error:
            seen = [message.text or message.caption for message in reply.shown]
            raise AssertionError(f"the bot was expected to answer {expect} times, and said {seen}") from error
        raise AssertionError("the chat closed")

    async def _events(self) -> AsyncGenerator[Event, None]:
        """The chat's events from the last one seen on, that one included."""
        yield Event(self._seen, "seen", None)
        url = f"{self._url}/events?after={self._seen}"
        async with self._session.get(url, timeout=aiohttp.ClientTimeout(total=None)) as response:
            fields: dict[str, str] = {}
            async for line in response.content:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                fields[name] = value
                if not name:
                    yield Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))

    def _take(self, event: Event, reply: Reply) -> None:
        self._seen = max(self._seen, event.number)
        match event.kind:
            case "message" | "edited":
                self._take_message(event, reply)
            case "deleted" if isinstance(event.data, int):
                del self._messages[event.data]
                reply.deleted.append(event.data)
            case "action":
                reply.actions.append(str(event.data))
            case "profile":
                self._take_profile(event.data)

    def _take_message(self, event: Event, reply: Reply) -> None:
        message = Message.model_validate(event.data)
        self._messages[message.message_id] = message
        if is_bots(message):
            (reply.messages if event.kind == "message" else reply.edited).append(message)
            reply.shown.append(message)

    def _take_state(self, state: Fields) -> None:
        messages = state["messages"]
        assert isinstance(messages, list)
        parsed = [Message.model_validate(message) for message in messages]
        self._messages = {message.message_id: message for message in parsed}
        self._seen = after_of({"after": state["last_event"]})
        self._take_profile(state["profile"])

    def _take_profile(self, profile: JsonValue) -> None:
        assert isinstance(profile, dict)
        commands = profile["commands"]
        assert isinstance(commands, list)
        self.commands = [BotCommand.model_validate(command) for command in commands]


async def answered(response: aiohttp.ClientResponse) -> Fields:
    """The JSON object that the chat answered, or an AssertionError with its complaint."""
    body = await response.text()
    assert response.ok, f"{response.status}: {body}"
    result = json.loads(body)
    assert isinstance(result, dict)
    return result


def after_of(body: Fields) -> int:
    after = body["after"]
    assert isinstance(after, int)
    return after
