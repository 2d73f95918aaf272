"""A list that is asked for in a group follows from the names alone, whatever the asker does in private."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram.types import Message

from recommender import Recommender
from storage import Play, Song, Storage
from tests.listener import Listener
from tests.talk.conftest import Friends
from tests.talk.reading import Memory, data_of, names, text

ASKED = "/recommend Radiohead, Metallica"


async def block(listener: Listener, name: str) -> None:
    await listener.send(f"not {name}")
    await listener.tap("Never show again")


async def by_more(listener: Listener) -> Message:
    [card] = await listener.send("more")
    return card


async def by_history(listener: Listener) -> Message:
    await listener.send("/history")
    await listener.tap("1. Radiohead, Metallica")
    return (await listener.tap("Next")).edited[0]


@pytest.mark.parametrize("go_on", [by_more, by_history])
async def test_who_goes_on_alone_leaves_the_groups_list_as_it_is(
    friends: Friends, listener: Listener, go_on: Callable[[Listener], Awaitable[Message]]
) -> None:
    [card] = await friends.sam.send(ASKED)
    expected = (await friends.sam.tap("Next", card)).edited[0]
    await block(listener, names(expected)[0])
    [card] = await friends.robin.send(ASKED)
    own = await go_on(listener)
    assert text(own).startswith("Artists like Radiohead, Metallica · page 2")
    assert len(names(own)) == 5
    assert not {names(expected)[0], *names(card)} & {*names(own)}
    assert names((await listener.tap("◀ Back", own)).edited[0]) == names(card)
    page = (await friends.robin.tap("Next", card)).edited[0]
    assert text(page) == text(expected)


async def test_what_the_group_has_seen_is_seen_alone_before_the_list_goes_its_own_way(
    friends: Friends, listener: Listener, memory: Memory
) -> None:
    [card] = await friends.robin.send(ASKED)
    second = (await friends.robin.tap("Next", card)).edited[0]
    assert names(await by_history(listener)) == names(second)
    assert memory.rows("SELECT count(*) FROM queries") == [(1,)]
    third = (await listener.tap("Next")).edited[0]
    assert text(third).startswith("Artists like Radiohead, Metallica · page 3")
    assert memory.rows("SELECT kind, count(*) FROM queries GROUP BY kind") == [("open", 1), ("recommend", 1)]


async def test_asked_again_in_private_it_is_a_list_of_ones_own(
    friends: Friends, listener: Listener, memory: Memory
) -> None:
    [card] = await friends.robin.send(ASKED)
    await block(listener, names(card)[0])
    await listener.send("/history")
    again = (await listener.tap("Ask again 1")).messages[0]
    assert names(card)[0] not in names(again)
    await listener.tap("Next", again)
    assert memory.rows("SELECT kind, count(*) FROM queries GROUP BY kind") == [("open", 1), ("recommend", 1)]


async def test_no_card_in_a_group_names_whom_the_asker_likes(friends: Friends, listener: Listener) -> None:
    """Nor does one of a list that was asked for in private, as a changed app can bring it there."""
    await listener.send("/start")
    await listener.send("Muse")
    await listener.tap("Show my list")
    [card] = await friends.robin.send("/recommend Norah Jones, Miles Davis")
    await listener.send("Norah Jones, Miles Davis")
    [own] = await listener.send("more")
    assert "because you like Muse" in text(own)
    _, query, _ = data_of(card, "Next ▶").split(":")
    turned = (await friends.robin.forge(f"open1:{int(query) + 1}:1", card, expect=1)).edited[0]
    assert names(turned) == names(own)
    assert "like Muse" not in text(turned)


async def test_neither_what_the_asker_hides_nor_their_dial_changes_a_groups_list(
    friends: Friends, listener: Listener, storage: Storage, engine: Recommender
) -> None:
    [before] = await friends.robin.send("/recommend Radiohead")
    heard = [engine.artist(name) for name in names(before)]
    songs = [Song(one.key, one.name, "song", "Song", (Play(1_600_000_000),)) for one in heard]
    await storage.plays.add(listener.user_id, songs)
    await listener.send("/settings")
    await listener.tap("Hide artists I have heard in all lists")
    await listener.send("/dial")
    await listener.tap("Hidden gems")
    [own] = await listener.send("Radiohead")
    assert not {*names(own)} & {*names(before)}
    [after] = await friends.robin.send("/recommend Radiohead")
    assert text(after) == text(before)
