"""What looks after the database, stopped by a signal: no success, and nothing half done."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

import process
from errors import StorageError
from localchat import LocalChat
from settings import PROJECT
from storage.schema import prepare
from tests import process as processes
from tests.listener import Listener
from tests.process import PATIENCE

pytestmark = pytest.mark.usefixtures("_hangups_end_processes")

HOST = 990_001
RELOADING = """
import sys, threading, bot
from pathlib import Path
bot.reload, bot.UNFINISHED_SECONDS = lambda path: threading.Event().wait(), 1
sys.exit(bot.main(Path(sys.argv[1])))
"""
"""The bot, but that a new bundle takes for ever to load."""
LIKES = 50_000
READING = 1.5
"""Seconds after which a command has found the database held, for which it waits five."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "encore.sqlite3"
    prepare(path)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A listener's file."""
    file = tmp_path / "encore.json"
    users = [{"id": 1, "first_seen": 1, "last_seen": 1, "blocked_at": None}]
    liked = [
        {"id": n, "user_id": 1, "artist_key": f"{n}", "artist_name": "A", "verdict": "like", "at": n}
        for n in range(1, LIKES + 1)
    ]
    tables = {"users": users, "verdicts": liked}
    file.write_text(json.dumps({"encore": 1, "tables": tables}), encoding="utf-8")
    return file


def rows(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own


def names(folder: Path) -> set[str]:
    """What is in it, but for the lock."""
    return {file.name for file in folder.iterdir()} - {"encore.sqlite3.lock"}


async def running(
    database: Path, *words: object, by: Sequence[str] = (sys.executable,)
) -> asyncio.subprocess.Process:
    """bot.py with that command line."""
    return await asyncio.create_subprocess_exec(
        *(*by, "bot.py", *(str(word) for word in words)),
        cwd=PROJECT,
        env={**os.environ, "DATABASE_PATH": str(database), "BOT_TOKEN": ""},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def end(command: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Its exit code and its words."""
    async with asyncio.timeout(PATIENCE):
        said, _ = await command.communicate()
    return command.returncode, said.decode()


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another program keeps everybody from the database."""
    with closing(sqlite3.connect(database, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("verb", ["backup", "restore", "import"])
async def test_what_a_signal_interrupts_is_no_success(
    database: Path, export: Path, tmp_path: Path, verb: str, number: signal.Signals
) -> None:
    before = names(tmp_path)
    named = {"backup": tmp_path / "copy", "restore": database, "import": export}[verb]
    force = ["--force"] if verb == "restore" else []
    with held(database):
        command = await running(database, verb, named, *force)
        await asyncio.sleep(READING)
        command.send_signal(number)
    code, said = await end(command)
    assert (code, said.count("\n")) == (1, 1), said
    assert "interrupted" in said
    assert names(tmp_path) == before
    assert rows(database, "users") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which files a process has open")
async def test_who_is_to_outlive_the_terminal_does(database: Path, tmp_path: Path) -> None:
    with held(database):
        command = await running(database, "backup", tmp_path / "copy", by=("nohup", sys.executable))
        await asyncio.to_thread(wait_until_open, command.pid, database)
        command.send_signal(signal.SIGHUP)
    code, said = await end(command)
    assert (code, "is copied to" in said) == (0, True), said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which signals a process awaits")
async def test_nor_is_what_a_signal_ends_before_it_begins(database: Path, tmp_path: Path) -> None:
    command = await running(database, "backup", tmp_path / "copy")
    await asyncio.to_thread(wait_until_caught, command.pid, signal.SIGTERM)
    command.send_signal(signal.SIGTERM)
    code, said = await end(command)
    assert (code, said) == (1, "Encore was interrupted; nothing was changed\n")
    assert not (tmp_path / "copy").exists()


def wait_until_open(pid: int, file: Path) -> None:
    descriptors = Path(f"/proc/{pid}/fd")
    while not any(one.resolve() == file.resolve() for one in descriptors.iterdir()):
        time.sleep(0.01)


def wait_until_caught(pid: int, number: signal.Signals) -> None:
    status, caught = Path(f"/proc/{pid}/status"), 0
    while not caught >> (number - 1) & 1:
        [mask] = [line for line in status.read_text("ascii").splitlines() if line.startswith("SigCgt")]
        caught = int(mask.split()[1], 16)


@pytest.mark.parametrize("after", [0.4, 0.7, 1.0])
async def test_an_import_that_stores_is_brought_to_its_end(
    database: Path, export: Path, after: float
) -> None:
    """Whenever the signal comes: all is there and read back, or nothing."""
    command = await running(database, "import", export)
    await asyncio.sleep(after)
    command.send_signal(signal.SIGTERM)
    code, said = await end(command)
    assert (code, said.count("\n")) in {(0, 1), (1, 1)}, said
    stored = code == 0
    assert ("holds listener 1" in said) == stored
    assert (rows(database, "users"), rows(database, "verdicts")) == (stored, stored * LIKES)


@pytest.fixture
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals_as_before")
def test_what_may_not_be_disturbed_is_not() -> None:
    """And what came to nothing can be ended again."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(StorageError), process.undisturbed():
        os.kill(os.getpid(), signal.SIGTERM)
        raise StorageError("nothing stored")
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGTERM)
    with process.undisturbed():
        os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)


async def test_a_bundle_that_is_being_loaded_anew_holds_up_no_end(
    chat: LocalChat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "START", RELOADING)
    settings = {"BOT_TOKEN": chat.token, "TELEGRAM_API_URL": chat.api_url, "ADMIN_IDS": HOST}
    async with (
        processes.started(tmp_path, **settings) as bot,
        Listener(chat, HOST, patience=PATIENCE) as host,
    ):
        await bot.ready()
        [begun] = await host.send("/reload")
        assert "Loading the bundle" in (begun.text or "")
        async with asyncio.timeout(30):  # a thread that is waited for never ends
            assert await bot.stop() == 0
