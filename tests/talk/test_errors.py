"""Errors reach the listener as words, once, and the bot goes on."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, Update, User
from structlog.testing import capture_logs

from storage import Storage
from tests.listener import Listener
from tests.talk.reading import Memory, text
from tests.unkind import Server, refusal

SORRY = "Something went wrong on my side. Please try again in a moment."


async def test_a_broken_database_is_admitted_and_the_talk_goes_on(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    await memory.run("ALTER TABLE verdicts RENAME TO lost")
    with capture_logs() as logs:
        [answer] = await listener.send("/likes")
    assert text(answer) == SORRY
    assert [line["event"] for line in logs].count("update failed") == 1
    await memory.run("ALTER TABLE lost RENAME TO verdicts")
    [answer] = await listener.send("/likes")
    assert text(answer).startswith("You haven't liked anyone yet.")


async def test_a_tap_that_fails_is_answered_with_a_toast_and_nothing_is_marked(
    listener: Listener, memory: Memory
) -> None:
    [card] = await listener.send("Radiohead")
    await memory.run("ALTER TABLE verdicts RENAME TO lost")
    with capture_logs() as logs:
        tap = await listener.tap("Like 1", expect=0)
    assert [line["event"] for line in logs].count("update failed") == 1
    assert tap.toast == SORRY
    assert text(listener.last) == text(card)


async def test_trouble_before_the_language_is_known_is_told_in_telegrams_language(
    listener: Listener, memory: Memory
) -> None:
    await listener.profile(language_code="de")
    await listener.send("/start")
    await memory.run("ALTER TABLE preferences RENAME TO lost")
    with capture_logs():
        [answer] = await listener.send("/start")
    assert text(answer) == "Bei mir ist etwas schiefgegangen. Versuch es bitte gleich noch einmal."


async def test_on_a_full_disk_nothing_is_lost_and_all_is_answered_once_there_is_room(
    listener: Listener, storage: Storage
) -> None:
    """SQLite's own limit stands in for the disk's; of pages there are none to spare in so small a file."""
    await listener.send("/start")
    writer = storage._database._writer
    [(pages,)] = await writer.execute_fetchall("PRAGMA page_count")
    await writer.execute(f"PRAGMA max_page_count = {pages}")
    with capture_logs() as logs:
        await listener.send("坂" * 4000, expect=0)
        async with asyncio.timeout(30):
            while not logs:  # noqa: ASYNC110 - what is logged cannot be awaited
                await asyncio.sleep(0.01)
        await writer.execute("PRAGMA max_page_count = 1073741823")
        [answer] = await listener.wait()
    assert logs[0]["event"] == "no updates"
    assert "database or disk is full; free some disk space" in logs[0]["error"]
    assert text(answer) != SORRY


TOO_LATE = (
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "Bad Request: QUERY_ID_INVALID",
)
ROBIN = User(id=77, is_bot=False, first_name="Robin")
TYPED = InlineQuery(id="1", from_user=ROBIN, query="radiohead", offset="")
CARD = Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=77, type="private"), text="x")
TAP = CallbackQuery(id="1", from_user=ROBIN, chat_instance="1", data="sets1:77", message=CARD)
DONE = refusal(400, "Bad Request: message is not modified")


@pytest.mark.parametrize("words", TOO_LATE)
async def test_an_answer_that_nobody_waits_for_any_more_is_no_fault(
    dispatcher: Dispatcher, words: str
) -> None:
    async with (server := Server((refusal(400, words), DONE))).serving() as bot:
        await dispatcher.feed_update(bot, Update(update_id=1, callback_query=TAP))
    assert [call.method for call in server.calls] == ["answerCallbackQuery", "editMessageText"]
    async with Server((refusal(400, words), DONE)).serving() as bot:
        with capture_logs() as logs:
            await dispatcher.feed_update(bot, Update(update_id=2, inline_query=TYPED))
    assert logs == []


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (Update(update_id=1, callback_query=TAP), "Bad Request: MESSAGE_TOO_LONG"),
        (Update(update_id=1, inline_query=TYPED), "Bad Request: BUTTON_DATA_INVALID"),
    ],
)
async def test_a_wrong_answer_to_a_tap_or_to_inline_words_is_a_fault(
    dispatcher: Dispatcher, update: Update, words: str
) -> None:
    async with Server((refusal(400, words), DONE)).serving() as bot:
        with capture_logs() as logs, pytest.raises(TelegramBadRequest):
            await dispatcher.feed_update(bot, update)
    assert [line["event"] for line in logs] == ["update failed"]
