"""The bot as a process: how it starts, talks to any Bot API server, remembers, refuses and stops."""

import asyncio
import json
import logging
import os
import shutil
import signal
import socket
import sqlite3
import sys
import time
from contextlib import AsyncExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramEntityTooLarge
from aiogram.methods import GetMe
from aiohttp import web
from structlog.testing import capture_logs

import logs
from bot import talk, until_signal
from connecting import username
from delivery import Session
from errors import BundleError, ConfigError, EncoreError, NewerDatabase, StorageError, first_line
from localchat import LocalChat
from recommender.bundle import DEFAULT_PATH
from settings import PROJECT, read_settings
from storage.schema import prepare
from tests import process as processes
from tests.backlog import left, rows, worked_off
from tests.line import Call, Line, Lost, Page, Refusal
from tests.listener import Listener
from tests.process import PATIENCE, started, written

pytestmark = pytest.mark.usefixtures("_no_settings_in_the_environment", "_hangups_end_processes")

CROWD, QUESTIONS = 5, 9


def assert_one_line(text: str, *parts: str) -> None:
    assert text.startswith("Encore cannot start: ")
    assert text.count("\n") == 1
    assert [part for part in parts if part not in text] == []


async def test_stopped_under_load_it_leaves_nothing_undone_and_goes_on_until_its_token_is_revoked(
    chat: LocalChat, tmp_path: Path
) -> None:
    """The first bot has a webhook, the second asks for updates."""
    database = tmp_path / "encore.sqlite3"
    settings = {"BOT_TOKEN": chat.token, "TELEGRAM_API_URL": chat.api_url}
    async with AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(Listener(chat, patience=PATIENCE)) for _ in range(CROWD)]
        robin = crowd[0]
        async with started(tmp_path, **settings, **webhook()) as bot:
            assert (await bot.ready()).endswith(f"on {chat.api_url}/")
            await robin.send("/recommend Radiohead")
            await robin.tap(lambda button: "👍" in button.text and "1" in button.text)
            with pytest.raises(StorageError, match="another Encore is using it"):
                await talk(read_settings(tmp_path / "env"))
            await asyncio.gather(*(ask_much(listener) for listener in crowd))
            begun = time.monotonic()
            assert await bot.stop() == 0
            taken, behind = time.monotonic() - begun, left(database) + len(chat.world.updates)
        logging.getLogger(__name__).info("stopped in %.1f s, %s updates left", taken, behind)
        async with started(tmp_path, **settings) as bot:
            await bot.ready()
            await worked_off(chat, database)
            [likes] = await robin.send("/likes")
            chat.world.token = "1:another"  # noqa: S105 - what BotFather does
            await robin.send("still there?", expect=0)
            assert await bot.end() == 2
            assert chat.token.partition(":")[2] not in bot.out + bot.errors
    [last] = [line for line in bot.errors.splitlines() if line.startswith("Encore ")]
    assert last == "Encore cannot go on: BOT_TOKEN: it was revoked (Unauthorized)"
    asked = "SELECT count(*) FROM queries WHERE text <> 'Radiohead' GROUP BY user_id"
    assert [int(number) for number in rows(database, asked)] == [QUESTIONS] * CROWD
    [liked] = rows(database, "SELECT artist_name FROM verdicts WHERE verdict = 'like'")
    assert liked in (likes.text or "")


def webhook() -> dict[str, object]:
    """Settings for a webhook at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}/encore", "WEBHOOK_PORT": port}


async def ask_much(listener: Listener) -> None:
    """Faster than a bot may answer."""
    for number in range(QUESTIONS):
        await listener.send(f"/recommend {('Björk', 'Muse', 'Air')[number % 3]}", expect=0)


async def test_without_a_token_it_opens_a_chat_page_on_this_machine(tmp_path: Path) -> None:
    """And can be stopped at once, while the model is still being loaded."""
    async with started(tmp_path) as bot:
        [url] = [word for word in (await bot.ready()).split() if word.startswith("http://127.0.0.1:")]
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            assert response.status == 200
            assert response.content_type == "text/html"
        assert await bot.stop(signal.SIGINT) == 0
    assert "Traceback" not in bot.errors
    assert "oneDNN" not in bot.errors


async def test_without_a_token_one_talks_to_it_on_its_own_page(tmp_path: Path) -> None:
    async with started(tmp_path) as bot:
        page = SimpleNamespace(page_url=(await bot.ready()).split()[1])
        async with Listener(page, patience=PATIENCE) as robin:
            await robin.send("/start")
            await robin.send("/recommend Radiohead")
            await robin.tap("👍 Like 1")
        assert await bot.stop() == 0
    assert len(rows(tmp_path / "encore.sqlite3", "SELECT artist_key FROM verdicts")) == 1
    assert "Traceback" not in bot.errors


async def test_a_clock_that_goes_back_leaves_no_bot_deaf_on_its_own_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second start is at the moment of the first, whose updates the bot remembers."""
    monkeypatch.setattr(processes, "START", f"import time; time.time = lambda: 1.8e9; {processes.START}")
    for _ in range(2):
        async with started(tmp_path) as bot:
            page = SimpleNamespace(page_url=(await bot.ready()).split()[1])
            async with Listener(page, 7, patience=PATIENCE) as robin:
                await robin.send("/help")
            assert await bot.stop() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_what_is_stored_of_listeners_is_for_the_host_alone(tmp_path: Path) -> None:
    async with started(tmp_path) as bot:
        await bot.ready()
        files = [tmp_path / "encore.sqlite3", tmp_path / "encore.sqlite3-wal"]
        assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_during_the_start_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    async with started(tmp_path) as bot:
        await asyncio.to_thread(wait_for_file, tmp_path / "encore.sqlite3")
        assert await bot.stop(number) == 0
    assert (bot.out, bot.errors) == ("", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_before_the_start_ends_it_too(tmp_path: Path, number: signal.Signals) -> None:
    """While Python still imports there is nothing to bring to an end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "bot.py"),
        cwd=PROJECT,
        env={**os.environ, "DATABASE_PATH": str(tmp_path / "encore.sqlite3"), "LOCAL_CHAT_PORT": "0"},
        stderr=asyncio.subprocess.PIPE,
    )
    await asyncio.sleep(0.5)
    process.send_signal(number)
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    assert (process.returncode, said) == (0, b"")


async def test_whoever_is_impatient_breaks_nothing_off() -> None:
    """Signals after the first one find it ending already."""
    begun, ended = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(3):
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.sleep(0.05)
            ended.append("in order")

    running = asyncio.create_task(until_signal(work()))
    await begun.wait()
    os.kill(os.getpid(), signal.SIGINT)
    await running
    assert ended == ["in order"]


def wait_for_file(path: Path) -> None:
    """Poll, since it is another process that makes the file."""
    deadline = time.monotonic() + PATIENCE
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)


async def test_a_wrong_setting_ends_the_process_in_one_line(tmp_path: Path) -> None:
    async with started(tmp_path, LOCAL_CHAT_PORT="many") as bot:
        assert await bot.end() == 2
    assert_one_line(bot.errors, "LOCAL_CHAT_PORT", "valid integer")
    assert bot.out == ""


async def test_a_missing_bundle_ends_the_process_in_one_line(tmp_path: Path) -> None:
    async with started(tmp_path, BUNDLE_PATH=tmp_path / "nowhere") as bot:
        assert await bot.end() == 1
    assert_one_line(bot.errors, str(tmp_path / "nowhere"))
    assert bot.out == ""


async def test_a_bundle_that_proves_broken_while_it_is_loaded_ends_the_talk(
    chat: LocalChat, tmp_path: Path
) -> None:
    """And what waited for the model has not been tried."""
    broken = shutil.copytree(DEFAULT_PATH, tmp_path / "bundle")
    manifest = json.loads((broken / "manifest.json").read_text(encoding="utf-8"))
    (broken / "manifest.json").write_text(json.dumps(manifest | {"ranking": {}}), encoding="utf-8")
    settings = written(tmp_path, BOT_TOKEN=chat.token, TELEGRAM_API_URL=chat.api_url, BUNDLE_PATH=broken)
    async with Listener(chat) as robin:
        await robin.send("/recommend Radiohead", expect=0)
        with pytest.raises(BundleError, match="its ranking weights are incomplete"):
            await talk(read_settings(settings))
    assert rows(tmp_path / "encore.sqlite3", "SELECT id FROM inbox WHERE begun > 0") == []


async def test_a_port_in_use_is_a_wrong_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            ConfigError, match=rf"LOCAL_CHAT_PORT: {port} cannot be used \(Address already in use\); 0"
        ):
            await talk(read_settings(written(tmp_path, LOCAL_CHAT_PORT=port)))


async def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "encore.sqlite3"
    prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerDatabase, match="update Encore"):
        await talk(read_settings(written(tmp_path)))


async def test_a_revoked_token_is_a_wrong_setting_and_is_not_repeated(
    chat: LocalChat, tmp_path: Path
) -> None:
    revoked = f"{chat.token.partition(':')[0]}:AbCdEfGhIjKlMnOpQrStUvWxYz012345678"
    settings = read_settings(written(tmp_path, BOT_TOKEN=revoked, TELEGRAM_API_URL=chat.api_url))
    with pytest.raises(ConfigError, match=f"BOT_TOKEN: {chat.api_url}/ does not know this token") as caught:
        await talk(settings)
    assert revoked.partition(":")[2] not in str(caught.value)


async def test_a_server_that_cannot_be_reached_is_waited_for(chat: LocalChat) -> None:
    faults: list[Page | Refusal | Lost] = [Page(502), Refusal(502, "Bad Gateway"), Lost()]

    def away_at_first(_call: Call) -> Lost | Page | Refusal | None:
        return faults.pop() if faults else None

    with capture_logs() as said:
        async with Line(chat, away_at_first) as line, Bot(chat.token, Session(line.url)) as bot:
            assert await username(bot, line.url) == (await bot.me()).username
    assert [line["event"] for line in said] == ["Telegram cannot be reached"] * 3


def test_of_what_aiogram_says_the_link_to_its_manual_is_left_out() -> None:
    error = TelegramEntityTooLarge(GetMe(), "Request Entity Too Large")
    assert "\n" in str(error)
    assert first_line(error) == "HTTP Client says - Request Entity Too Large"


async def test_a_server_that_speaks_no_bot_api_is_named(tmp_path: Path) -> None:
    """Without the password that a proxy before it wants."""
    runner = web.ServerRunner(web.Server(greet))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    place = f"127.0.0.1:{runner.addresses[0][1]}/"
    url = f"http://robin:password@{place}"
    settings = read_settings(written(tmp_path, BOT_TOKEN="12:abc", TELEGRAM_API_URL=url))  # noqa: S106 - no bot has it
    said = f"TELEGRAM_API_URL: no Bot API answers at http://{place}"
    try:
        with pytest.raises(EncoreError, match=said) as caught:
            await talk(settings)
    finally:
        await runner.cleanup()
    assert "\n" not in str(caught.value)


async def greet(_request: web.BaseRequest) -> web.StreamResponse:
    return web.Response(text="<h1>Welcome</h1>\n<p>to nginx</p>", content_type="text/html")


@pytest.mark.usefixtures("_logging_as_before")
def test_the_token_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even in the traceback of a library whose error quotes an address."""
    logs.configure("INFO", "12345:s3cret")
    try:
        Path("/missing/file/bot12345:s3cret/photo.jpg").read_bytes()
    except OSError:
        logging.getLogger("aiohttp.client").exception("download of bot12345%3As3cret failed")
    said = capsys.readouterr().err
    assert "FileNotFoundError" in said
    assert "/missing/file/bot12345:***/photo.jpg" in said
    assert "s3cret" not in said
