"""The obscurity dial: five steps, remembered, followed by every list from then on."""

import pytest

from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text


def _popularity(engine: Recommender, shown: list[str]) -> float:
    return sum(engine.artist(name).popularity for name in shown) / len(shown)


async def test_the_dial_is_turned_remembered_and_followed(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    [card] = await listener.send("Miles Davis")
    before = names(card)
    [dial] = await listener.send("/dial")
    assert "✅ Balanced" in buttons(dial)
    assert len(buttons(dial)) == 6
    assert buttons(dial)[-1] == "◀ Settings"
    tap = await listener.tap("Hidden gems")
    assert tap.toast == "Your next list follows it."
    assert "✅ Hidden gems" in buttons(tap.edited[0])
    again = (await listener.tap("🔁 Ask again: Miles Davis")).messages[0]
    assert memory.rows("SELECT name, value FROM preferences") == [("dial", "4")]
    [card] = await listener.send("Miles Davis")
    gems = names(card)
    assert names(again) == gems
    [_] = await listener.send("/dial")
    await listener.tap("What everybody hears")
    [card] = await listener.send("Miles Davis")
    assert _popularity(engine, gems) < _popularity(engine, before) < _popularity(engine, names(card))


@pytest.mark.parametrize(("said", "step"), [("5", 4), ("1", 0), ("hidden gems", 4), ("Balanced", 2)])
async def test_a_step_that_is_named_is_taken_at_once(
    listener: Listener, memory: Memory, said: str, step: int
) -> None:
    await listener.send("Miles Davis")
    [dial] = await listener.send(f"/dial {said}")
    assert buttons(dial)[step].startswith("✅ ")
    assert "🔁 Ask again: Miles Davis" in buttons(dial)
    assert memory.rows("SELECT name, value FROM preferences") == [("dial", str(step))]


@pytest.mark.parametrize("said", ["0", "6", "-1", "²", "rock"])
async def test_a_step_that_there_is_not_leaves_the_dial(
    listener: Listener, memory: Memory, said: str
) -> None:
    [dial] = await listener.send(f"/dial {said}")
    assert "✅ Balanced" in buttons(dial)
    assert memory.rows("SELECT name, value FROM preferences") == []


async def test_a_few_well_known_artists_have_hidden_gems_too(
    listener: Listener, engine: Recommender, storage: Storage
) -> None:
    """Every card has room for whom fewer hear, and the dial's ends are two lists."""
    liked = "The Beatles, Muse, Radiohead"
    shown = {}
    await listener.send("hello")
    for step in ("0", "2", "4"):
        await storage.preferences.put(listener.user_id, "dial", step)
        [card] = await listener.send(liked)
        shown[step] = names(card)
    assert len(set(shown["0"]) & set(shown["4"])) <= 3
    known = [_popularity(engine, shown[step]) for step in ("0", "2", "4")]
    assert known == sorted(known, reverse=True)
    assert len(set(known)) == 3


async def test_a_dial_that_nobody_can_have_turned_so_stands_in_the_middle(
    listener: Listener, memory: Memory
) -> None:
    """What a listener took along may have been changed before another host took it in."""
    row = (listener.user_id, "dial", "far")
    await memory.run("INSERT INTO users (id, first_seen, last_seen) VALUES (?, 0, 0)", [row[:1]])
    await memory.run("INSERT INTO preferences (user_id, name, value, at) VALUES (?, ?, ?, 0)", [row])
    [dial] = await listener.send("/dial")
    assert "✅ Balanced" in buttons(dial)


async def test_a_list_is_turned_to_the_rarer_below_it_and_the_dial_stays_there(
    listener: Listener, engine: Recommender, memory: Memory
) -> None:
    [card] = await listener.send("Radiohead")
    [after] = (tap := await listener.tap("Rarer")).edited
    assert tap.toast == "Off the beaten track: your lists follow it from now on."
    assert after.message_id == card.message_id
    assert _popularity(engine, names(after)) < _popularity(engine, names(card))
    await listener.tap("Rarer")
    assert memory.rows("SELECT value FROM preferences") == [("4",)]
    assert "Rarer" not in buttons(listener.last)
    assert "Better known" in buttons(listener.last)
    page = (await listener.tap("Next")).edited[0]
    assert not {"Rarer", "Better known"} & {*buttons(page)}


async def test_the_match_on_a_page_is_best_first_wherever_the_dial_stands(listener: Listener) -> None:
    for step in ("What everybody hears", "Off the beaten track"):
        await listener.send("/dial")
        await listener.tap(step)
        [card] = await listener.send("Radiohead")
        percents = [int(word.rstrip("%")) for word in text(card).split() if word.endswith("%")]
        assert percents == sorted(percents, reverse=True)


async def test_a_dial_belongs_to_who_asked_for_it(
    chat: LocalChat, listener: Listener, memory: Memory
) -> None:
    [dial] = await listener.send("/dial")
    assert dial.reply_markup is not None
    forged = dial.reply_markup.inline_keyboard[0][0].callback_data or ""
    async with Listener(chat, user_id=4321) as other:
        await other.send("/dial")
        tap = await other.forge(forged)
        assert tap.toast
    assert memory.rows("SELECT * FROM preferences") == []
