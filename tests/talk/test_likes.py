"""/likes: what a listener likes, dislikes, knows and blocks, and how it is taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import Storage, Verdict
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, data_of, names, text

FAR = int(datetime(2100, 3, 5, tzinfo=UTC).timestamp() * 1000)


async def fill(storage: Storage, user_id: int, verdict: Verdict, n: int) -> None:
    for number in range(n):
        await storage.verdicts.put(user_id, f"{verdict} {number}", f"Band {number} <{verdict}>", verdict)


async def test_with_nothing_rated_it_says_how_likes_come_to_be(listener: Listener) -> None:
    [card] = await listener.send("/likes")
    assert text(card) == "You haven't liked anyone yet. Ask for an artist and tap “Like” in the list."
    assert buttons(card) == [
        "✅ 👍 Liked: 0",
        "👎 Disliked: 0",
        "Known: 0",
        "Not for a month: 0",
        "Never again: 0",
    ]


async def test_it_lists_likes_with_a_button_that_takes_each_off(listener: Listener, memory: Memory) -> None:
    [asked] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    await listener.tap("Like 2")
    first, second = names(asked)[:2]
    [card] = await listener.send("/likes")
    assert text(card).startswith(f"You like 2 artists\n\n1. {second}\n2. {first}\n")
    tap = await listener.tap(f"✖ Take back {second}")
    assert tap.toast == f"{second}: mark taken back."
    assert text(tap.edited[0]).startswith(f"You like 1 artist\n\n1. {first}\n")
    assert memory.verdicts(listener.user_id) == {first: "like"}


@pytest.mark.parametrize(
    ("tab", "verdict", "heading"),
    [
        ("👍 Liked: 3", Verdict.LIKE, "You like 3 artists"),
        ("👎 Disliked: 3", Verdict.DISLIKE, "You dislike 3 artists"),
        ("Known: 3", Verdict.KNOWN, "You know 3 artists"),
        ("Not for a month: 3", Verdict.SNOOZED, "For a month I don't show you 3 artists"),
        ("Never again: 3", Verdict.BLOCKED, "I never show you 3 artists"),
    ],
)
async def test_each_kind_has_a_tab_with_its_count(
    listener: Listener, storage: Storage, tab: str, verdict: Verdict, heading: str
) -> None:
    await listener.send("/start")
    await fill(storage, listener.user_id, verdict, 3)
    await fill(storage, listener.user_id, Verdict.LIKE, 3)
    await listener.send("/likes")
    if verdict is not Verdict.LIKE:
        await listener.tap(tab)
    card = listener.last
    assert f"✅ {tab}" in buttons(card)
    assert text(card).startswith(heading)
    await listener.tap(f"✖ Take back Band 1 <{verdict}>")
    assert await storage.verdicts.count(listener.user_id, verdict) == 2


async def test_an_empty_tab_says_what_lands_there(listener: Listener) -> None:
    await listener.send("/likes")
    card = (await listener.tap("Never again: 0")).edited[0]
    assert text(card).startswith("Nobody here. In a list, tap “More” and “Never show again”")


async def test_long_shelves_have_pages(listener: Listener, storage: Storage) -> None:
    await listener.send("/start")
    await fill(storage, listener.user_id, Verdict.LIKE, 9)
    [card] = await listener.send("/likes")
    assert len([button for button in buttons(card) if button.startswith("✖")]) == 8
    last = (await listener.tap("Next")).edited[0]
    assert "9. Band 0 <like>" in text(last)
    first = (await listener.tap("✖ Take back Band 0 <like>")).edited[0]
    assert "8. Band 1 <like>" in text(first)
    assert "Next ▶" not in buttons(first)


async def test_an_artist_taken_off_is_not_taken_off_twice(listener: Listener) -> None:
    [asked] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    [card] = await listener.send("/likes")
    data = data_of(card, f"✖ Take back {names(asked)[0]}")
    await listener.tap("✖")
    assert (await listener.forge(data)).toast == "This button is too old. Please ask again."


async def test_an_old_button_does_not_take_off_a_newer_verdict(listener: Listener, memory: Memory) -> None:
    [asked] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    [shelf] = await listener.send("/likes")
    await listener.tap("Dislike 1", asked)
    tap = await listener.tap("✖", shelf, expect=0)
    assert tap.toast == "This button is too old. Please ask again."
    assert memory.verdicts(listener.user_id) == {names(asked)[0]: "dislike"}


async def test_an_artist_snoozed_stays_away_for_thirty_days_and_comes_back(
    listener: Listener, memory: Memory
) -> None:
    [first] = await listener.send("Radiohead")
    name = names(first)[0]
    await listener.tap("More 1")
    tap = await listener.tap("Not for a month")
    assert tap.toast == f"{name}: I won't show it for a month. /likes brings it back sooner."
    [without] = await listener.send("Radiohead")
    assert name not in names(without)
    await later(memory, timedelta(days=30, seconds=-20))
    [still_without] = await listener.send("Radiohead")
    assert name not in names(still_without)
    await later(memory, timedelta(seconds=20))
    [again] = await listener.send("Radiohead")
    assert name in names(again)
    [card] = await listener.send("/likes")
    assert "Not for a month: 0" in buttons(card)
    [past] = await listener.send("/history")
    assert "not for a month" not in text(past)


async def test_the_shelf_of_the_snoozed_says_until_when_and_takes_a_snooze_back(
    listener: Listener, memory: Memory
) -> None:
    [first] = await listener.send("Radiohead")
    name = names(first)[0]
    await listener.tap("More 1")
    await listener.tap("Not for a month")
    await memory.run("UPDATE verdicts SET until = ?", [(FAR,)])
    await listener.send("/likes")
    shelf = (await listener.tap("Not for a month: 1")).edited[0]
    assert f"1. {name} · until March 5, 2100" in text(shelf)
    tap = await listener.tap(f"✖ Take back {name}")
    assert tap.toast == f"{name}: mark taken back."
    [again] = await listener.send("Radiohead")
    assert names(again) == names(first)


async def test_a_snooze_that_is_over_can_be_set_anew(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    await listener.tap("More 1")
    await listener.tap("Not for a month")
    await later(memory, timedelta(days=31))
    tap = await listener.tap("Not for a month", expect=0)
    assert tap.toast is not None
    assert "I won't show it for a month" in tap.toast
    [card] = await listener.send("/likes")
    assert "Not for a month: 1" in buttons(card)


async def later(memory: Memory, time: timedelta) -> None:
    """As if that much time had gone by since every snooze."""
    await memory.run(
        "UPDATE verdicts SET until = until - ?",
        [(time // timedelta(milliseconds=1),)],
    )
