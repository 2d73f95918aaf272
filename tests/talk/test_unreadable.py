"""Choices that nobody can read, as an import from another Encore may bring them, count as not made."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiogram import Bot

from handlers.rounds.broadcast_round import BroadcastRound
from localchat import LocalChat
from locales import catalogues
from recommender import Recommender
from storage import Play, Song, Storage, Verdict, WeeklyPick
from tests.clock import SetClock
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import buttons, text

THURSDAY = datetime(2026, 11, 26, 17, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 17, tzinfo=UTC)
STALE = "This button is too old. Please ask again."


@pytest.fixture
def clock() -> SetClock:
    return SetClock(THURSDAY)


@pytest.fixture
async def bot(chat: LocalChat, storage: Storage, engine: Recommender, clock: SetClock) -> AsyncIterator[Bot]:
    async with running_bot(chat, storage, engine, clock) as bot:
        yield bot


@pytest.mark.parametrize("kept", ["nonsense", "{}", '{"cells": [], "seen": [], "at": "2026-11-27T17:00:00"}'])
async def test_choices_that_cannot_be_read_hold_up_no_query(
    listener: Listener, storage: Storage, kept: str
) -> None:
    await listener.send("/help")
    for name in ("first-minute", "songs-last", "dial", "theme"):
        await storage.preferences.put(listener.user_id, name, kept)
    [answer] = await listener.send("Radiohead")
    assert text(answer).startswith("Artists like Radiohead")
    [more] = await listener.send("more")
    assert text(more).startswith("Artists like Radiohead")


async def test_songs_listed_at_a_time_without_a_zone_hold_up_no_more(
    listener: Listener, storage: Storage
) -> None:
    await listener.send("Radiohead")
    await listener.send("/tracks Radiohead - Creep")
    kept = await storage.preferences.get(listener.user_id, "songs-last") or ""
    assert "+00:00" in kept
    await storage.preferences.put(listener.user_id, "songs-last", kept.replace("+00:00", ""))
    [more] = await listener.send("more")
    assert "Songs like Creep" in text(more)


async def test_a_question_that_cannot_be_read_is_a_button_of_long_ago(
    listener: Listener, storage: Storage, unknown: str
) -> None:
    [question] = await listener.send(unknown)
    token = (await names_of(storage, listener.user_id))[0]
    await storage.preferences.put(listener.user_id, token, '{"parts": 7}')
    tap = await listener.tap(buttons(question)[0], expect=0)
    assert tap.toast == STALE


async def names_of(storage: Storage, user_id: int) -> list[str]:
    """Of open questions."""
    kept = (await storage.privacy.export(user_id))["preferences"]
    return [str(row["name"]) for row in kept if str(row["name"]).startswith("question-")]


@pytest.mark.parametrize("kept", ["nonsense", "nan", "inf", "1e300", "100000"])
async def test_a_clock_that_cannot_be_read_is_utc(listener: Listener, storage: Storage, kept: str) -> None:
    await listener.send("/help")
    song = Song("radiohead", "Radiohead", "creep", "Creep", (Play(1_700_000_000),))
    await storage.plays.add(listener.user_id, [song])
    await storage.preferences.put(listener.user_id, "hours-from-utc", kept)
    [answer] = await listener.send("/taste")
    assert "🕐 My clock: UTC" in buttons(answer)


async def test_a_language_that_there_is_not_is_english_in_the_weekly_pick(
    listener: Listener, storage: Storage, engine: Recommender, clock: SetClock
) -> None:
    await listener.send("/help")
    for name in ("Massive Attack", "Portishead", "Björk"):
        await storage.verdicts.put(listener.user_id, engine.artist(name).key, name, Verdict.LIKE)
    await storage.weekly.put(WeeklyPick(listener.user_id, "Europe/Berlin", 4, 18, "xx", FRIDAY))
    await storage.preferences.put(listener.user_id, "language", "yy")
    await clock.set(FRIDAY)
    [card] = await listener.wait()
    assert text(card).startswith("Your weekly pick: 10 artists you haven't heard")


async def test_nor_is_a_host_told_in_it_how_a_broadcast_went(
    listener: Listener, bot: Bot, storage: Storage
) -> None:
    await listener.send("/help")
    await storage.preferences.put(listener.user_id, "language", "yy")
    letter = await storage.broadcasts.add(listener.user_id, "News")
    await storage.broadcasts.begin(letter.id, listener.user_id)
    await BroadcastRound(bot, storage, catalogues()).send_due()
    [told] = await listener.wait()
    assert "Sent to 0 listeners" in text(told)
