"""Whatever goes wrong, the token is told to nobody, and the log has nothing of listeners' words and names.

`FAULTS=1000 uv run pytest tests/talk/test_secrets.py` goes on longer.
"""

import asyncio
import gc
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram.types import TelegramObject
from aiogram.utils.backoff import BackoffConfig

import logs
from delivery import Delivery, handling
from delivery.reading import Raw
from handlers import Host, build_dispatcher
from handlers.frame.middlewares import Handler
from locales import catalogues
from recommender import Recommender
from storage import Storage
from storage.backups import back_up
from tests.unkind import FAULTS, SECRET, TOKEN, Server

ENOUGH = int(os.environ.get("FAULTS", "100"))
WORDS = "Zyxw Quartet"
NAME = "Qwertz"
SAID = (WORDS, f"/recommend {WORDS}", "Radiohead", "/taste", "/map Muse", "/export", "/start", "/likes")
PRIVATE = (b"Zyxw", b"Quartet", NAME.encode())

pytestmark = pytest.mark.usefixtures("_logging_as_before")


class Mines:
    """Each third update goes off in the bot's own hands, with all that it knows on its lips."""

    def __init__(self) -> None:
        self.gone_off = 0
        self._seen = 0

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, object]) -> object:
        self._seen += 1
        if self._seen % 3:
            return await handler(event, data)
        self.gone_off += 1
        words = f"{event!r} at https://api.telegram.org/bot{TOKEN}/sendMessage"
        try:
            raise [KeyError, ValueError, ConnectionResetError][self._seen % 9 // 3](words)
        except KeyError as error:
            raise RuntimeError(words.replace(":", "%3A")) from error


def updates() -> Iterator[Raw]:
    """One after the other, each of another listener: texts, taps, files, inline queries."""
    number = 0
    while True:
        number += 1
        person = {"id": 5000 + number, "is_bot": False, "first_name": NAME, "username": NAME}
        chat = {"id": 5000 + number, "type": "private", "first_name": NAME}
        message: dict[str, object] = {"message_id": number, "date": 0, "chat": chat, "from": person}
        kind: dict[str, object] = {"message": {**message, "text": SAID[number % len(SAID)]}}
        if number % 7 == 0:
            tap = {"id": str(number), "from": person, "chat_instance": "1", "data": WORDS}
            kind = {"callback_query": {**tap, "message": message}}
        if number % 11 == 0:
            kind = {"inline_query": {"id": str(number), "from": person, "query": WORDS, "offset": ""}}
        if number % 40 == 0:
            file = {"file_id": "f", "file_unique_id": "f", "file_name": f"{WORDS}.zip", "file_size": 1}
            kind = {"message": {**message, "document": file}}
        yield {"update_id": number, **kind}  # type: ignore[dict-item] # JSON all through


@pytest.fixture
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=2, jitter=0)
    monkeypatch.setattr(handling, "PAUSE", hurry)
    monkeypatch.setattr(handling, "_IN_DOUBT", hurry)


@pytest.mark.usefixtures("_in_a_hurry")
@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_no_fault_makes_it_tell_the_token_or_log_what_is_private(
    storage: Storage, database: Path, engine: Recommender, level: str, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure(level, TOKEN)
    server, mines = Server(FAULTS), Mines()
    async with server.serving() as bot:
        dispatcher = build_dispatcher(storage, engine, catalogues())
        dispatcher.update.outer_middleware(mines)
        delivery = Delivery(dispatcher, bot, storage.inbox, Host(bot, (1,), catalogues()).set_aside)
        await go_wrong(delivery, server, mines)
    await asyncio.to_thread(back_up, database, database.with_name("backup"))
    log = capfd.readouterr().err.encode()
    assert b"update failed" in log
    assert [line for line in log.splitlines() if SECRET in line] == []
    assert [file.name for file in database.parent.iterdir() if SECRET in file.read_bytes()] == []
    assert [call for call in server.calls if SECRET in call.body] == []
    if level == "INFO":
        assert [line for line in log.splitlines() if any(word in line for word in PRIVATE)] == []


async def go_wrong(delivery: Delivery, server: Server, mines: Mines) -> None:
    """Bring updates until enough of them has gone wrong."""
    coming = updates()
    while server.faulty + mines.gone_off < ENOUGH:
        await delivery.take([next(coming) for _ in range(20)])
        await asyncio.wait(delivery._tasks)
    await delivery.stop(10)


async def test_what_python_prints_past_all_loggers_is_logged_like_all_else(
    capfd: pytest.CaptureFixture[str],
) -> None:
    async def fail() -> None:
        raise ValueError(f"{WORDS} {TOKEN}")

    def fail_in_thread() -> None:
        raise ValueError(f"{WORDS} {TOKEN}")

    logs.configure("INFO", TOKEN)
    thread = threading.Thread(target=fail_in_thread)
    thread.start()
    thread.join()
    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    logging.getLogger("some.library").error("at %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    log = capfd.readouterr().err
    assert log.count("\nValueError\n") == 2
    assert "bot1234567:***/getMe" in log
    assert SECRET.decode() not in log
    assert WORDS not in log
