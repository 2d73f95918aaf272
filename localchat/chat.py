"""The chat over HTTP, for the page and for tests: what a user sees and does.

GET  /chat/{user}                    the profile, the messages, and the number of the last event
PUT  /chat/{user}                    {first_name, last_name, username, language_code}: come in, or change
GET  /chat/{user}/events?after=N     Server-Sent Events; without a number the first one is the whole state
POST /chat/{user}/messages           {text} or {sticker}, or a form with `file`, `caption`, `as_document`;
                                     with {reply_to} in answer to a message
POST /chat/{user}/taps               {message_id, row, column} or {message_id, data}; waits for the answer
POST /chat/{user}/inline             {query, offset}: what is typed behind the bot's name; waits for results
POST /chat/{user}/chosen             {query_id, result_id}: send one of the results
GET  /chat/{user}/files/{file_id}    a file's bytes

This is the private chat with the bot; below /chat/{user}/groups/{id} the same is a group (group_chat.py).
Events are numbered per chat; their kinds are those of rooms.EventKind, and `state`. Errors are
{"error": text} with the status that fits.
"""

import json
from contextlib import suppress
from http import HTTPStatus

from aiogram.types import Message, User
from aiohttp import web
from pydantic import JsonValue

from localchat import limits, speaking
from localchat.errors import ApiError
from localchat.inline import Asked
from localchat.params import Params, read_params
from localchat.rooms import Event, Room
from localchat.speaking import Place
from localchat.visits import GROUP, USER, Visits
from localchat.wire import dump
from localchat.world import World

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif"})
USER_UPLOAD_BYTES = 100 * limits.MIB


class ChatApi(Visits):
    def __init__(self, world: World, answer_seconds: float) -> None:
        super().__init__(world)
        self.answer_seconds = answer_seconds

    def routes(self) -> list[web.RouteDef]:
        return [web.put(USER, self.enter), *self._routes_of(USER), *self._routes_of(GROUP)]

    def _routes_of(self, chat: str) -> list[web.RouteDef]:
        return [
            web.get(chat, self.state),
            web.get(f"{chat}/events", self.events),
            web.post(f"{chat}/messages", self.write),
            web.post(f"{chat}/taps", self.tap),
            web.post(f"{chat}/inline", self.ask),
            web.post(f"{chat}/chosen", self.choose),
            web.get(f"{chat}/files/{{file_id}}", self.file),
        ]

    async def state(self, request: web.Request) -> web.Response:
        place = self.place(request)
        return web.json_response(self.snapshot(place.room, place.user))

    async def enter(self, request: web.Request) -> web.Response:
        params = await read_params(request)
        user = User(
            id=int(request.match_info["user"]),
            is_bot=False,
            first_name=params.text("first_name") or "Listener",
            last_name=params.text("last_name") or None,
            username=params.text("username") or None,
            language_code=params.text("language_code") or None,
        )
        return web.json_response(self.snapshot(self.world.enter(user), user))

    async def events(self, request: web.Request) -> web.StreamResponse:
        place = self.place(request)
        room, user = place.room, place.user
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        after = Params(request.query).integer("after", -1)
        if not room.remembers(after):
            after = room.last_event
            await response.write(frame(after, "state", self.snapshot(room, user)))
        with suppress(ConnectionResetError):  # the page was closed
            async for event in room.follow(after):
                await response.write(self._frame_of(event, room, user.id))
        return response

    def _frame_of(self, event: Event, room: Room, user_id: int) -> bytes:
        if event.kind != "profile":
            return frame(event.number, event.kind, event.data)
        # Each user sees a menu of their own.
        user = self.world.rooms[user_id].members[user_id]
        return frame(event.number, event.kind, self.world.profile(room, user))

    async def write(self, request: web.Request) -> web.Response:
        self.place(request)  # before a large upload is read
        params = await read_params(request, USER_UPLOAD_BYTES)
        place = self.place(request, params.integer("reply_to"))
        after = place.room.last_event
        return _said(self._say(place, params), after)

    def _say(self, place: Place, params: Params) -> list[Message]:
        if upload := params.uploads.get("file"):
            plain = params.flag("as_document")
            return speaking.send_file(place, upload, params.text("caption"), as_document=plain)
        if emoji := params.text("sticker"):
            return speaking.send_sticker(place, emoji)
        return speaking.write(place, params.text("text"))

    async def tap(self, request: web.Request) -> web.Response:
        place, params = self.place(request), await read_params(request)
        shown = place.room.messages.get(params.integer("message_id"))
        if shown is None:
            raise ApiError("no such message")
        data = params.text("data")
        if not data:
            row, column = params.integer("row", -1), params.integer("column", -1)
            data = speaking.button_at(shown, row, column).callback_data or ""
        if not 1 <= len(data.encode()) <= limits.CALLBACK_DATA_BYTES:
            raise ApiError("the button carries no data")
        after = place.room.last_event
        answer = await self._answer(place, shown, data)
        return web.json_response({"answer": answer, "after": after})

    async def _answer(self, place: Place, shown: Message, data: str) -> JsonValue:
        """The bot's answer to a tap; None where there was none in time, as Telegram's apps show nothing."""
        answer = await self.world.tap(place.room, place.user, shown, data, self.answer_seconds)
        if answer is None:
            return None
        return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}

    async def ask(self, request: web.Request) -> web.Response:
        place, params = self.place(request), await read_params(request)
        query, offset = params.text("query")[: limits.INLINE_QUERY], params.text("offset")
        asked = await self.world.inline.ask(place.user, place.room, query, offset, self.answer_seconds)
        return web.json_response({"found": asked and _found(asked)})

    async def choose(self, request: web.Request) -> web.Response:
        place, params = self.place(request), await read_params(request)
        after = place.room.last_event
        return _said(speaking.send_chosen(place, params.text("query_id"), params.text("result_id")), after)

    async def file(self, request: web.Request) -> web.Response:
        self.place(request)
        file = self.world.files.get(request.match_info["file_id"])
        inline = file.mime_type in SHOWN_INLINE
        headers = {"Content-Disposition": "inline" if inline else "attachment", "Cache-Control": "private"}
        kind = file.mime_type if inline else "application/octet-stream"
        return web.Response(body=file.data, content_type=kind, headers=headers)


def _said(messages: list[Message], after: int) -> web.Response:
    return web.json_response({"messages": dump(list(messages)), "after": after}, status=HTTPStatus.CREATED)


def _found(asked: Asked) -> JsonValue:
    """An answer to an inline query as the list shows it."""
    found = asked.found
    return {
        "query_id": asked.query_id,
        "results": [
            {"id": one.id, "title": one.title, "description": one.description} for one in found.articles
        ],
        "button": dump(found.button),
        "next_offset": found.next_offset,
    }


def frame(number: int, kind: str, data: JsonValue) -> bytes:
    """One Server-Sent Event (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n".encode()
