"""/history: past queries with dates, what was rated in them, and one tap to ask again."""

import datetime

import pytest

from localchat import LocalChat
from storage import Asked, QueryKind, Shown, Storage, Verdict
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text


async def backdate(memory: Memory, date: datetime.date, hour: int = 12) -> None:
    moment = datetime.datetime.combine(date, datetime.time(hour), datetime.UTC)
    await memory.run("UPDATE queries SET asked_at = ?", [(int(moment.timestamp() * 1000),)])


async def test_with_nothing_asked_it_says_how_to_begin(listener: Listener) -> None:
    [card] = await listener.send("/history")
    assert text(card) == "You haven't asked for anything yet. Type an artist's name to begin."


async def test_it_lists_queries_newest_first_with_their_dates(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    await listener.send("Björk, Metallica")
    await backdate(memory, datetime.date(2026, 3, 5))
    [card] = await listener.send("/history")
    assert text(card) == (
        "You asked for 2 lists\n\n"
        "1. Björk, Metallica\nMarch 5, 2026 · 5 artists shown\n\n"
        "2. Radiohead\nMarch 5, 2026 · 5 artists shown"
    )
    assert buttons(card) == ["1. Björk, Metallica", "🔁 Ask again 1", "2. Radiohead", "🔁 Ask again 2"]


@pytest.mark.parametrize(("hours", "day"), [("9", "March 6"), ("-8", "March 5"), ("nonsense", "March 5")])
async def test_dates_are_by_the_clock_that_the_listener_told(
    listener: Listener, memory: Memory, storage: Storage, hours: str, day: str
) -> None:
    await listener.send("Radiohead")
    await backdate(memory, datetime.date(2026, 3, 5), hour=18)
    await storage.preferences.put(listener.user_id, "hours-from-utc", hours)
    [card] = await listener.send("/history")
    assert f"{day}, 2026" in text(card)
    past = (await listener.tap("1. Radiohead")).messages[0]
    assert f"{day}, 2026" in text(past)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "5 марта 2026\u202fг. · показано 5 исполнителей"),
        ("de", "5. März 2026 · 5 Künstler gezeigt"),
    ],
)
async def test_dates_are_written_as_the_language_does(
    chat: LocalChat, listener: Listener, memory: Memory, language: str, line: str
) -> None:
    await listener.profile(language_code=language)
    await listener.send("Radiohead")
    await backdate(memory, datetime.date(2026, 3, 5))
    [card] = await listener.send("/history")
    assert line in text(card).replace("\xa0", "\u202f").splitlines()


async def test_what_was_rated_is_marked(listener: Listener) -> None:
    [asked] = await listener.send("Radiohead")
    for button in ("Like 1", "Dislike 2", "Like 3"):
        await listener.tap(button)
    await listener.tap("More 4")
    await listener.tap("I know it")
    first, second, third, fourth = names(asked)[:4]
    [card] = await listener.send("/history")
    lines = text(card).splitlines()
    likes = next(line for line in lines if line.startswith("👍"))
    assert likes in (f"👍 liked: {first}, {third}", f"👍 liked: {third}, {first}")
    assert f"👎 disliked: {second}" in lines
    assert f"✅ known: {fourth}" in lines


async def test_many_that_were_rated_are_named_in_short(listener: Listener) -> None:
    await listener.send("Radiohead")
    for number in range(1, 6):
        await listener.tap(f"Like {number}")
    [card] = await listener.send("/history")
    [liked] = [line for line in text(card).splitlines() if line.startswith("👍 liked: ")]
    assert liked.endswith(" and 2 more")
    assert liked.count(", ") == 2


async def test_one_tap_asks_again(listener: Listener) -> None:
    [first] = await listener.send("Radiohead, Björk")
    await listener.send("/history")
    tap = await listener.tap("Ask again 1")
    assert names(tap.messages[0]) == names(first)
    [card] = await listener.send("/history")
    assert text(card).startswith("You asked for 1 list\n\n1. Radiohead, Björk")


async def test_a_question_is_one_entry_however_often_the_dial_is_turned(listener: Listener) -> None:
    await listener.send("Muse")
    [card] = await listener.send("Radiohead")
    liked = names(card)[0]
    await listener.tap("Like 1")
    for button in ("Rarer", "Rarer", "Better known"):
        turned = (await listener.tap(button, card)).edited[0]
    [history] = await listener.send("/history")
    assert buttons(history) == ["1. Radiohead", "🔁 Ask again 1", "2. Muse", "🔁 Ask again 2"]
    assert text(history).startswith("You asked for 2 lists")
    assert f"👍 liked: {liked}" in text(history).splitlines()
    for _ in range(2):
        await listener.tap("Ask again 1", history)
    [history] = await listener.send("/history")
    assert text(history).startswith("You asked for 2 lists")
    shown = (await listener.tap("1. Radiohead")).messages[0]
    assert names(shown) == names(turned)


async def test_a_list_for_you_can_be_asked_again(listener: Listener) -> None:
    await listener.send("Radiohead")
    await listener.tap("Like 1")
    [first] = await listener.send("/foryou")
    await listener.send("/history")
    tap = await listener.tap("Ask again 1")
    assert names(tap.messages[0]) == names(first)


async def test_a_misspelt_query_is_listed_by_the_name_it_meant(listener: Listener) -> None:
    await listener.send("radiohed")
    [card] = await listener.send("/history")
    assert buttons(card) == ["1. Radiohead", "🔁 Ask again 1"]


async def test_long_histories_have_pages(listener: Listener, storage: Storage) -> None:
    await listener.send("/start")
    for n in range(7):
        await storage.queries.add(
            Asked(listener.user_id, QueryKind.RECOMMEND, f"Band {n}", (f"band {n} of old",))
        )
    [card] = await listener.send("/history")
    rows = [(f"{n}. Band {7 - n}", f"🔁 Ask again {n}") for n in range(1, 8)]
    assert buttons(card) == [*(button for row in rows[:5] for button in row), "Next ▶"]
    page = (await listener.tap("Next")).edited[0]
    assert buttons(page) == [*rows[5], *rows[6], "◀ Back"]
    assert text((await listener.tap("◀ Back")).edited[0]) == text(card)


async def test_asking_again_for_an_artist_that_the_bundle_lost_is_answered_honestly(
    listener: Listener, storage: Storage, memory: Memory
) -> None:
    await listener.send("/start")
    await storage.queries.add(Asked(listener.user_id, QueryKind.RECOMMEND, "Radioheart", ("radioheart",)))
    await listener.send("/history")
    tap = await listener.tap("Ask again 1", expect=0)
    assert tap.toast is not None
    assert tap.toast.startswith("I don't know “radioheart”. The closest names I have: ")
    assert memory.rows("SELECT count(*) FROM queries") == [(1,)]


async def test_of_an_artist_who_is_gone_and_near_none_no_closest_names_are_promised(
    listener: Listener, storage: Storage
) -> None:
    await listener.send("/start")
    await storage.queries.add(Asked(listener.user_id, QueryKind.RECOMMEND, "✂", ("✂",)))
    await listener.send("/history")
    tap = await listener.tap("Ask again 1", expect=0)
    assert tap.toast == "I can't find that artist."


async def test_who_was_rated_and_is_gone_is_called_as_when_they_were_rated(
    listener: Listener, storage: Storage
) -> None:
    """The host has trained a bundle of their own since, which does not know them."""
    await listener.send("/start")
    gone = Shown(0, "wolf maennchen", "Wölf & Männchen", 90, None, 1.0)
    await storage.queries.add(Asked(listener.user_id, QueryKind.RECOMMEND, "Muse", ("muse",)), [gone])
    await storage.verdicts.put(listener.user_id, gone.artist_key, gone.artist_name, Verdict.LIKE)
    [card] = await listener.send("/history")
    assert "liked: Wölf & Männchen" in text(card)


async def test_a_past_list_is_shown_as_it_was(listener: Listener, memory: Memory) -> None:
    [first] = await listener.send("Radiohead")
    second = (await listener.tap("Next")).edited[0]
    await listener.tap("Like 6")
    await listener.send("/history")
    replayed = (await listener.tap("1. Radiohead")).messages[0]
    assert names(replayed) == names(first)
    assert names((await listener.tap("Next", replayed)).edited[0]) == names(second)
    assert memory.rows("SELECT count(*) FROM queries") == [(1,)]


async def test_a_list_of_the_past_says_of_when_it_is_and_can_be_asked_again(
    listener: Listener, memory: Memory
) -> None:
    [first] = await listener.send("Radiohead")
    await backdate(memory, datetime.date(2026, 3, 5))
    await listener.send("/history")
    replayed = (await listener.tap("1. Radiohead")).messages[0]
    assert text(replayed).startswith("As it was on March 5, 2026\nArtists like Radiohead")
    assert names(replayed) == names(first)
    again = (await listener.tap("🔁 Ask again", replayed)).messages[0]
    assert text(again).startswith("Artists like Radiohead\nNothing new since last time.")
    assert names(again) == names(first)


async def test_a_list_that_was_empty_is_shown_empty(listener: Listener, storage: Storage) -> None:
    await listener.send("/help")
    await storage.queries.add(Asked(listener.user_id, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    await listener.send("/history")
    replayed = (await listener.tap("1. Radiohead")).messages[0]
    assert text(replayed).startswith("I have nothing left to show for Radiohead")
