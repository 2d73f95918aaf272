"""A Bot API server on loopback that fails two times of three, and quotes its address with the token in it."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import chain, cycle, repeat
from pathlib import PurePosixPath

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

TOKEN = "1234567:AbCdEfGhIjKlMnOpQrStUvWxYz"  # noqa: S105 - no bot has it
SECRET = TOKEN.partition(":")[2].encode()
CHAT = {"id": 7, "type": "private", "first_name": "Robin"}
RESULTS: dict[str, object] = {
    "getMe": {"id": 1234567, "is_bot": True, "first_name": "Encore", "username": "encore_bot"},
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


class Unkind:
    """Every call but each third one goes wrong; `said` keeps what the bot sent."""

    def __init__(self) -> None:
        self.faults = 0
        self.said: list[bytes] = []
        self._turns: Iterator[Fault | None] = chain.from_iterable(
            zip(cycle(FAULTS[::2]), cycle(FAULTS[1::2]), repeat(None), strict=False)
        )

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self.said.append(await request.read())
        fault = next(self._turns)
        if fault is not None:
            self.faults += 1
            return await fault(request)
        if request.path.startswith("/file/"):
            return web.Response(body=b"[")
        method = PurePosixPath(request.path).name
        result = RESULTS.get(method, MESSAGE if method.startswith("send") else True)
        return web.json_response(text=json.dumps({"ok": True, "result": result}))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Bot]:
        """A bot of this server."""
        runner = web.ServerRunner(web.Server(self))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        api = TelegramAPIServer.from_base(f"http://127.0.0.1:{runner.addresses[0][1]}")
        try:
            async with Bot(TOKEN, session=AiohttpSession(api=api)) as bot:
                yield bot
        finally:
            await runner.cleanup()
