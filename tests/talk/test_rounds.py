"""What is sent to many arrives with each of them once, however often Telegram asks for patience.

`CHATS=1000 uv run pytest tests/talk/test_rounds.py --log-cli-level INFO` sends to as many, and tells.
"""

import asyncio
import logging
import os
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import User

from delivery import Limits, Session
from handlers import build_dispatcher
from handlers.broadcast_round import BroadcastRound
from handlers.weekly_round import WeeklyRound
from localchat import LocalChat
from locales import catalogues
from recommender import Recommender
from storage import Storage, Verdict, WeeklyPick
from tests.clock import SetClock
from tests.line import Call, Fault, Line, Lost, Refusal
from tests.listener import Listener

CHATS = int(os.environ.get("CHATS", "12"))
PATIENCE = 60.0 + CHATS
EVERY = 5
"""So many messages are taken between two refusals."""
HOST = 880_001
AUDIENCE = range(880_100, 880_100 + CHATS)
FRIDAY = datetime(2026, 11, 27, 17, tzinfo=UTC)


class Impatient:
    """Telegram, which refuses now and then, and does not like to be asked again too early."""

    def __init__(self) -> None:
        self.sends = self.refused = self.early = 0
        self._not_before: dict[int | None, float] = {}

    def __call__(self, call: Call) -> Refusal | Lost | None:
        if call.method != "sendmessage" or call.chat == HOST:
            return None
        self.sends += 1
        self.early += time.monotonic() < self._not_before.get(call.chat, 0)
        if self.sends % EVERY:
            return None
        self.refused += 1
        self._not_before[call.chat] = time.monotonic() + 1
        return Refusal(429, "Too Many Requests: retry after 1", retry_after=1)


class Crash:
    """An end in the middle: what is sent then is lost, and so is the process."""

    def __init__(self, after: int) -> None:
        self._left = after
        self.now = asyncio.Event()

    def __call__(self, call: Call) -> Refusal | Lost | None:
        self._left -= call.method == "sendmessage"
        if self._left > 0:
            return None
        self.now.set()
        return Lost()


class Meanwhile:
    """What is stored in the talk while the first message is on its way."""

    def __init__(self, database: Path, statements: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        self._database = database
        self._statements = list(statements)

    def __call__(self, call: Call) -> None:
        if call.method == "sendmessage" and self._statements:
            with closing(sqlite3.connect(self._database)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                for sql, parameters in self._statements:
                    connection.execute(sql, parameters)
                connection.commit()
            self._statements.clear()


@pytest.fixture
async def audience(chat: LocalChat, storage: Storage) -> None:
    """Listeners who have said hello at some time."""
    for user_id in AUDIENCE:
        chat.world.enter(User(id=user_id, is_bot=False, first_name="Someone")).bot_is_in = True
        await storage.users.seen(user_id)


@pytest.fixture
async def host(chat: LocalChat, storage: Storage) -> AsyncIterator[Listener]:
    async with Listener(chat, HOST, patience=PATIENCE) as host:
        await host.send("hello", expect=0)
        await storage.users.seen(HOST)
        yield host


def bot_on(line: Line, chat: LocalChat) -> Bot:
    session = Session(line.url)
    session.middleware(Limits())
    return Bot(chat.token, session)


def arrived(chat: LocalChat) -> Counter[int]:
    """How many listeners have got how many messages."""
    return Counter(len(chat.world.rooms[user_id].messages) for user_id in AUDIENCE)


async def broadcast(chat: LocalChat, storage: Storage, fault: Fault, until: asyncio.Event | Listener) -> None:
    """One life of the round: until the host is told that all is done, or until it is cut short."""
    async with Line(chat, fault) as line, bot_on(line, chat) as bot:
        round_ = BroadcastRound(bot, storage, catalogues())
        round_.start()
        await (until.wait() if isinstance(until, asyncio.Event) else until.wait(1))
        if isinstance(until, Listener):
            await round_.stop()
        elif round_._task is not None:
            round_._task.cancel()
            await asyncio.wait([round_._task])


@pytest.mark.usefixtures("audience")
async def test_a_broadcast_reaches_everybody_once_though_it_is_refused_and_cut_short(
    chat: LocalChat, storage: Storage, host: Listener
) -> None:
    letter, crash, server = await storage.broadcasts.add(HOST, "<b>News</b>"), Crash(CHATS // 2), Impatient()
    assert await storage.broadcasts.begin(letter.id, HOST) == CHATS
    await broadcast(chat, storage, crash, crash.now)
    assert arrived(chat) == {1: CHATS // 2 - 1, 0: CHATS - CHATS // 2 + 1}
    begun = time.monotonic()
    await broadcast(chat, storage, server, host)
    assert arrived(chat) == {1: CHATS}
    assert (host.last.text or "").splitlines() == [f"✅ Sent to {CHATS} listeners."]
    assert server.refused > 0
    assert server.early == 0
    told("broadcast", server, begun)


@pytest.mark.usefixtures("audience")
async def test_weekly_picks_reach_everybody_once_though_they_are_refused(
    chat: LocalChat, storage: Storage, engine: Recommender
) -> None:
    for user_id in AUDIENCE:
        await storage.verdicts.put(user_id, "radiohead", "Radiohead", Verdict.LIKE)
        await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
    server, clock, i18n = Impatient(), SetClock(FRIDAY), catalogues()
    begun = time.monotonic()
    async with Line(chat, server) as line, bot_on(line, chat) as bot:
        weekly = WeeklyRound(bot, storage, build_dispatcher(storage, engine, i18n), i18n, clock)
        weekly.start()
        await clock.rest()
        await weekly.stop()
    assert arrived(chat) == {1: CHATS}
    assert server.refused > 0
    assert server.early == 0
    assert await storage.weekly.due(clock.now(), 1) == []
    told("weekly picks", server, begun)


@pytest.mark.usefixtures("audience")
async def test_a_broadcast_goes_on_though_the_host_of_another_is_forgotten_on_its_way(
    chat: LocalChat, storage: Storage, host: Listener, database: Path
) -> None:
    other = AUDIENCE[-1]
    first, second = await storage.broadcasts.add(other, "First"), await storage.broadcasts.add(HOST, "Second")
    await storage.broadcasts.begin(first.id, other)
    await storage.broadcasts.begin(second.id, HOST)
    forget = Meanwhile(database, [("DELETE FROM users WHERE id = ?", (other,))])
    async with Line(chat, forget) as line, bot_on(line, chat) as bot:
        round_ = BroadcastRound(bot, storage, catalogues())
        round_.start()
        await host.wait(2)
        await round_.stop()
    assert (host.last.text or "").splitlines() == [f"✅ Sent to {CHATS - 1} listeners."]
    assert arrived(chat) == {1: CHATS - 1, 0: 1}


@pytest.mark.usefixtures("audience")
async def test_who_stops_weekly_picks_or_moves_them_while_others_get_theirs_is_heard(
    chat: LocalChat, storage: Storage, engine: Recommender, database: Path
) -> None:
    for user_id in AUDIENCE:
        await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
    stops, moves = AUDIENCE[3], AUDIENCE[5]
    wednesday = int((FRIDAY + timedelta(days=5)).timestamp() * 1000)
    meanwhile = Meanwhile(
        database,
        [
            ("DELETE FROM weekly WHERE user_id = ?", (stops,)),
            ("UPDATE weekly SET weekday = 2, next_at = ? WHERE user_id = ?", (wednesday, moves)),
        ],
    )
    clock, i18n = SetClock(FRIDAY), catalogues()
    async with Line(chat, meanwhile) as line, bot_on(line, chat) as bot:
        weekly = WeeklyRound(bot, storage, build_dispatcher(storage, engine, i18n), i18n, clock)
        weekly.start()
        await clock.rest()
        await weekly.stop()
    assert arrived(chat) == {1: CHATS - 2, 0: 2}
    assert await storage.weekly.get(stops) is None
    moved = await storage.weekly.get(moves)
    assert moved is not None
    assert (moved.weekday, moved.next_at) == (2, FRIDAY + timedelta(days=5))


def told(what: str, server: Impatient, begun: float) -> None:
    logging.getLogger(__name__).info(
        "%s: %s chats, %s refusals, %s repeated early, %.0f s",
        *(what, CHATS, server.refused, server.early, time.monotonic() - begun),
    )
