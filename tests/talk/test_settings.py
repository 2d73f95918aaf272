"""/settings: all that can be chosen on one card, each choice opened in its place and left again."""

import pytest

from recommender import Recommender
from storage import Play, Song, Storage, Verdict
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text

BACK = "◀ Settings"


async def hear(storage: Storage, user_id: int, name: str) -> None:
    song = Song(name.casefold(), name, "song", "Song", tuple(Play(at) for at in range(100, 1000, 100)))
    await storage.plays.add(user_id, [song])


async def test_one_card_says_all_that_is_chosen(listener: Listener, storage: Storage) -> None:
    [card] = await listener.send("/settings")
    assert text(card).split("\n\n") == [
        "Settings",
        "Language: English",
        "How well known the artists of your lists are: Balanced",
        "Weekly pick: off",
        "Artists you have heard: not in /foryou and the weekly pick, but in lists you ask for by name"
        " (what you have heard, I know from /import)",
        "Never again: 0. Not for a month: 0.",
        "Artists you pass over in three lists, without a tap, rest for a month. None does now.",
    ]
    await storage.verdicts.put(listener.user_id, "muse", "Muse", Verdict.BLOCKED)
    await storage.verdicts.put(listener.user_id, "blur", "Blur", Verdict.SNOOZED)
    await storage.preferences.put(listener.user_id, "dial", "4")
    [card] = await listener.send("/settings")
    assert "Hidden gems" in text(card)
    assert "Never again: 1. Not for a month: 1." in text(card)


@pytest.mark.parametrize(
    ("button", "opened"),
    [
        ("Language", "Which language shall I speak?"),
        ("How well known", "How well known should the artists in your lists be?"),
        ("Weekly pick", "A weekly pick: ten artists you haven't heard"),
        ("Never again", "Nobody here. In a list, tap “More” and “Never show again”"),
    ],
)
async def test_each_choice_opens_in_place_and_leads_back(
    listener: Listener, button: str, opened: str
) -> None:
    [card] = await listener.send("/settings")
    choice = (await listener.tap(button)).edited[0]
    assert choice.message_id == card.message_id
    assert text(choice).startswith(opened)
    assert text((await listener.tap(BACK)).edited[0]) == text(card)


async def test_what_is_chosen_shows_on_the_way_back(listener: Listener) -> None:
    await listener.send("/settings")
    await listener.tap("How well known")
    await listener.tap("Off the beaten track")
    assert "Off the beaten track" in text((await listener.tap(BACK)).edited[0])
    await listener.tap("Language")
    await listener.tap("Deutsch")
    card = (await listener.tap("◀ Einstellungen")).edited[0]
    assert text(card).startswith("Einstellungen\n\nSprache: Deutsch")


async def test_the_weekly_pick_is_set_up_from_here(listener: Listener) -> None:
    await listener.send("/settings")
    await listener.tap("Weekly pick")
    await listener.tap("Send me a weekly pick")
    await listener.tap(lambda button: (button.callback_data or "").endswith(":330"))
    await listener.tap("Kolkata")
    card = (await listener.tap(BACK)).edited[0]
    assert "Weekly pick: Friday, 18:00, by the clock of Kolkata" in text(card)


async def test_artists_heard_can_be_left_out_of_all_lists(
    listener: Listener, storage: Storage, engine: Recommender, memory: Memory
) -> None:
    [before] = await listener.send("Muse")
    for name in names(before)[:3]:
        await hear(storage, listener.user_id, name)
    [still] = await listener.send("Muse")
    assert names(still) == names(before)
    [settings] = await listener.send("/settings")
    assert "I know from /import" not in text(settings)
    tap = await listener.tap("Hide artists I have heard in all lists")
    assert tap.toast == "Done. Your next list follows it."
    assert "Artists you have heard: in none of your lists" in text(tap.edited[0])
    [without] = await listener.send("Muse")
    assert names(without)[:2] == names(before)[3:]
    assert not {*names(before)[:3]} & {*names(without)}
    await listener.tap("Show artists I have heard in lists I ask for", settings)
    [again] = await listener.send("Muse")
    assert set(names(before)[:3]) <= set(names(again))  # the others stood in three lists, and rest


async def test_who_was_heard_can_still_be_asked_for(listener: Listener, storage: Storage) -> None:
    await listener.send("/settings")
    await listener.tap("Hide artists I have heard in all lists")
    await hear(storage, listener.user_id, "Radiohead")
    [card] = await listener.send("Radiohead")
    assert text(card).startswith("Artists like Radiohead")
    assert len(names(card)) == 5


async def test_hidden_artists_are_brought_back_from_here(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("More 1")
    await listener.tap("Not for a month")
    await listener.send("/settings")
    await listener.tap("Never again")
    shelf = (await listener.tap("Not for a month: 1")).edited[0]
    assert BACK in buttons(shelf)
    await listener.tap(f"✖ Take back {names(card)[0]}")
    assert "Not for a month: 0" in text((await listener.tap(BACK)).edited[0])
