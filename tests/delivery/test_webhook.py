"""Updates that Telegram brings: from nobody else, told that they came when they are kept, none lost."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from structlog.testing import capture_logs

from delivery import Delivery, Hook, listening, watch
from errors import ConfigError, TokenRevoked
from localchat import LocalChat
from storage import Letter, Storage
from tests.listener import Listener

SECRET = "s3cret_of-the-hook"  # noqa: S105 - nobody else has it
HEADER = "X-Telegram-Bot-Api-Secret-Token"
SOON = 0.05
Say = Callable[[Message], Awaitable[object]]


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def nobody(_letter: Letter, _error: str) -> None:
    """There is no host."""


@asynccontextmanager
async def door(
    bot: Bot, storage: Storage, say: Say = echo, port: int = 0
) -> AsyncIterator[tuple[Hook, Delivery]]:
    """A bot that waits for updates at an address of this machine."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(say)
    delivery = Delivery(dispatcher, bot, storage.inbox, nobody)
    async with listening(delivery, Hook("", SECRET, "127.0.0.1", port)) as taken:
        yield Hook(f"http://127.0.0.1:{taken}/encore", SECRET, "127.0.0.1", taken), delivery
    await delivery.stop(10)


@asynccontextmanager
async def watched(bot: Bot, hook: Hook) -> AsyncIterator[asyncio.Task[None]]:
    watching = asyncio.create_task(watch(bot, hook, ["message"], look_every=SOON))
    try:
        yield watching
    finally:
        watching.cancel()
        await asyncio.wait([watching])


def body(number: int, text: str = "hello") -> str:
    person = '{"id": 7, "is_bot": false, "type": "private", "first_name": "Robin"}'
    message = f'"message_id": 1, "date": 0, "chat": {person}, "from": {person}, "text": "{text}"'
    return f'{{"update_id": {number}, "message": {{{message}}}}}'


async def bring(
    hook: Hook,
    data: str | bytes | BytesIO,
    secret: str | None = SECRET,
    kind: str = "application/json",
    packed: str = "identity",
) -> int:
    said = {HEADER: secret} if secret is not None else {}
    headers = {"Content-Type": kind, "Content-Encoding": packed, **said}
    async with (
        aiohttp.ClientSession() as session,
        session.post(hook.url, data=data, headers=headers) as response,
    ):
        return response.status


def kept(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT update_id, body IS NULL FROM inbox").fetchall()


async def test_a_listener_notices_no_difference_and_what_comes_in_a_pause_is_brought_later(
    chat: LocalChat, bot: Bot, storage: Storage
) -> None:
    async with Listener(chat) as listener:
        async with door(bot, storage) as (hook, _), watched(bot, hook):
            await listener.send("one")
            assert listener.last.text == "one"
        await listener.send("two", expect=0)
        await listener.send("three", expect=0)
        async with door(bot, storage, port=hook.port):
            assert [message.text for message in await listener.wait(2)] == ["two", "three"]
        assert [answer.text for answer in listener.messages[1::2]][:1] == ["one"]


async def test_it_is_told_that_an_update_came_when_it_is_kept_and_not_when_it_is_handled(
    bot: Bot, storage: Storage, path: Path
) -> None:
    go = asyncio.Event()

    async def wait(_message: Message) -> None:
        await go.wait()

    async with door(bot, storage, wait) as (hook, delivery):
        assert [await bring(hook, body(1)) for _ in range(2)] == [200, 200]
        assert kept(path) == [(1, 0)]
        go.set()
        await delivery.stop(10)
    assert kept(path) == [(1, 1)]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper(), "\udcff"])
async def test_who_does_not_know_the_secret_is_turned_away_and_touches_nothing(
    bot: Bot, storage: Storage, path: Path, secret: str | None
) -> None:
    async with door(bot, storage) as (hook, _):
        assert await bring(hook, body(1), secret) == 401
        assert await bring(hook, b"[" * 100_000, secret) == 401
    assert kept(path) == []


@pytest.mark.parametrize(
    "data",
    [
        *("", "{", "[]", "7", '"a"', "{}", '{"update_id": "1"}', '{"update_id": true}', '{"update_id": -1}'),
        *(b"\xff\xfe", f'{{"update_id": {2**63}}}', f'{{"update_id": 1{"0" * 5000}}}'),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param('{"update_id": 1, "message": ' + "[" * 50_000 + "]" * 50_000 + "}", id="deep"),
    ],
)
async def test_what_is_no_update_is_refused(
    bot: Bot, storage: Storage, path: Path, data: str | bytes
) -> None:
    async with door(bot, storage) as (hook, _):
        with capture_logs() as logs:
            assert await bring(hook, data) == 400
    assert kept(path) == []
    assert {line["event"] for line in logs} <= {"what is no update is left out"}


@pytest.mark.parametrize("packed", ["gzip", "deflate", "br", "zstd", "nonsense"])
async def test_a_body_that_is_said_to_be_packed_is_refused_and_nothing_is_logged(
    bot: Bot, storage: Storage, path: Path, packed: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with door(bot, storage) as (hook, _):
        assert await bring(hook, body(1), packed=packed) == 400
        assert await bring(hook, body(1), secret=None, packed=packed) == 401
        assert await bring(hook, body(2)) == 200
    assert [number for number, _ in kept(path)] == [2]
    assert caplog.records == []


async def test_what_is_larger_than_any_update_is_refused(bot: Bot, storage: Storage, path: Path) -> None:
    async with door(bot, storage) as (hook, _):
        assert await bring(hook, BytesIO(b" " * 2**20 + body(1).encode())) == 413
        assert await bring(hook, BytesIO(b" " * 2**19 + body(2).encode())) == 200
    assert [number for number, _ in kept(path)] == [2]


async def test_an_update_is_json_whatever_it_is_called(bot: Bot, storage: Storage, path: Path) -> None:
    async with door(bot, storage) as (hook, _):
        assert await bring(hook, body(1), kind="text/plain; charset=klingon") == 200
    assert [number for number, _ in kept(path)] == [1]


async def test_what_cannot_be_kept_has_to_be_brought_again(bot: Bot, storage: Storage, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE inbox RENAME TO away")
        async with door(bot, storage) as (hook, _):
            with capture_logs() as logs:
                assert await bring(hook, body(1)) == 503
            connection.execute("ALTER TABLE away RENAME TO inbox")
            assert await bring(hook, body(1)) == 200
    assert [line["event"] for line in logs] == ["an update could not be kept"]


async def test_a_webhook_that_somebody_changed_is_set_again(
    chat: LocalChat, bot: Bot, storage: Storage
) -> None:
    async with Listener(chat) as listener, door(bot, storage) as (hook, _), watched(bot, hook):
        await listener.send("one")
        with capture_logs() as logs:
            await bot.delete_webhook()
            await listener.send("two")
        assert "somebody else changed the webhook; it is set again" in {line["event"] for line in logs}


async def test_a_token_that_is_revoked_while_the_bot_waits_ends_it(
    chat: LocalChat, bot: Bot, storage: Storage
) -> None:
    async with door(bot, storage) as (hook, _), watched(bot, hook) as watching:
        chat.world.token = "1:another"  # noqa: S105 - what BotFather does
        with pytest.raises(TokenRevoked, match="BOT_TOKEN: it was revoked"):
            await watching


async def test_an_address_that_telegram_refuses_is_a_wrong_setting(bot: Bot) -> None:
    with pytest.raises(ConfigError, match="WEBHOOK_URL: Telegram refuses it"):
        await watch(bot, Hook("http://example.org/", SECRET, "127.0.0.1", 0), ["message"])


async def test_a_host_that_is_none_of_this_machine_is_a_wrong_setting(bot: Bot, storage: Storage) -> None:
    async with door(bot, storage) as (hook, delivery):
        elsewhere = replace(hook, host="192.0.2.1", port=0)  # RFC 5737: nobody's
        with pytest.raises(ConfigError, match=r"WEBHOOK_HOST: 192\.0\.2\.1:0 cannot be used"):
            async with listening(delivery, elsewhere):
                pass


async def test_a_port_that_cannot_be_had_is_a_wrong_setting(bot: Bot, storage: Storage) -> None:
    async with door(bot, storage) as (hook, delivery):
        line = rf"WEBHOOK_PORT: 127.0.0.1:{hook.port} cannot be used \(Address already in use\)"
        with pytest.raises(ConfigError, match=line):
            async with listening(delivery, hook):
                pass
