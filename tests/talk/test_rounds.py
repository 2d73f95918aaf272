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
from aiogram.utils.backoff import BackoffConfig
from structlog.testing import capture_logs

from delivery import Limits, Session, limits
from errors import StorageError
from handlers import build_dispatcher
from handlers.rounds import failures, rounds
from handlers.rounds.broadcast_round import BroadcastRound
from handlers.rounds.weekly_round import WeeklyRound
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
QUICK = BackoffConfig(min_delay=0.05, max_delay=0.2, factor=2, jitter=0)
UNLUCKY = AUDIENCE[0]


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


class Unlucky:
    """One chat to which so many messages go wrong, and in which order all are tried."""

    def __init__(self, fault: Refusal | Lost, times: int) -> None:
        self.order: list[int | None] = []
        self._fault = fault
        self._left = times

    def __call__(self, call: Call) -> Refusal | Lost | None:
        if call.method != "sendmessage" or call.chat == HOST:
            return None
        self.order.append(call.chat)
        if call.chat != UNLUCKY or not self._left:
            return None
        self._left -= 1
        return self._fault


class Down:
    """Telegram breaks down for so many calls, of some methods or of all."""

    def __init__(self, calls: int, methods: str) -> None:
        self._left = calls
        self._methods = methods

    def __call__(self, call: Call) -> Refusal | None:
        if not self._left or call.method not in self._methods.split():
            return None
        self._left -= 1
        return Refusal(502, "Bad Gateway")


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


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who failed is tried again at once."""
    monkeypatch.setattr(failures, "_PAUSES", QUICK)


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


@pytest.mark.usefixtures("audience", "quick")
@pytest.mark.parametrize(
    ("fault", "copies"), [(Lost(arrived=True), 3), (Lost(), 0), (Refusal(500, "Internal Server Error"), 0)]
)
async def test_who_cannot_be_reached_holds_up_no_other_and_gets_three_copies_at_most(
    chat: LocalChat, storage: Storage, host: Listener, fault: Refusal | Lost, copies: int
) -> None:
    letter, unlucky = await storage.broadcasts.add(HOST, "News"), Unlucky(fault, 1000)
    await storage.broadcasts.begin(letter.id, HOST)
    with capture_logs() as logs:
        await broadcast(chat, storage, unlucky, host)
    assert unlucky.order == [*AUDIENCE, UNLUCKY, UNLUCKY]
    assert len(chat.world.rooms[UNLUCKY].messages) == copies
    assert Counter(len(chat.world.rooms[one].messages) for one in AUDIENCE[1:]) == {1: CHATS - 1}
    assert (host.last.text or "").startswith(f"✅ Sent to {CHATS - 1} listeners.\n1 could not be reached")
    said = "a listener may not have been reached"
    assert [line["event"] for line in logs] == [said, said, f"{said}, and is given up"]


@pytest.mark.usefixtures("audience", "quick")
async def test_who_cannot_be_reached_for_a_while_gets_it_at_the_end(
    chat: LocalChat, storage: Storage, host: Listener
) -> None:
    letter, unlucky = await storage.broadcasts.add(HOST, "News"), Unlucky(Lost(), 2)
    await storage.broadcasts.begin(letter.id, HOST)
    await broadcast(chat, storage, unlucky, host)
    assert arrived(chat) == {1: CHATS}
    assert host.last.text == f"✅ Sent to {CHATS} listeners."


@pytest.mark.usefixtures("audience", "quick")
@pytest.mark.parametrize("down", [(60, "sendmessage getme"), (2 * CHATS, "sendmessage")])
async def test_while_nobody_can_be_reached_a_broadcast_waits_and_loses_nobody(
    chat: LocalChat,
    storage: Storage,
    host: Listener,
    down: tuple[int, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PAUSES", (0.01, 0.01))
    letter = await storage.broadcasts.add(HOST, "News")
    await storage.broadcasts.begin(letter.id, HOST)
    await broadcast(chat, storage, Down(*down), host)
    assert arrived(chat) == {1: CHATS}


@pytest.mark.usefixtures("audience", "quick")
async def test_a_host_who_cannot_be_told_gets_three_reports_at_most_and_the_next_broadcast_goes_on(
    chat: LocalChat, storage: Storage, host: Listener
) -> None:
    def lose(call: Call) -> Lost | None:
        lost = call.method == "sendmessage" and call.chat == HOST and len(host_room.messages) < 4
        return Lost(arrived=True) if lost else None

    host_room = chat.world.rooms[HOST]
    for text in ("First", "Second"):
        letter = await storage.broadcasts.add(HOST, text)
        await storage.broadcasts.begin(letter.id, HOST)
    async with Line(chat, lose) as line, bot_on(line, chat) as bot:
        round_ = BroadcastRound(bot, storage, catalogues())
        round_.start()
        await host.wait(4)
        await round_.stop()
    assert arrived(chat) == {2: CHATS}


@pytest.mark.usefixtures("audience")
async def test_a_message_that_could_not_be_noted_at_once_is_not_sent_again(
    chat: LocalChat, storage: Storage, host: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, full = storage.broadcasts.sent, [StorageError("the disk is full")] * 2

    async def sent(broadcast_id: int, user_id: int, *, reached: bool) -> None:
        if full:
            raise full.pop()
        await note(broadcast_id, user_id, reached=reached)

    monkeypatch.setattr(rounds, "_AGAIN", 0.01)
    monkeypatch.setattr(storage.broadcasts, "sent", sent)
    letter = await storage.broadcasts.add(HOST, "News")
    await storage.broadcasts.begin(letter.id, HOST)
    with capture_logs() as logs:
        await broadcast(chat, storage, Down(0, ""), host)
    assert arrived(chat) == {1: CHATS}
    assert [line["event"] for line in logs] == ["what was sent waits to be noted"] * 2


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
@pytest.mark.parametrize("times", [2, 1000])
async def test_who_cannot_be_reached_holds_up_no_pick_of_others_and_gets_three_copies_at_most(
    chat: LocalChat, storage: Storage, engine: Recommender, times: int
) -> None:
    for user_id in AUDIENCE:
        await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
    unlucky, clock, i18n = Unlucky(Lost(arrived=True), times), SetClock(FRIDAY), catalogues()
    async with Line(chat, unlucky) as line, bot_on(line, chat) as bot:
        weekly = WeeklyRound(bot, storage, build_dispatcher(storage, engine, i18n), i18n, clock)
        weekly.start()
        await clock.rest()
        assert unlucky.order == [*AUDIENCE]
        for minutes in (2, 7, 30, 90):
            await clock.set(FRIDAY + timedelta(minutes=minutes))
        await weekly.stop()
    assert unlucky.order == [*AUDIENCE, UNLUCKY, UNLUCKY]
    assert arrived(chat) == {1: CHATS - 1, 3: 1}
    wish = await storage.weekly.get(UNLUCKY)
    assert wish is not None
    assert (wish.next_at, wish.query_id) == (FRIDAY + timedelta(days=7), None)


GONE = (
    Refusal(403, "Forbidden: user is deactivated"),
    Refusal(400, "Bad Request: chat not found"),
    Refusal(400, "Bad Request: PEER_ID_INVALID"),
    Refusal(400, "Bad Request: USER_DEACTIVATED"),
)


def gone(call: Call) -> Refusal | None:
    """The first listeners are not there any more, each in another way."""
    sent = call.method == "sendmessage" and call.chat in AUDIENCE[: len(GONE)]
    return GONE[AUDIENCE.index(call.chat)] if sent and call.chat is not None else None


def out_of_reach(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT id FROM users WHERE blocked_at IS NOT NULL ORDER BY id")
        return [user_id for (user_id,) in found]


@pytest.mark.usefixtures("audience")
async def test_who_is_not_there_any_more_is_marked_by_a_broadcast(
    chat: LocalChat, storage: Storage, host: Listener, database: Path
) -> None:
    letter = await storage.broadcasts.add(HOST, "News")
    await storage.broadcasts.begin(letter.id, HOST)
    with capture_logs() as logs:
        await broadcast(chat, storage, gone, host)
    assert out_of_reach(database) == [*AUDIENCE[: len(GONE)]]
    assert arrived(chat) == {1: CHATS - len(GONE), 0: len(GONE)}
    assert logs == []


@pytest.mark.usefixtures("audience")
async def test_who_is_not_there_any_more_is_marked_and_gets_no_picks(
    chat: LocalChat, storage: Storage, engine: Recommender, database: Path
) -> None:
    for user_id in AUDIENCE:
        await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
    clock, i18n = SetClock(FRIDAY), catalogues()
    async with Line(chat, gone) as line, bot_on(line, chat) as bot:
        weekly = WeeklyRound(bot, storage, build_dispatcher(storage, engine, i18n), i18n, clock)
        weekly.start()
        await clock.rest()
        await weekly.stop()
    assert out_of_reach(database) == [*AUDIENCE[: len(GONE)]]
    assert arrived(chat) == {1: CHATS - len(GONE), 0: len(GONE)}
    assert await storage.weekly.get(AUDIENCE[1]) is None


@pytest.mark.usefixtures("audience")
async def test_while_nobody_can_be_reached_weekly_picks_wait_and_all_get_theirs(
    chat: LocalChat, storage: Storage, engine: Recommender
) -> None:
    for user_id in AUDIENCE:
        await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
    clock, i18n = SetClock(FRIDAY), catalogues()
    async with Line(chat, Down(20, "sendmessage getme")) as line, bot_on(line, chat) as bot:
        weekly = WeeklyRound(bot, storage, build_dispatcher(storage, engine, i18n), i18n, clock)
        weekly.start()
        for minutes in range(1, 90, 3):
            await clock.set(FRIDAY + timedelta(minutes=minutes))
        await weekly.stop()
    assert arrived(chat) == {1: CHATS}


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
