"""What goes out keeps Telegram's pace; refusals are waited out, and no message overtakes another."""

import asyncio
import gc
import time
import weakref
from collections import deque
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramServerError
from aiogram.methods import Response
from aiogram.types import Message
from aiohttp import web
from structlog.testing import capture_logs

from delivery import Limits, Session, limits, session

TOKEN = "12:abc"  # noqa: S105 - no bot has it


class Server:
    """A Bot API that refuses as often as it is told to; `taken` are texts as they were taken, and when."""

    def __init__(self) -> None:
        self.refusals: deque[dict[str, object]] = deque()
        self.taken: list[tuple[str, float]] = []
        self.early = 0
        self._not_before = 0.0

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        form = await request.json()
        if time.monotonic() < self._not_before:
            self.early += 1
        if self.refusals:
            refusal = self.refusals.popleft()
            patience = refusal.get("parameters")
            if isinstance(patience, dict):
                self._not_before = time.monotonic() + patience.get("retry_after", 0)
            return web.json_response(refusal, status=int(str(refusal["error_code"])))
        self.taken.append((str(form.get("text")), time.monotonic()))
        message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
        return web.json_response({"ok": True, "result": message})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    runner = web.ServerRunner(web.Server(server))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    to_server = Session(f"http://127.0.0.1:{runner.addresses[0][1]}")
    to_server.middleware(Limits())
    async with Bot(TOKEN, session=to_server) as bot:
        yield bot
    await runner.cleanup()


def too_many(seconds: int) -> dict[str, object]:
    parameters = {"retry_after": seconds}
    return {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": parameters}


def bad_gateway() -> dict[str, object]:
    return {"ok": False, "error_code": 502, "description": "Bad Gateway"}


async def test_a_refusal_is_waited_out_and_nothing_overtakes_in_its_chat(bot: Bot, server: Server) -> None:
    server.refusals.append(too_many(1))
    with capture_logs():
        await asyncio.gather(*(bot.send_message(7, text) for text in "abc"))
    assert [text for text, _ in server.taken] == ["a", "b", "c"]
    assert server.early == 0


async def test_a_refusal_that_does_not_say_for_how_long_in_its_field_is_waited_out_too(
    bot: Bot, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_PATIENCE", 1)
    refused: dict[str, object] = {"ok": False, "error_code": 429}
    server.refusals.append({**refused, "description": "Too Many Requests: retry after 2"})
    server.refusals.append({**refused, "parameters": {}})
    begun = time.monotonic()
    with capture_logs() as logs:
        await bot.send_message(7, "a")
    assert [line["seconds"] for line in logs] == [2, 1]
    assert time.monotonic() - begun > 3


async def test_a_burst_of_five_goes_at_once_and_then_one_a_second(bot: Bot, server: Server) -> None:
    await asyncio.gather(*(bot.send_message(7, str(number)) for number in range(7)))
    times = [at for _, at in server.taken]
    assert times[4] - times[0] < times[5] - times[4] + 0.5
    assert times[6] - times[4] > 1.5


async def test_a_group_gets_twenty_in_any_minute(
    bot: Bot, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not twenty at once, and twenty more before the minute is over. Here a minute has three seconds.

    What is longer on its way than another may come half a second nearer to it.
    """
    monkeypatch.setattr(limits, "IN_GROUP", (20, 3.0))
    await asyncio.gather(*(bot.send_message(-7, str(number)) for number in range(41)))
    times = [at for _, at in server.taken]
    assert min(later - sooner for sooner, later in zip(times, times[20:], strict=False)) > 2.5
    assert times[19] - times[0] < 2


async def test_all_chats_together_get_thirty_a_second(bot: Bot, server: Server) -> None:
    start = time.monotonic()
    await asyncio.gather(*(bot.send_message(chat, "hello") for chat in range(1, 62)))
    assert len(server.taken) == 61
    assert time.monotonic() - start > 1.9


async def test_a_server_error_is_tried_again_where_that_is_safe(bot: Bot, server: Server) -> None:
    server.refusals.append(bad_gateway())
    await bot.edit_message_text("a", chat_id=7, message_id=1)
    assert [text for text, _ in server.taken] == ["a"]
    server.refusals.append(bad_gateway())
    with pytest.raises(TelegramServerError):
        await bot.send_message(7, "b")


async def test_the_class_of_an_answer_outlives_the_collection_of_garbage(bot: Bot) -> None:
    """Pydantic alone lets it go, and takes milliseconds to make it anew."""
    await bot.send_message(7, "one")
    kept = weakref.ref(Response[Message])
    gc.collect()
    assert kept() is not None


async def test_a_sign_of_being_at_work_that_is_refused_is_nobodys_trouble(bot: Bot, server: Server) -> None:
    server.refusals.append({"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked"})
    assert await bot.send_chat_action(7, "typing")
