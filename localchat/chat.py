"""The chat over HTTP, for the page and for tests: what a user sees and does.

GET  /chat/{user}                    the profile, the messages, and the number of the last event
PUT  /chat/{user}                    {first_name, last_name, username, language_code}: come in, or change
GET  /chat/{user}/events?after=N     Server-Sent Events; without a number the first one is the whole state
POST /chat/{user}/messages           {text} or {sticker}, or a form with `file`, `caption`, `as_document`
POST /chat/{user}/taps               {message_id, row, column} or {message_id, data}; waits for the answer
GET  /chat/{user}/files/{file_id}    a file's bytes

Events are numbered per chat; their kinds are those of rooms.EventKind, and `state`. Errors are
{"error": text} with the status that fits.
"""

import json
from http import HTTPStatus

from aiogram.types import Message, User
from aiohttp import web
from pydantic import JsonValue

from localchat import limits, speaking
from localchat.errors import ApiError
from localchat.params import Params, read_params
from localchat.rooms import Event, Room
from localchat.wire import dump
from localchat.world import World

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif"})
USER_UPLOAD_BYTES = 100 * limits.MIB


class ChatApi:
    def __init__(self, world: World, answer_seconds: float) -> None:
        self.world = world
        self.answer_seconds = answer_seconds

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(r"/chat/{user:[1-9]\d{0,14}}", self.state),
            web.put(r"/chat/{user:[1-9]\d{0,14}}", self.enter),
            web.get(r"/chat/{user:[1-9]\d{0,14}}/events", self.events),
            web.post(r"/chat/{user:[1-9]\d{0,14}}/messages", self.write),
            web.post(r"/chat/{user:[1-9]\d{0,14}}/taps", self.tap),
            web.get(r"/chat/{user:[1-9]\d{0,14}}/files/{file_id}", self.file),
        ]

    def room(self, request: web.Request) -> Room:
        room = self.world.rooms.get(int(request.match_info["user"]))
        if room is None:
            raise web.HTTPNotFound
        return room

    def snapshot(self, room: Room) -> dict[str, JsonValue]:
        messages = dump(list(room.messages.values()))
        return {"profile": self.world.profile(room), "messages": messages, "last_event": room.last_event}

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self.snapshot(self.room(request)))

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
        return web.json_response(self.snapshot(self.world.enter(user)))

    async def events(self, request: web.Request) -> web.StreamResponse:
        room = self.room(request)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        after = Params(request.query).integer("after", -1)
        if not room.remembers(after):
            after = room.last_event
            await response.write(frame(after, "state", self.snapshot(room)))
        async for event in room.follow(after):
            await response.write(_frame_of(event))
        return response

    async def write(self, request: web.Request) -> web.Response:
        room = self.room(request)
        params = await read_params(request, USER_UPLOAD_BYTES)
        after = room.last_event
        said = self._say(room, params)
        return web.json_response({"messages": dump(list(said)), "after": after}, status=HTTPStatus.CREATED)

    def _say(self, room: Room, params: Params) -> list[Message]:
        if upload := params.uploads.get("file"):
            plain = params.flag("as_document")
            return speaking.send_file(self.world, room, upload, params.text("caption"), as_document=plain)
        if emoji := params.text("sticker"):
            return speaking.send_sticker(self.world, room, emoji)
        return speaking.write(self.world, room, params.text("text"))

    async def tap(self, request: web.Request) -> web.Response:
        room, params = self.room(request), await read_params(request)
        shown = room.messages.get(params.integer("message_id"))
        if shown is None:
            raise ApiError("no such message")
        data = params.text("data")
        if not data:
            data = (
                speaking.button_at(
                    shown, params.integer("row", -1), params.integer("column", -1)
                ).callback_data
                or ""
            )
        if not 1 <= len(data.encode()) <= limits.CALLBACK_DATA_BYTES:
            raise ApiError("the button carries no data")
        after = room.last_event
        answer = await self._answer(room, shown, data)
        return web.json_response({"answer": answer, "after": after})

    async def _answer(self, room: Room, shown: Message, data: str) -> JsonValue:
        """The bot's answer to a tap; None where there was none in time, as Telegram's apps show nothing."""
        answer = await self.world.tap(room, shown, data, self.answer_seconds)
        if answer is None:
            return None
        return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}

    async def file(self, request: web.Request) -> web.Response:
        self.room(request)
        file = self.world.files.get(request.match_info["file_id"])
        inline = file.mime_type in SHOWN_INLINE
        headers = {"Content-Disposition": "inline" if inline else "attachment", "Cache-Control": "private"}
        kind = file.mime_type if inline else "application/octet-stream"
        return web.Response(body=file.data, content_type=kind, headers=headers)


def _frame_of(event: Event) -> bytes:
    return frame(event.number, event.kind, event.data)


def frame(number: int, kind: str, data: JsonValue) -> bytes:
    """One Server-Sent Event (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n".encode()
