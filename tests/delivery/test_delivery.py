"""Updates on their way to the handlers: in order, once, none held up, none lost."""

import asyncio
import json
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, Message
from aiogram.utils.backoff import BackoffConfig
from pydantic import JsonValue
from structlog.testing import capture_logs

from delivery import Delivery, Session, handling, poll, taking, tries
from delivery.lanes import LANE
from delivery.reading import Raw, read
from delivery.taking import DEATHS
from delivery.tries import COPIES, TRIES
from errors import TokenRevoked
from handlers.frame.house import House, Talk
from localchat import LocalChat
from storage import Asked, Letter, QueryKind, Storage
from tests.line import Call, Line, Lost, Page, Refusal
from tests.listener import Listener
from tests.replies import is_bots

FLOODED = 7
Say = Callable[[Message], Awaitable[None]]


class Told(asyncio.Queue[tuple[int, str]]):
    """What the host is told."""

    async def __call__(self, letter: Letter, error: str) -> None:
        await self.put((letter.update_id, error))


class Seen(asyncio.Queue[str]):
    """A talk that only listens."""

    async def hear(self, message: Message) -> None:
        await self.put(message.text or "")

    async def next(self, n: int) -> list[str]:
        async with asyncio.timeout(10):
            return [await self.get() for _ in range(n)]


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def told() -> Told:
    return Told()


@asynccontextmanager
async def delivering(bot: Bot, storage: Storage, told: Told, say: Say) -> AsyncIterator[Delivery]:
    """A bot whose whole talk is that one function."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(say)
    delivery = Delivery(dispatcher, bot, storage.inbox, told)
    await delivery.resume()
    polling = asyncio.create_task(poll(bot, delivery, ["message"]))
    try:
        yield delivery
    finally:
        polling.cancel()
        await asyncio.wait([polling])
        await delivery.stop(10)


@asynccontextmanager
async def over(
    line: Line, chat: LocalChat, storage: Storage, told: Told, say: Say
) -> AsyncIterator[Listener]:
    """A listener, and such a bot whose calls to the chat go over that line."""
    async with (
        line,
        Listener(chat) as robin,
        Bot(chat.token, Session(line.url)) as bot,
        delivering(bot, storage, told, say),
    ):
        yield robin


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def raw(number: int, text: str = "hello", user: int = 7) -> Raw:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 0,
            "chat": {"id": user, "type": "private"},
            "from": {"id": user, "is_bot": False, "first_name": "Robin"},
            "text": text,
        },
    }


def test_of_the_card_above_a_tapped_button_what_nobody_reads_is_left_out() -> None:
    place: Raw = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}}
    said: Raw = {"text": "a list", "reply_markup": {"inline_keyboard": []}, "entities": []}
    tap: Raw = {"id": "1", "from": {"id": 7}, "data": "rate1:1:0:like:0", "message": place | said}
    kept = read({"update_id": 1, "callback_query": tap})
    assert kept.lane == 7
    assert json.loads(kept.body)["callback_query"] == tap | {"message": place | {"text": "a list"}}
    message: Raw = {"update_id": 1, "message": place | said}
    assert json.loads(read(message).body) == message


async def test_a_slow_chat_keeps_its_order_and_holds_up_no_other(
    chat: LocalChat, bot: Bot, storage: Storage, told: Told
) -> None:
    go, said = asyncio.Event(), []

    async def say(message: Message) -> None:
        if message.text == "slow":
            await go.wait()
        said.append(message.text)
        await message.answer(message.text or "")

    async with delivering(bot, storage, told, say), Listener(chat) as robin, Listener(chat) as sam:
        await robin.send("slow", expect=0)
        await robin.send("after", expect=0)
        await sam.send("quick")
        assert said == ["quick"]
        go.set()
        await robin.wait(2)
        assert said == ["quick", "slow", "after"]


async def test_more_is_asked_for_when_what_came_is_handled_or_takes_long(
    bot: Bot, storage: Storage, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, said = asyncio.Event(), []

    async def say(message: Message) -> None:
        if message.text == "slow":
            await go.wait()
        said.append(message.text)

    async with delivering(bot, storage, told, say) as delivery, asyncio.timeout(30):
        await delivery.take([raw(number, "quick", number) for number in range(1, 8)])
        with monkeypatch.context() as patient:
            patient.setattr(taking, "_LINGER", (60.0, 60.0))
            await delivery.linger(7)
        assert said == ["quick"] * 7
        await delivery.take([raw(8, "slow", 8)])
        await delivery.linger(1)
        assert len(said) == 7
        go.set()


async def test_more_is_asked_for_before_what_is_handled_is_struck(
    bot: Bot, storage: Storage, told: Told, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = "SELECT count(*) FROM inbox WHERE body IS NOT NULL"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        async def say(message: Message) -> None:
            if message.text == "last":
                other.execute("BEGIN IMMEDIATE")  # nothing is stored while it lasts

        async with delivering(bot, storage, told, say) as delivery, asyncio.timeout(30):
            await delivery.take([raw(1, "last", 1)])
            with monkeypatch.context() as patient:
                patient.setattr(taking, "_LINGER", (60.0, 60.0))
                await delivery.linger(1)
            assert rows(path, waiting) == [(1,)]
            other.execute("COMMIT")
            await delivery.take([raw(2, "next", 1)])
    assert rows(path, waiting) == [(0,)]


async def test_a_flooded_chat_keeps_its_order_and_leaves_the_memory_to_the_others(
    bot: Bot, storage: Storage, told: Told
) -> None:
    """Most of its updates wait on the disk; more come while it is worked off."""
    go, said, done = asyncio.Event(), [], asyncio.Event()
    flood = [str(number) for number in range(10 * LANE)]

    async def say(message: Message) -> None:
        if message.chat.id == FLOODED:
            await go.wait()
            said.append(message.text)
        if message.text == flood[-1]:
            done.set()

    async with delivering(bot, storage, told, say) as delivery:
        first, later = flood[: 8 * LANE], flood[8 * LANE :]
        await delivery.take([raw(number, text, FLOODED) for number, text in enumerate(first)])
        assert sum(len(lane.letters) for lane in delivery._lanes.values()) == LANE
        go.set()
        for number, text in enumerate(later, len(first)):
            await delivery.take([raw(number, text, FLOODED)])
        async with asyncio.timeout(60):
            await done.wait()
    assert said == flood


async def test_what_keeps_failing_is_tried_three_times_and_set_aside_and_the_talk_goes_on(
    chat: LocalChat, bot: Bot, storage: Storage, told: Told, path: Path
) -> None:
    last = []

    async def say(message: Message, *, last_try: bool = False) -> None:
        if message.text == "poison":
            last.append(last_try)
            raise ZeroDivisionError(f"with {bot.token}")
        await message.answer("fine")

    async with delivering(bot, storage, told, say), Listener(chat) as robin:
        with capture_logs() as logs:
            await robin.send("poison", expect=0)
            await robin.send("honey")
        number, error = await told.get()
    assert last == [False, False, True]
    assert [line["event"] for line in logs] == ["update set aside"]
    [(update_id, kept)] = rows(path, "SELECT update_id, error FROM inbox WHERE body IS NOT NULL")
    assert (update_id, kept) == (number, f"ZeroDivisionError: with {bot.id}:***")
    assert error.startswith("ZeroDivisionError")


@pytest.mark.parametrize(
    "broken",
    [
        Refusal(502, "Bad Gateway"),
        Page(502),
        Page(503, b'{"error": "upstream"}'),
        Page(200, b"<h1>Log in to this network</h1>"),
        Page(502, b"\xb5\xd8"),
    ],
    ids=["in its words", "a page", "foreign JSON", "a network's login", "no text"],
)
async def test_a_server_that_breaks_down_is_no_fault_of_an_update(
    chat: LocalChat, storage: Storage, told: Told, path: Path, broken: Refusal | Page
) -> None:
    """It is not set aside after as many calls as an update that fails by itself has tries."""
    answers = [TRIES]

    def fault(call: Call) -> Refusal | Page | None:
        if call.method == "getupdates" or not answers[0]:
            return None
        answers[0] -= 1
        return broken

    async def say(message: Message) -> None:
        await message.answer("at last")

    async with over(Line(chat, fault), chat, storage, told, say) as robin:
        await robin.send("hello")
    assert rows(path, "SELECT error FROM inbox") == [(None,)]
    assert told.empty()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of which no word comes back is given again at once."""
    monkeypatch.setattr(handling, "_IN_DOUBT", BackoffConfig(min_delay=0.1, max_delay=1, factor=2, jitter=0))


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("fault", [Lost(arrived=True), Lost(), Refusal(502, "Bad Gateway")])
async def test_an_answer_of_which_no_word_comes_back_is_given_three_times_at_most(
    chat: LocalChat, storage: Storage, told: Told, path: Path, fault: Lost | Refusal
) -> None:
    """Whether others come meanwhile or not; then it is set aside, and the next one is answered."""
    left, calls = [COPIES], Counter[str]()

    def lose(call: Call) -> Lost | Refusal | None:
        calls[call.method] += 1
        if call.method != "sendmessage" or not left[0]:
            return None
        left[0] -= 1
        return fault

    async def say(message: Message) -> None:
        await message.answer(message.text or "")

    async with (
        Line(chat, lose) as line,
        Listener(chat) as robin,
        Bot(chat.token, Session(line.url)) as bot,
        delivering(bot, storage, told, say),
    ):
        await robin.send("one", expect=0)
        await told.get()
        await robin.send("two")
        copies = COPIES if fault == Lost(arrived=True) else 0
        assert [one.text for one in robin.messages if is_bots(one)] == ["one"] * copies + ["two"]
    assert calls["sendmessage"] == COPIES + 1
    assert rows(path, "SELECT error IS NULL FROM inbox") == [(0,), (1,)]


async def test_an_update_that_alone_finds_no_way_to_telegram_is_set_aside_at_last(
    bot: Bot, storage: Storage, told: Told, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file may be too large for the way; as long as others come, it is not the way that is gone."""
    monkeypatch.setattr(tries, "REFUSALS", 2)
    tried, go_on, said = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def say(message: Message) -> None:
        if message.text != "too large":
            return said.set()
        tried.set()
        await go_on.wait()
        go_on.clear()
        raise TelegramNetworkError(GetUpdates(), "timed out")

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(say)
    delivery = Delivery(dispatcher, bot, storage.inbox, told)
    await delivery.take([raw(1, "too large"), raw(2)])
    for others_come in (False, False, False, True, True):
        await tried.wait()
        tried.clear()
        assert not said.is_set()
        if others_come:
            await delivery.take([])
        go_on.set()
    await said.wait()
    await delivery.stop(10)
    assert rows(path, "SELECT error IS NULL FROM inbox") == [(0,), (1,)]
    assert told.qsize() == 1


async def test_what_telegram_takes_no_file_for_is_tried_no_longer_than_other_faults(
    chat: LocalChat, storage: Storage, told: Told, path: Path
) -> None:
    def fault(call: Call) -> Refusal | None:
        return Refusal(413, "Request Entity Too Large") if call.method == "senddocument" else None

    async def say(message: Message) -> None:
        await message.answer_document(BufferedInputFile(b"large", "encore.json"))

    async with over(Line(chat, fault), chat, storage, told, say) as robin:
        await robin.send("/export", expect=0)
        await told.get()
    assert rows(path, "SELECT error IS NULL FROM inbox") == [(0,)]


async def test_what_failed_half_way_is_not_stored_twice(
    chat: LocalChat, bot: Bot, storage: Storage, told: Told, path: Path
) -> None:
    """The second try is given what the first one got from the database."""
    ids = []

    async def say(message: Message) -> None:
        await storage.users.seen(message.chat.id)
        for word in (message.text or "").split():
            query = await storage.queries.add(Asked(message.chat.id, QueryKind.RECOMMEND, word, ("a",)))
            ids.append(query.id)
            if ids in ([1], [1, 1, 2]):
                raise ConnectionError("half-way")
        await message.answer("done")

    async with delivering(bot, storage, told, say), Listener(chat) as robin:
        await robin.send("one two three")
    assert ids == [1, 1, 2, 1, 2, 3]
    assert rows(path, "SELECT id, text FROM queries") == [(1, "one"), (2, "two"), (3, "three")]


async def test_an_update_that_comes_again_is_handled_once(
    bot: Bot, storage: Storage, told: Told, seen: Seen
) -> None:
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await delivery.take([raw(1, "a"), raw(2, "b"), raw(1, "a")])
        assert await seen.next(2) == ["a", "b"]
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await delivery.take([raw(2, "b"), raw(3, "c")])
        assert await seen.next(1) == ["c"]
    assert seen.empty()


async def test_what_came_to_no_end_is_handled_at_the_next_start(
    bot: Bot, storage: Storage, told: Told, seen: Seen, path: Path
) -> None:
    begun = asyncio.Event()

    async def hang(_message: Message) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with delivering(bot, storage, told, hang) as delivery:
        await delivery.take([raw(1, "a"), raw(2, "b")])
        await begun.wait()
        await delivery.stop(0.01)
    assert rows(path, "SELECT begun FROM inbox") == [(0,), (0,)]
    async with delivering(bot, storage, told, seen.hear):
        assert await seen.next(2) == ["a", "b"]
    assert rows(path, "SELECT body, user_id, error FROM inbox") == [(None, None, None)] * 2


async def test_what_takes_process_after_process_with_it_is_set_aside(
    bot: Bot, storage: Storage, told: Told, seen: Seen, path: Path
) -> None:
    deadly = read(raw(1))
    await storage.inbox.put(bot.id, [deadly])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE inbox SET begun = ?", (DEATHS,))
    async with delivering(bot, storage, told, seen.hear):
        number, error = await told.get()
    assert number == 1
    assert str(DEATHS) in error
    assert seen.empty()


async def test_an_update_that_nobody_can_parse_keeps_no_other_from_coming(
    bot: Bot, storage: Storage, told: Told, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not tried again either."""
    endless = BackoffConfig(min_delay=3600, max_delay=3601, factor=2, jitter=0)
    monkeypatch.setattr(handling, "PAUSE", endless)
    broken: Raw = {"update_id": 1, "message": {"chat": "none"}}
    async with delivering(bot, storage, told, seen.hear) as delivery, asyncio.timeout(30):
        with capture_logs():
            await delivery.take([broken, raw(2, "fine")])
            assert await seen.next(1) == ["fine"]
            assert (await told.get())[0] == 1


async def test_an_update_of_no_known_kind_is_tried_once_and_told_as_what_cannot_be_read(
    bot: Bot, storage: Storage, told: Told, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    """And quoted nowhere: aiogram's warning would hold what a listener wrote."""
    endless = BackoffConfig(min_delay=3600, max_delay=3601, factor=2, jitter=0)
    monkeypatch.setattr(handling, "PAUSE", endless)
    delivery = Delivery(Talk(House([Router()])), bot, storage.inbox, told)
    async with asyncio.timeout(30):
        with capture_logs():
            await delivery.take([{"update_id": 1, "of_tomorrow": {"id": 5}}])
            number, error = await told.get()
    await delivery.stop(10)
    assert number == 1
    assert error.startswith("IllegibleUpdate:")
    assert not recwarn.list


@pytest.mark.parametrize("number", [None, "1", True, -1, 1.5, 2**63])
async def test_what_is_no_update_keeps_no_other_from_coming(
    bot: Bot, storage: Storage, told: Told, seen: Seen, number: JsonValue
) -> None:
    async with delivering(bot, storage, told, seen.hear) as delivery:
        with capture_logs() as logs:
            taken = await delivery.take([{"update_id": number}, raw(2, "fine")])
            assert await seen.next(1) == ["fine"]
    assert [update.update_id for update in taken] == [2]
    assert [line["event"] for line in logs] == ["what is no update is left out"]


async def test_ids_that_no_database_holds_keep_no_other_from_coming(
    bot: Bot, storage: Storage, told: Told, seen: Seen
) -> None:
    broken: Raw = {"update_id": 1, "message": {"chat": {"id": 2**70}, "from": {"id": -(2**70)}}}
    async with delivering(bot, storage, told, seen.hear) as delivery:
        with capture_logs():
            await delivery.take([broken, raw(2, "fine")])
            assert await seen.next(1) == ["fine"]
            assert (await told.get())[0] == 1


class Answers(BaseRequestMiddleware):
    """What Telegram answers to one question for updates after the other, and nothing more in the end."""

    def __init__(self, *answers: list[JsonValue]) -> None:
        self._answers = [*answers]
        self.offsets: list[int | None] = []
        self.done = asyncio.Event()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        assert isinstance(method, GetUpdates)
        self.offsets.append(method.offset)
        if not self._answers:
            self.done.set()
            await asyncio.Event().wait()
        return cast("Response[TelegramType]", self._answers.pop(0))


async def test_what_is_confirmed_is_the_highest_number_in_whatever_order_they_came(
    storage: Storage, told: Told, seen: Seen
) -> None:
    answers = Answers([raw(9, "a"), {"update_id": None}, raw(3, "b")], [{}], [])
    session = Session("http://127.0.0.1:9")
    session.middleware(answers)
    async with Bot("12:abc", session) as bot:
        with capture_logs():
            async with delivering(bot, storage, told, seen.hear), asyncio.timeout(10):
                await answers.done.wait()
    assert answers.offsets == [None, 10, 10, 10]
    assert sorted(await seen.next(2)) == ["a", "b"]


async def test_numbers_are_forgotten_when_telegram_has_forgotten_them_too(
    bot: Bot, storage: Storage, told: Told, seen: Seen, path: Path
) -> None:
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await delivery.take([raw(1), raw(2)])
        await seen.next(2)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE inbox SET at = 0 WHERE update_id = 1")
    assert await storage.inbox.prune() == 1
    assert rows(path, "SELECT update_id FROM inbox") == [(2,)]


async def test_what_a_clock_ahead_of_time_wrote_keeps_no_other_number(
    bot: Bot, storage: Storage, told: Told, seen: Seen, path: Path
) -> None:
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await delivery.take([raw(number) for number in range(1, 5)])
        await seen.next(4)
    ahead = int((time.time() + 1e9) * 1000)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE inbox SET at = ? WHERE update_id = 1", (ahead,))
        connection.execute("UPDATE inbox SET at = 0 WHERE update_id IN (2, 3)")
    assert await storage.inbox.prune() == 2
    assert rows(path, "SELECT update_id FROM inbox") == [(1,), (4,)]


async def test_numbers_are_forgotten_without_a_restart_too(
    bot: Bot, storage: Storage, told: Told, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_BETWEEN_PRUNES", 4)
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await delivery.take([raw(1), raw(2)])
        await asyncio.wait(delivery._tasks)
        await storage._database.write("UPDATE inbox SET at = 0", {})
        await delivery.take([raw(3)])
        await delivery.take([raw(4)])
        await seen.next(4)
    left = await storage._database.read("SELECT update_id FROM inbox", {})
    assert [row["update_id"] for row in left] == [3, 4]


async def test_updates_are_lined_up_though_old_numbers_cannot_go(
    bot: Bot, storage: Storage, told: Told, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_BETWEEN_PRUNES", 2)
    stuck = "CREATE TRIGGER stuck BEFORE DELETE ON inbox BEGIN SELECT raise(ABORT, 'no'); END"
    old = "INSERT INTO inbox (bot_id, update_id, begun, at) VALUES (:bot, 99, 1, 0)"
    async with delivering(bot, storage, told, seen.hear) as delivery:
        await storage._database.write(stuck, {})
        await storage._database.write(old, {"bot": bot.id})
        await delivery.take([raw(number, str(number), number) for number in range(1, 7)])
        assert sorted(await seen.next(6)) == ["1", "2", "3", "4", "5", "6"]


async def test_a_server_that_comes_and_goes_is_asked_until_it_answers(
    chat: LocalChat, storage: Storage, told: Told, seen: Seen
) -> None:
    faults: list[Lost | Refusal | Page] = [
        *(Lost(), Refusal(502, "Bad Gateway")),
        *(Page(502), Page(502, b"\xb5\xd8")),
    ]

    def fault(call: Call) -> Lost | Refusal | Page | None:
        return faults.pop() if call.method == "getupdates" and faults else None

    with capture_logs() as logs:
        async with over(Line(chat, fault), chat, storage, told, seen.hear) as robin:
            await robin.send("hello", expect=0)
            assert await seen.next(1) == ["hello"]
    assert [line["event"] for line in logs] == ["no updates"] * 4


async def test_a_server_that_answers_in_its_own_way_is_asked_on_and_not_in_haste(
    chat: LocalChat, storage: Storage, told: Told, seen: Seen
) -> None:
    """What is no update among updates, no list at all, and an empty one at once."""
    results = ["[null]", "null", "[]"]
    asked: list[float] = []

    def fault(call: Call) -> Page | None:
        if call.method != "getupdates":
            return None
        asked.append(time.monotonic())
        return Page(200, f'{{"ok": true, "result": {results.pop(0)}}}'.encode()) if results else None

    with capture_logs() as logs:
        async with over(Line(chat, fault), chat, storage, told, seen.hear) as robin:
            await robin.send("hello", expect=0)
            assert await seen.next(1) == ["hello"]
    assert [line["event"] for line in logs] == ["what is no update is left out"]
    assert min(after - before for before, after in pairwise(asked[:4])) > 0.3


async def test_telegram_is_asked_again_when_it_wants_to_be(
    chat: LocalChat, storage: Storage, told: Told, seen: Seen
) -> None:
    faults = [Refusal(429, "Too Many Requests: retry after 1", retry_after=1)]
    asked: list[float] = []

    def fault(call: Call) -> Refusal | None:
        if call.method != "getupdates":
            return None
        asked.append(time.monotonic())
        return faults.pop() if faults else None

    async with over(Line(chat, fault), chat, storage, told, seen.hear) as robin:
        await robin.send("hello", expect=0)
        assert await seen.next(1) == ["hello"]
    assert asked[1] - asked[0] >= 1


async def test_a_webhook_that_is_in_the_way_is_taken_off_when_that_can_be(
    chat: LocalChat, storage: Storage, told: Told, seen: Seen
) -> None:
    active = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    hooked, refused = [True], [Refusal(502, "Bad Gateway")]

    def fault(call: Call) -> Refusal | None:
        if call.method == "deletewebhook":
            if refused:
                return refused.pop()
            hooked.clear()
        return Refusal(409, active) if call.method == "getupdates" and hooked else None

    async with over(Line(chat, fault), chat, storage, told, seen.hear) as robin:
        await robin.send("hello", expect=0)
        assert await seen.next(1) == ["hello"]


async def test_who_else_asks_for_updates_is_no_webhook(
    chat: LocalChat, storage: Storage, told: Told, seen: Seen
) -> None:
    other = (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    faults, calls = [Refusal(409, other)], []

    def fault(call: Call) -> Refusal | None:
        calls.append(call.method)
        return faults.pop() if call.method == "getupdates" and faults else None

    async with over(Line(chat, fault), chat, storage, told, seen.hear) as robin:
        await robin.send("hello", expect=0)
        assert await seen.next(1) == ["hello"]
    assert {*calls} == {"getupdates"}


async def test_a_token_that_is_revoked_while_the_bot_runs_ends_it_and_sets_nothing_aside(
    chat: LocalChat, bot: Bot, storage: Storage, told: Told, path: Path
) -> None:
    revoked = asyncio.Event()

    async def say(message: Message) -> None:
        chat.world.token = "1:another"  # noqa: S105 - what BotFather does
        revoked.set()
        await message.answer("too late")

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.register(say)
    delivery = Delivery(dispatcher, bot, storage.inbox, told)
    async with Listener(chat) as robin:
        await robin.send("hello", expect=0)
        with capture_logs() as logs:
            polling = asyncio.create_task(poll(bot, delivery, ["message"]))
            await revoked.wait()
            await robin.send("still there?", expect=0)
            with pytest.raises(TokenRevoked, match="BOT_TOKEN: it was revoked"):
                await polling
            await delivery.stop(10)
    assert {line["event"] for line in logs} <= {"an update has to wait"}
    assert {*rows(path, "SELECT body IS NOT NULL, begun, error FROM inbox")} == {(1, 0, None)}
