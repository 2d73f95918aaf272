"""A Bot API server on loopback that keeps what a bot says, and refuses what Telegram would refuse.

Told to, it fails two times of three, and quotes its address with the token in it.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain, cycle, repeat
from pathlib import PurePosixPath

from aiogram import Bot
from aiohttp import web

from delivery import Session
from localchat.errors import ApiError
from localchat.markup import parse_html, utf16_length

TOKEN = "1234567:AbCdEfGhIjKlMnOpQrStUvWxYz"  # noqa: S105 - no bot has it
SECRET = TOKEN.partition(":")[2].encode()
CHAT = {"id": 7, "type": "private", "first_name": "Robin"}
RESULTS: dict[str, object] = {
    "getMe": {"id": 1234567, "is_bot": True, "first_name": "Encore", "username": "encore_bot"},
    "sendChatAction": True,
    "getFile": {"file_id": "f", "file_unique_id": "f", "file_path": "documents/history.zip"},
}
MESSAGE: dict[str, object] = {"message_id": 1, "date": 0, "chat": CHAT}
Fault = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def refusal(code: int, description: str) -> Fault:
    async def refuse(request: web.BaseRequest) -> web.StreamResponse:
        body = {"ok": False, "error_code": code, "description": f"{description}: {request.url}"}
        return web.json_response(body, status=code)

    return refuse


async def hang_up(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def gateway(request: web.BaseRequest) -> web.StreamResponse:
    return web.Response(status=502, text=f"<h1>502</h1> {request.url}", reason=f"no {request.url}")


async def nonsense(request: web.BaseRequest) -> web.StreamResponse:
    return web.json_response({"ok": True, "result": {"who": str(request.url)}})


async def round_and_round(request: web.BaseRequest) -> web.StreamResponse:
    raise web.HTTPTemporaryRedirect(request.url)


async def half(request: web.BaseRequest) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100000"})
    await response.prepare(request)
    await response.write(str(request.url).encode())
    if request.transport is not None:
        request.transport.close()
    return response


FAULTS: tuple[Fault, ...] = (
    hang_up,
    gateway,
    nonsense,
    round_and_round,
    half,
    refusal(400, "Bad Request: can't parse entities"),
    refusal(400, "Bad Request: chat not found"),
    refusal(403, "Forbidden: bot was blocked by the user"),
    refusal(404, "Not Found"),
    refusal(409, "Conflict"),
    refusal(500, "Internal Server Error"),
)


@dataclass(frozen=True, slots=True)
class Call:
    """What a bot asked of the server; `fields` are empty where it sent files along."""

    method: str
    body: bytes
    fields: dict[str, str]


class Server:
    """Answers every call as if all were well; with `faults`, each third call alone."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        self.faulty = 0
        self.calls: list[Call] = []
        turns = zip(cycle(faults[::2]), cycle(faults[1::2]), repeat(None), strict=False)
        self._turns: Iterator[Fault | None] = chain.from_iterable(turns) if faults else repeat(None)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        sent = json.loads(body) if request.content_type == "application/json" else {}
        fields = {key: one if isinstance(one, str) else json.dumps(one) for key, one in sent.items()}
        call = Call(PurePosixPath(request.path).name, body, fields)
        self.calls.append(call)
        if fault := next(self._turns):
            self.faulty += 1
            return await fault(request)
        if request.path.startswith("/file/"):
            return web.Response(body=b"[")
        if complaint := complaint_about(call):
            answer = {"ok": False, "error_code": 400, "description": f"Bad Request: {complaint}"}
            return web.json_response(answer, status=400)
        result = RESULTS.get(call.method, MESSAGE if call.method.startswith("send") else True)
        return web.json_response({"ok": True, "result": result})

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Bot]:
        """A bot of this server."""
        runner = web.ServerRunner(web.Server(self))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with Bot(TOKEN, Session(url)) as bot:
                yield bot
        finally:
            await runner.cleanup()


def complaint_about(call: Call) -> str | None:
    """What Telegram would have against it."""
    text = call.fields.get("text", call.fields.get("caption", ""))
    if call.method == "answerCallbackQuery":
        return "MESSAGE_TOO_LONG" if utf16_length(text) > 200 else None
    try:
        shown = parse_html(text)[0] if call.fields.get("parse_mode") == "HTML" else text
    except ApiError as error:
        return str(error)
    if call.method == "sendMessage" and not shown.strip():
        return "message text is empty"
    too_long = utf16_length(shown) > (4096 if "text" in call.fields else 1024)
    return "message is too long" if too_long else complaint_about_buttons(call)


def complaint_about_buttons(call: Call) -> str | None:
    rows = json.loads(call.fields.get("reply_markup", "{}")).get("inline_keyboard", [])
    for button in chain.from_iterable(rows):
        if len(button.get("callback_data", "").encode()) > 64:
            return "BUTTON_DATA_INVALID"
        if not button["text"].strip():
            return "text buttons are allowed only with a text"
    return None
