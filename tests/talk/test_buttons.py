"""Buttons are user input: what is forged, foreign or stale gets a polite toast and changes nothing."""

import pytest

from handlers.asking import questions
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, data_of

STALE = "This button is too old. Please ask again."
FOREIGN = "These buttons belong to someone else. Ask for a list of your own: /recommend"
HUGE = 2**63
FORGED = (
    "rate1:1:5:like:0",  # nothing shown there
    "rate1:99:0:like:0",  # no such query
    "rate1:1:0:love:0",
    "rate1:1:-1:like:0",
    "rate1:1:0:like",
    "rate1:1:0:like:0:0",
    "rate1:one:0:like:0",
    f"rate1:{HUGE}:0:like:0",
    f"rate1:1:{HUGE}:like:0",
    "rate0:1:0:like:0",
    "rate2:1:0:like:0",
    "list1:1:2",  # a page that no button leads to yet
    "list1:1:100000",
    "list1:99:0",
    "more1:1:77",
    "like1:1:77",
    "again1:99",
    "ahead1:{me}:1440",
    "zone1:{me}:Atlantis/Capital",
    "zone1:{me}:../../etc/passwd",
    "week1:{me}:1:9",
    "week1:{me}:7:9",
    "set1:{me}:admin",
    "keep1:99:0:0",
    "kept1:99:1",
    "file1:99:csv",
    "file1:1:exe",
    "share1:99:1",
    "drop1:99:1",
    "replay1:99",
    "anew1:99",
    "why1:1:77",
    "why1:99:0",
    f"again1:{HUGE}",
    "off1:{me}:99:like:0",
    "pick1:{me}:00000000:0:0",
    "cell1:{me}:000000000000",
    "cell1:{me}:",
    "pick1:{me}:' OR 1=1:0:0",
    "try2:{me}:000000000000",
    "lang1:{me}:xx",
    "lang1:{me}:../en",
    "shelf1:{me}:love:0",
    "past1:0:0",
    ":",
    "'; DROP TABLE verdicts; --",
    "🎸" * 16,
)
FOREIGN_DATA = (
    "rate1:1:0:like:0",
    "rate1:1:0:blocked:1",
    "list1:1:0",
    "list1:1:1",
    "more1:1:0",
    "like1:1:0",
    "again1:1",
    "clock1:{them}",
    "ahead1:{them}:60",
    "zone1:{them}:Europe/Berlin",
    "week1:{them}:1:9",
    "stop1:{them}:0",
    "stop1:{them}:1",
    "sets1:{them}",
    "set1:{them}:dial",
    "heard1:{them}:1",
    "keep1:1:0:1",
    "kept1:1:1",
    "kept1:1:0",
    "kepts1:{them}:0",
    "file1:1:csv",
    "share1:1:1",
    "share1:1:0",
    "drop1:1:0",
    "drop1:1:1",
    "replay1:1",
    "anew1:1",
    "why1:1:0",
    "off1:{them}:1:like:0",
    "shelf1:{them}:like:0",
    "past1:{them}:0",
    "lang1:{them}:de",
    "try2:{them}:000000000000",
    "pick1:{them}:00000000:0:0",
    "cell1:{them}:000000000000",
    "cells1:{them}",
    "first1:{them}",
)


async def test_forged_data_gets_a_toast_and_writes_nothing(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    before = memory.all()
    for data in FORGED:
        tap = await listener.forge(data.replace("{me}", str(listener.user_id)))
        assert tap.toast == STALE, data
        assert memory.all() == before, data


async def test_a_button_of_somebody_else_gets_a_toast_and_writes_nothing(
    listener: Listener, stranger: Listener, memory: Memory
) -> None:
    await listener.send("Radiohead")
    await listener.tap("Save")
    await listener.tap("Like 1")
    await stranger.send("/start")
    before = memory.all()
    for data in FOREIGN_DATA:
        tap = await stranger.forge(data.replace("{them}", str(listener.user_id)))
        assert tap.toast == FOREIGN, data
        assert memory.all() == before, data


async def test_a_question_is_answered_once(listener: Listener, memory: Memory, unknown: str) -> None:
    [question] = await listener.send(unknown)
    data = data_of(question, buttons(question)[0])
    await listener.tap(buttons(question)[0])
    await listener.send("/privacy")  # the question is settled when its answer is shown
    before = memory.all()
    assert (await listener.forge(data)).toast == STALE
    assert memory.all() == before


@pytest.mark.parametrize("change", [":1:0", ":0:99", ":0:"])
async def test_a_question_takes_only_the_answers_it_offers(
    listener: Listener, memory: Memory, unknown: str, change: str
) -> None:
    [question] = await listener.send(unknown)
    data = data_of(question, buttons(question)[0]).removesuffix(":0:0")
    before = memory.all()
    assert (await listener.forge(data + change)).toast == STALE
    assert memory.all() == before


async def test_a_settled_question_leaves_nothing_behind(
    listener: Listener, memory: Memory, unknown: str
) -> None:
    [question] = await listener.send(unknown)
    assert len(memory.rows("SELECT name FROM preferences")) == 1
    await listener.tap(buttons(question)[0])
    await listener.send("/privacy")  # it is settled when its answer is shown
    assert memory.rows("SELECT name FROM preferences") == []


async def test_of_questions_left_open_the_oldest_go(
    listener: Listener, memory: Memory, unknown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "OPEN", 2)
    [oldest] = await listener.send(unknown)
    for _ in range(2):
        [question] = await listener.send(unknown)
    assert len(memory.rows("SELECT name FROM preferences WHERE name LIKE 'question-%'")) == 2
    assert (await listener.forge(data_of(oldest, buttons(oldest)[0]))).toast == STALE
    await listener.tap(buttons(question)[0], question)


async def test_no_button_carries_more_than_telegram_takes(listener: Listener, unknown: str) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    kept = (await listener.tap("Share", expect=2)).shown
    menu = (await listener.tap("More 1", card)).edited[0]
    [question] = await listener.send(f"{unknown}, Björk")
    shown = [card, menu, question, *kept]
    for command in ("/start", "/likes", "/history", "/saved", "/weekly", "/settings", "/language"):
        shown += await listener.send(command)
    for keyboard in (message.reply_markup for message in shown):
        assert keyboard is not None
        data = [button.callback_data for row in keyboard.inline_keyboard for button in row]
        assert all(len((one or "").encode()) <= 64 for one in data)
