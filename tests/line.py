"""The way between a bot and the local chat, on which calls can be refused, and get lost.

The bot talks to `url`; each call is shown to `fault` first, which says what becomes of it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from localchat import LocalChat


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Bot API: the method's name in small letters, and to which chat it goes, if to one."""

    method: str
    chat: int | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Telegram says instead of doing it."""

    code: int
    description: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a proxy before Telegram says instead of doing it."""

    code: int
    body: bytes = b"<html><h1>502 Bad Gateway</h1>"


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection ends without an answer, before the call arrived or after."""

    arrived: bool = False


Fault = Callable[[Call], Refusal | Page | Lost | None]


class Line:
    """Use with `async with`."""

    def __init__(self, chat: LocalChat, fault: Fault) -> None:
        self._chat = chat
        self._fault = fault
        self._runner = web.ServerRunner(web.Server(self._pass, handler_cancellation=True))
        self._http: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.shutdown()
        await self._runner.cleanup()
        if self._http is not None:
            await self._http.close()

    async def _pass(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        match self._fault(_call(request, body)):
            case Lost(arrived):
                if arrived:
                    await self._forward(request, body)
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case Page(code, page):
                return web.Response(status=code, body=page, content_type="text/html")
            case Refusal() as refusal:
                return _refused(refusal)
            case None:
                return await self._forward(request, body)

    async def _forward(self, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
        if self._http is None:
            raise RuntimeError("use the line with `async with`")
        headers = {name: request.headers[name] for name in ("Content-Type",) if name in request.headers}
        url = f"{self._chat.api_url}{request.path_qs}"
        async with self._http.request(request.method, url, data=body, headers=headers) as answer:
            return web.Response(
                body=await answer.read(), status=answer.status, content_type=answer.content_type
            )


def _call(request: web.BaseRequest, body: bytes) -> Call:
    chat = json.loads(body).get("chat_id") if request.content_type == "application/json" else None
    return Call(request.path.rpartition("/")[2].lower(), chat)


def _refused(refusal: Refusal) -> web.Response:
    said: dict[str, object] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        said["parameters"] = {"retry_after": refusal.retry_after}
    return web.json_response(said, status=refusal.code)
