"""The weekly pick: on at the listener's own hour, ten artists not heard, never one twice, off with a tap."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.types import Message

from handlers.cards.calls import Send
from handlers.frame.zones import ZONES, city, next_time, offsets
from handlers.lists.steps import AT_FIRST
from localchat import LocalChat
from recommender import Recommender
from storage import Play, Song, Storage, Verdict, WeeklyPick
from tests.clock import SetClock
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, names, text

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 17, tzinfo=UTC)
"""Six in the evening in Berlin."""
WEEK = timedelta(days=7)
LIKES = ("Massive Attack", "Portishead", "Björk")
Fault = Callable[[Send], Exception | None]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(TUESDAY)


@pytest.fixture
async def bot(chat: LocalChat, storage: Storage, engine: Recommender, clock: SetClock) -> AsyncIterator[Bot]:
    async with running_bot(chat, storage, engine, clock) as bot:
        yield bot


async def like(listener: Listener, storage: Storage, engine: Recommender) -> None:
    await listener.send("/help")
    for name in LIKES:
        await storage.verdicts.put(listener.user_id, engine.artist(name).key, name, Verdict.LIKE)


async def opt_in(listener: Listener, city: str = "Berlin", time: str = "1:00\u202fPM") -> Message:
    await listener.send("/weekly")
    await listener.tap("Send me a weekly pick")
    await listener.tap(time)
    return (await listener.tap(city)).edited[0]


async def pick(listener: Listener, clock: SetClock, at: datetime) -> list[str]:
    """The pick that comes by then, both its pages."""
    await clock.set(at)
    [first] = await listener.wait()
    second = (await listener.tap("Next")).edited[0]
    return names(first) + names(second)


async def test_it_is_offered_and_set_up_with_three_taps(listener: Listener, memory: Memory) -> None:
    [offer] = await listener.send("/weekly")
    assert text(offer).startswith("A weekly pick: ten artists you haven't heard, once a week")
    clocks = (await listener.tap("Send me a weekly pick")).edited[0]
    assert "what time is it where you are now?" in text(clocks)
    places = (await listener.tap("5:30\u202fPM")).edited[0]
    assert buttons(places) == ["Kolkata", "◀ Back"]
    await listener.tap("◀ Back")
    assert "Berlin" in buttons((await listener.tap("1:00\u202fPM")).edited[0])
    tap = await listener.tap("Berlin")
    assert tap.toast == "The weekly pick is on."
    on = text(tap.edited[0]).replace("\u202f", " ")
    assert "The next one: Friday, November 27, 2026, 6:00 PM, by the clock of Berlin." in on
    assert {"✅ Fri", "✅ 18:00"} <= set(buttons(tap.edited[0]))
    assert memory.rows("SELECT next_at FROM weekly") == [(int(FRIDAY.timestamp() * 1000),)]


async def test_the_clock_told_for_it_is_the_listeners_own_unless_they_told_another(
    listener: Listener, storage: Storage, memory: Memory
) -> None:
    await opt_in(listener, "New York", "7:00\u202fAM")
    told = "SELECT value FROM preferences WHERE name = 'hours-from-utc'"
    assert memory.rows(told) == [("-5",)]
    await storage.preferences.put(listener.user_id, "hours-from-utc", "2")
    for button in ("Another city's clock", "1:00\u202fPM", "Berlin"):
        await listener.tap(button)
    assert memory.rows(told) == [("2",)]


async def test_day_and_hour_are_the_listeners(listener: Listener, memory: Memory) -> None:
    await opt_in(listener, "New York", "7:00\u202fAM")
    await listener.tap("Sun")
    card = (await listener.tap("9:00")).edited[0]
    said = text(card).replace("\u202f", " ")
    assert "Sunday, November 29, 2026, 9:00 AM, by the clock of New York" in said
    assert {"✅ Sun", "✅ 9:00"} <= set(buttons(card))
    expected = datetime(2026, 11, 29, 14, tzinfo=UTC)
    assert memory.rows("SELECT next_at FROM weekly") == [(int(expected.timestamp() * 1000),)]
    [again] = await listener.send("/weekly")
    assert buttons(again) == buttons(card)


async def test_ten_artists_come_at_that_hour_and_not_before(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await like(listener, storage, engine)
    await opt_in(listener)
    await clock.set(FRIDAY - timedelta(seconds=1))
    await listener.refresh()
    assert "by the clock of Berlin" in text(listener.last)
    found = await pick(listener, clock, FRIDAY + timedelta(seconds=30))
    assert found == [one.artist.name for one in engine.recommend(LIKES, k=10, step=AT_FIRST, page=5)]
    assert text(listener.last).startswith("Your weekly pick: 10 artists you haven't heard yet · page 2")
    assert "Next ▶" not in buttons(listener.last)


async def test_no_artist_comes_twice_nor_one_that_was_heard_rated_or_put_away(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await like(listener, storage, engine)
    best = [one.artist for one in engine.recommend(LIKES, k=60)]
    heard, blocked = best[12], best[13]
    song = Song(heard.key, heard.name, "song", "Song", tuple(Play(at) for at in range(100, 1000, 100)))
    await storage.plays.add(listener.user_id, [song])
    await storage.verdicts.put(listener.user_id, blocked.key, blocked.name, Verdict.BLOCKED)
    await opt_in(listener)
    seen: list[str] = []
    for week in range(4):
        found = await pick(listener, clock, FRIDAY + week * WEEK)
        assert len(set(found)) == 10
        assert not {*found} & {*seen, *LIKES, heard.name, blocked.name}
        seen += found
    assert len(set(seen)) == 40


async def test_it_stops_with_one_tap_under_any_pick(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock, memory: Memory
) -> None:
    await like(listener, storage, engine)
    await opt_in(listener)
    await clock.set(FRIDAY)
    [first] = await listener.wait()
    tap = await listener.tap("Stop the weekly pick", first, expect=0)
    assert tap.toast == "Stopped. /weekly brings it back."
    assert memory.rows("SELECT * FROM weekly") == []
    await clock.set(FRIDAY + WEEK)
    await listener.refresh()
    assert listener.last.message_id == first.message_id
    tap = await listener.tap("Stop the weekly pick", first, expect=0)
    assert tap.toast == "It is off already. /weekly brings it back."


async def test_stopped_where_it_is_set_up_it_is_offered_again(listener: Listener, memory: Memory) -> None:
    await opt_in(listener)
    card = (await listener.tap("Stop the weekly pick")).edited[0]
    assert text(card).startswith("A weekly pick: ten artists")
    assert memory.rows("SELECT * FROM weekly") == []


@pytest.mark.parametrize("word", ["off", "STOP", "aus", "стоп"])
async def test_the_word_behind_the_command_stops_it_too(
    listener: Listener, memory: Memory, word: str
) -> None:
    await opt_in(listener)
    [said] = await listener.send(f"/weekly {word}")
    assert text(said) == "Stopped. /weekly brings it back."
    assert memory.rows("SELECT * FROM weekly") == []
    [said] = await listener.send(f"/weekly {word}")
    assert text(said) == "It is off already. /weekly brings it back."


async def test_a_pick_is_rated_like_any_list(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock, memory: Memory
) -> None:
    await like(listener, storage, engine)
    await opt_in(listener)
    await clock.set(FRIDAY)
    [card] = await listener.wait()
    rated = (await listener.tap("Like 2")).edited[0]
    assert names(rated) == names(card)
    assert memory.verdicts(listener.user_id)[names(card)[1]] == "like"
    [past] = await listener.send("/history")
    assert "1. Weekly pick" in text(past)


async def test_more_brings_the_rest_of_a_pick_and_then_there_is_none(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await like(listener, storage, engine)
    await opt_in(listener)
    await clock.set(FRIDAY)
    [first] = await listener.wait()
    [second] = await listener.send("more")
    assert text(second).startswith("Your weekly pick: 10 artists you haven't heard yet · page 2")
    assert len({*names(first), *names(second)}) == 10
    [answer] = await listener.send("more")
    assert text(answer).startswith("There is no list to go on with.")


async def test_without_any_taste_it_says_what_is_missing(listener: Listener, clock: SetClock) -> None:
    await opt_in(listener)
    await clock.set(FRIDAY)
    [card] = await listener.wait()
    assert text(card).startswith("Your weekly pick\n\nThis week I found nobody for you. Like a few artists")
    assert buttons(card) == ["🔕 Stop the weekly pick"]


async def test_it_comes_in_the_language_chosen_by_then(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await like(listener, storage, engine)
    await opt_in(listener)
    await storage.preferences.put(listener.user_id, "language", "ru")
    await clock.set(FRIDAY)
    [card] = await listener.wait()
    assert text(card).startswith("Подборка недели: 10 исполнителей, которых вы ещё не слышали")


@asynccontextmanager
async def once_running(
    chat: LocalChat, database: Path, engine: Recommender, clock: SetClock, fault: Fault | None = None
) -> AsyncIterator[Storage]:
    """A bot with a storage of its own, whose sending of weekly picks may fail."""
    storage = await Storage.open(database)
    async with running_bot(chat, storage, engine, clock) as bot:
        if fault is not None:
            fail(bot, fault)
        yield storage
    await storage.close()


def fail(bot: Bot, fault: Fault) -> None:
    """Let the Bot API server answer with errors, as Telegram's does under load or when it is away."""

    async def answer(
        make_request: Callable[..., Awaitable[object]], bot: Bot, method: TelegramMethod[Message]
    ) -> object:
        error = fault(method) if isinstance(method, Send) else None
        if error is not None:
            raise error
        return await make_request(bot, method)

    bot.session.middleware(answer)  # type: ignore[arg-type] # aiogram's protocol is generic in the method


async def test_a_restart_loses_no_pick_and_repeats_none(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    async with Listener(chat) as listener:
        async with once_running(chat, database, engine, clock) as storage:
            await like(listener, storage, engine)
            await opt_in(listener)
        at = FRIDAY + timedelta(hours=1)  # the bot was away when the pick was due
        late = SetClock(at)
        async with once_running(chat, database, engine, late):
            [card] = await listener.wait()
            assert len(names(card)) == 5
        async with once_running(chat, database, engine, SetClock(at)) as storage:
            wish = await storage.weekly.get(listener.user_id)
            assert wish is not None
            assert wish.next_at == FRIDAY + WEEK
            await listener.refresh()
            assert listener.last.message_id == card.message_id


async def test_a_pick_made_before_a_crash_is_the_one_that_is_sent_after(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    def away(_method: Send) -> Exception:
        return TelegramNetworkError(Send(chat_id=1, text=""), "server away")

    async with Listener(chat) as listener:
        async with once_running(chat, database, engine, clock) as storage:
            await like(listener, storage, engine)
            await opt_in(listener)
        async with once_running(chat, database, engine, clock, away):
            await clock.set(FRIDAY)
        made = Memory(database).rows("SELECT artist_name FROM shown ORDER BY position")
        assert len(made) == 10
        async with once_running(chat, database, engine, SetClock(FRIDAY + timedelta(minutes=5))):
            [card] = await listener.wait()
            assert [(name,) for name in names(card)] == made[:5]
        assert Memory(database).rows("SELECT count(*) FROM queries") == [(1,)]


async def test_a_pick_that_could_not_be_noted_is_not_made(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    """A trigger stands in for a crash between the two."""
    async with Listener(chat) as listener:
        async with once_running(chat, database, engine, clock) as storage:
            await like(listener, storage, engine)
            await opt_in(listener)
            memory = Memory(database)
            await memory.run(
                "CREATE TRIGGER crash BEFORE UPDATE ON weekly BEGIN SELECT raise(ABORT, 'crash'); END"
            )
            await clock.set(FRIDAY)
        assert memory.rows("SELECT * FROM queries") == []
        await memory.run("DROP TRIGGER crash")
        async with once_running(chat, database, engine, SetClock(FRIDAY + timedelta(minutes=5))):
            [card] = await listener.wait()
        best = [one.artist.name for one in engine.recommend(LIKES, k=10, step=AT_FIRST, page=5)]
        assert names(card) == best[:5]


async def test_a_pick_late_by_a_night_waits_for_its_hour(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    async with Listener(chat) as listener:
        async with once_running(chat, database, engine, clock) as storage:
            await like(listener, storage, engine)
            await opt_in(listener)
        at_night = SetClock(FRIDAY + timedelta(hours=9))
        async with once_running(chat, database, engine, at_night) as storage:
            await at_night.rest()
            await listener.refresh()
            assert "by the clock of Berlin" in text(listener.last)
            await at_night.set(FRIDAY + timedelta(days=1))
            [card] = await listener.wait()
            assert text(card).startswith("Your weekly pick")
            wish = await storage.weekly.get(listener.user_id)
            assert wish is not None
            assert wish.next_at == FRIDAY + WEEK


async def test_a_clock_that_was_ahead_takes_no_picks_away(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await like(listener, storage, engine)
    for user_id, zone in ((listener.user_id, "Europe/Berlin"), (1, "Atlantis/Capital")):
        await storage.users.seen(user_id)
        far = FRIDAY + timedelta(days=14 * 365)
        await storage.weekly.put(WeeklyPick(user_id, zone, 4, 18, "en", far))
    for hours in (1, 2):
        await clock.set(TUESDAY + timedelta(hours=hours))
    wish = await storage.weekly.get(listener.user_id)
    assert wish is not None
    assert wish.next_at == FRIDAY
    await pick(listener, clock, FRIDAY)


@pytest.mark.parametrize("behind", [timedelta(days=60), timedelta(days=56 * 365)])
async def test_a_clock_that_is_behind_after_the_start_moves_no_pick(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock, behind: timedelta
) -> None:
    """Put where that clock would have it, it would come on the day after the clock is set right."""
    async with Listener(chat) as listener:
        async with once_running(chat, database, engine, clock) as storage:
            await like(listener, storage, engine)
            await opt_in(listener)
        slow = SetClock(TUESDAY - behind)
        async with once_running(chat, database, engine, slow) as storage:
            await slow.set(TUESDAY - behind + timedelta(minutes=5))
            await slow.set(TUESDAY)
            wish = await storage.weekly.get(listener.user_id)
            assert wish is not None
            assert wish.next_at == FRIDAY
            assert await pick(listener, slow, FRIDAY)


async def test_who_blocked_the_bot_gets_no_picks_any_more(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    def blocked(method: Send) -> Exception | None:
        picks = method.text.startswith("<b>Your weekly pick")
        return TelegramForbiddenError(method, "bot was blocked by the user") if picks else None

    async with (
        Listener(chat) as listener,
        once_running(chat, database, engine, clock, blocked) as storage,
    ):
        await like(listener, storage, engine)
        await opt_in(listener)
        await clock.set(FRIDAY)
        assert await storage.weekly.get(listener.user_id) is None


async def test_many_picks_at_once_keep_to_the_pace_and_wait_when_told_to(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    times: list[datetime] = []

    def flood(method: Send) -> Exception | None:
        if not method.text.startswith("<b>Your weekly pick"):
            return None
        times.append(clock.now())
        return TelegramRetryAfter(method, "Too Many Requests", 20) if len(times) == 4 else None

    async with Listener(chat) as listener, once_running(chat, database, engine, clock, flood) as storage:
        await like(listener, storage, engine)
        for user_id in (listener.user_id, *range(5000, 5009)):
            await storage.users.seen(user_id)
            await storage.verdicts.put(user_id, "radiohead", "Radiohead", Verdict.LIKE)
            await storage.weekly.put(WeeklyPick(user_id, "Europe/Berlin", 4, 18, "en", FRIDAY))
        await clock.set(FRIDAY)
        assert len(times) == 4
        await clock.set(FRIDAY + timedelta(seconds=21))
        assert len(times) == 11
        assert times[4] - times[3] >= timedelta(seconds=20)
        pauses = [after - before for before, after in pairwise(times)]
        assert min(pauses) >= timedelta(seconds=1 / 30)
        assert await storage.weekly.due(clock.now(), 100) == []


async def test_one_pick_that_fails_does_not_hold_up_the_others(
    chat: LocalChat, engine: Recommender, database: Path, clock: SetClock
) -> None:
    async with Listener(chat) as listener, once_running(chat, database, engine, clock) as storage:
        await like(listener, storage, engine)
        await storage.users.seen(1)
        await storage.weekly.put(WeeklyPick(1, "Atlantis/Capital", 4, 18, "en", FRIDAY - timedelta(hours=1)))
        await opt_in(listener)
        await clock.set(FRIDAY)
        [card] = await listener.wait()
        assert text(card).startswith("Your weekly pick")
        lost = await storage.weekly.get(1)
        assert lost is not None
        assert lost.next_at == FRIDAY + timedelta(days=1)


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_keeps_its_hour_through_the_year(zone: str) -> None:
    """Also where clocks are put forward and back."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(60):
        after, at = at, next_time(at, zone, 18, 4)
        local = at.astimezone(ZoneInfo(zone))
        assert (local.weekday(), local.hour, local.minute) == (4, 18, 0)
        assert timedelta() < at - after <= WEEK + timedelta(hours=1)


def test_an_hour_that_clocks_leap_over_comes_after_the_leap() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    at = next_time(before, "Europe/Berlin", 2, 6)
    assert at == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert next_time(at, "Europe/Berlin", 2, 6) == datetime(2026, 4, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize("month", [1, 7])
def test_every_zone_is_found_by_what_its_clocks_show(month: int) -> None:
    found = offsets(datetime(2026, month, 15, 12, tzinfo=UTC))
    assert sorted(zone for zones in found.values() for zone in zones) == sorted(ZONES)
    assert len(found) <= 40
    now = datetime(2026, month, 15, 12, tzinfo=UTC)
    for zone in available_timezones():
        ahead = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
        assert ahead % timedelta(days=1) // timedelta(minutes=1) in found


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_every_city_has_a_name_in_every_language(language: str) -> None:
    cities = [city(zone, language) for zone in ZONES]
    assert len(set(cities)) == len(ZONES)
    assert language != "ru" or all("а" <= letter <= "я" for name in cities for letter in name[-1])
