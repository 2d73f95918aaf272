"""Ratings: stored before they are confirmed, marked on the card, felt by the next list, taken back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, Update, User

from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.replies import Tap
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, data_of, names, text


async def test_a_like_is_confirmed_marked_and_stored(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("Radiohead")
    name = names(card)[1]
    tap = await listener.tap("Like 2")
    assert tap.toast == f"👍 {name}: noted. Your next lists will lean that way."
    assert memory.verdicts(listener.user_id) == {name: "like"}
    assert "✅ Like 2" in buttons(tap.edited[0])
    assert f"2. {name}" in text(tap.edited[0])
    assert "👍 liked" in text(tap.edited[0])
    assert names(tap.edited[0]) == names(card)


@asynccontextmanager
async def tapped_at_once(
    chat: LocalChat, storage: Storage, engine: Recommender, labels: Sequence[str], expect: int
) -> AsyncIterator[tuple[Message, list[Tap], Listener]]:
    """A list, and taps on it that came while the bot was away, each with so many changes of the chat."""
    async with Listener(chat) as listener:
        async with running_bot(chat, storage, engine):
            [card] = await listener.send("Radiohead")
        async with asyncio.TaskGroup() as taps:
            tasks = []
            for one in labels:
                tasks.append(taps.create_task(listener.tap(one, card, expect=expect)))
                await asyncio.sleep(0.2)  # in this order
            async with running_bot(chat, storage, engine):
                yield card, [await task for task in tasks], listener


async def test_taps_in_quick_succession_are_all_confirmed_and_drawn_by_the_last(
    chat: LocalChat, storage: Storage, engine: Recommender, memory: Memory
) -> None:
    likes = ["Like 1", "Like 2", "Like 3"]
    async with tapped_at_once(chat, storage, engine, likes, expect=1) as (card, taps, listener):
        assert all(tap.toast and "noted" in tap.toast for tap in taps)
        # each saw the first edit, and it held all three
        drawn = [[one for one in buttons(tap.edited[0]) if one.startswith("✅")] for tap in taps]
        assert drawn == [[f"✅ {like}" for like in likes]] * 3
        assert set(memory.verdicts(listener.user_id)) == set(names(card)[:3])


async def test_a_tap_before_another_button_is_drawn(
    chat: LocalChat, storage: Storage, engine: Recommender
) -> None:
    async with tapped_at_once(chat, storage, engine, ["Like 1", "Next"], expect=1) as (_, [like, _], _):
        assert "✅ Like 1" in buttons(like.edited[0])


async def test_a_second_tap_takes_a_like_back(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    tap = await listener.tap("Like 1")
    assert tap.toast == f"{names(card)[0]}: mark taken back."
    assert memory.verdicts(listener.user_id) == {}
    assert text(tap.edited[0]) == text(card)
    assert buttons(tap.edited[0]) == buttons(card)


async def test_a_dislike_takes_the_place_of_a_like(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("Like 1")
    tap = await listener.tap("Dislike 1")
    assert tap.toast is not None
    assert tap.toast.startswith(f"👎 {names(card)[0]}: noted.")
    assert memory.verdicts(listener.user_id) == {names(card)[0]: "dislike"}
    assert "✅ Dislike 1" in buttons(tap.edited[0])
    assert "👍 Like 1" in buttons(tap.edited[0])


@pytest.mark.parametrize(
    ("button", "verdict", "mark"),
    [
        ("I know it", "known", "✅ known"),
        ("Not for a month", "snoozed", "💤 not for a month"),
        ("Never show again", "blocked", "🚫 never again"),
    ],
)
async def test_the_menu_marks_what_is_known_or_unwanted(
    listener: Listener, memory: Memory, button: str, verdict: str, mark: str
) -> None:
    [card] = await listener.send("Radiohead")
    name = names(card)[3]
    await listener.tap("More 4")
    tap = await listener.tap(button)
    assert tap.toast is not None
    assert tap.toast.startswith(f"{name}: ")
    assert memory.verdicts(listener.user_id) == {name: verdict}
    assert f"✅ {button}" in buttons(tap.edited[0])
    back = (await listener.tap("Back to the list")).edited[0]
    assert mark in text(back)
    assert "✅ More 4" in buttons(back)


async def test_a_second_tap_in_the_menu_takes_the_mark_back(listener: Listener, memory: Memory) -> None:
    await listener.send("Radiohead")
    menu = (await listener.tap("More 4")).edited[0]
    await listener.tap("I know it")
    tap = await listener.tap("I know it")
    assert memory.verdicts(listener.user_id) == {}
    assert buttons(tap.edited[0]) == buttons(menu)


def marked(message: Message) -> list[str]:
    return [button for button in buttons(message) if button.startswith("✅")]


async def test_quick_taps_are_all_counted(listener: Listener, memory: Memory) -> None:
    [card] = await listener.send("Radiohead")
    for n in (1, 2, 3, 2, 4, 4, 4):
        await listener.tap(f"Like {n}", expect=0)
    expected = {names(card)[n]: "like" for n in (0, 2, 3)}
    assert memory.verdicts(listener.user_id) == expected
    while marked(listener.last) != [
        "✅ Like 1",
        "✅ Like 3",
        "✅ Like 4",
    ]:  # the last edits are still on their way
        await listener.wait()


async def test_nothing_rated_comes_back_in_later_pages_and_lists(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    rated = names(card)[:3]
    await listener.tap("Like 1")
    await listener.tap("Dislike 2")
    await listener.tap("More 3")
    await listener.tap("Never show again")
    await listener.tap("Back to the list")
    page = (await listener.tap("Next")).edited[0]
    assert not set(rated) & set(names(page))
    [again] = await listener.send("Radiohead")
    assert not set(rated) & set(names(again))


async def test_a_dislike_moves_the_next_list_away(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("Radiohead")
    disliked = names(card)[0]
    await listener.tap("Dislike 1")
    [again] = await listener.send("Radiohead")
    expected = engine.recommend(["Radiohead"], k=5, disliked=[disliked], step=2, page=5)
    assert names(again) == [one.artist.name for one in expected]


async def test_a_like_tilts_the_next_page(listener: Listener, engine: Recommender) -> None:
    [card] = await listener.send("Radiohead")
    liked = names(card)[0]
    await listener.tap("Like 1")
    page = (await listener.tap("Next")).edited[0]
    expected = engine.recommend({liked: 0.5, "Radiohead": 1.0}, k=5, exclude=names(card)[1:], step=2, page=5)
    assert names(page) == [one.artist.name for one in expected]


async def test_an_artist_who_was_disliked_can_still_be_asked_for(listener: Listener) -> None:
    [card] = await listener.send("Radiohead")
    disliked = names(card)[0]
    await listener.tap("Dislike 1")
    [asked] = await listener.send(f"/recommend {disliked}")
    assert text(asked).startswith(f"Artists like {disliked}")


async def test_a_late_tap_under_an_old_card_still_counts(
    listener: Listener, bot: Bot, dispatcher: Dispatcher, memory: Memory
) -> None:
    """Telegram takes no answer for such a tap any more, and withholds the message that it was under."""
    [card] = await listener.send("Radiohead")
    old = InaccessibleMessage(chat=card.chat, message_id=card.message_id, date=0)
    person = User(id=listener.user_id, is_bot=False, first_name="Robin", language_code="en")
    tap = CallbackQuery(
        id="1", from_user=person, chat_instance="1", message=old, data=data_of(card, "👍 Like 1")
    )
    await dispatcher.feed_update(bot, Update(update_id=1, callback_query=tap))
    assert memory.verdicts(listener.user_id) == {names(card)[0]: "like"}
    [edited] = await listener.wait()
    assert "✅ Like 1" in buttons(edited)


async def test_a_restart_changes_nothing(chat: LocalChat, engine: Recommender, database: Path) -> None:
    async with Listener(chat) as listener:
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            [card] = await listener.send("Radiohead")
            await listener.tap("Like 1")
            page = (await listener.tap("Next")).edited[0]
        await storage.close()

        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            tap = await listener.tap("Dislike 7")
            assert names(tap.edited[0]) == names(page)
            back = (await listener.tap("◀ Back")).edited[0]
            assert names(back) == names(card)
            assert "✅ Like 1" in buttons(back)
            assert Memory(database).verdicts(listener.user_id) == {
                names(card)[0]: "like",
                names(page)[1]: "dislike",
            }
        await storage.close()


async def test_an_open_question_outlives_a_restart(
    chat: LocalChat, engine: Recommender, database: Path, unknown: str
) -> None:
    async with Listener(chat) as listener:
        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            [question] = await listener.send(f"Björk, {unknown}")
        await storage.close()

        storage = await Storage.open(database)
        async with running_bot(chat, storage, engine):
            tap = await listener.tap(buttons(question)[0])
            assert text(tap.edited[0]).startswith(f"Artists like Björk, {buttons(question)[0]}")
        await storage.close()
