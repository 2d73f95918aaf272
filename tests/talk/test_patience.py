"""Who floods waits; nobody else does, nothing that was said in private is lost, and they are told once."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from handlers.frame.patience import BEHIND
from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.talk.conftest import Friends, running_bot
from tests.talk.reading import Memory, text

IN_PRIVATE = (2, 6.0)
IN_GROUP = (4, 3600.0)


async def answers(listener: Listener, words: str) -> list[int]:
    """Numbers of the messages that begin like this."""
    await listener.refresh()
    return [message.message_id for message in listener.messages if (message.text or "").startswith(words)]


@pytest.mark.parametrize("bot", [IN_PRIVATE], indirect=True)
async def test_a_flood_is_answered_slowly_and_in_full_with_one_polite_line_and_no_one_else_waits(
    listener: Listener, stranger: Listener
) -> None:
    for _ in range(3):
        await listener.send("/privacy", expect=0)
    await listener.wait(3)
    await stranger.send("/privacy")
    await listener.wait()
    given = await answers(listener, "What I keep")
    assert len(given) == 3
    assert stranger.last.message_id < given[2]
    assert len(await answers(listener, "That's faster than I can keep up. I'll answer it all")) == 1
    assert await answers(stranger, "That's faster") == []


@pytest.fixture
async def bot(
    chat: LocalChat, storage: Storage, engine: Recommender, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    async with running_bot(chat, storage, engine, burst=request.param) as bot:
        yield bot


async def test_who_has_much_to_wait_for_is_told_so_once(
    chat: LocalChat, storage: Storage, engine: Recommender
) -> None:
    """Telegram's own pace holds answers up too, long before the bucket is empty."""
    many = BEHIND + 4
    async with Listener(chat) as listener:
        for _ in range(many):
            await listener.send("/privacy", expect=0)
        async with running_bot(chat, storage, engine):
            await listener.wait(many + 1)
            await listener.send("/privacy")
        assert len(await answers(listener, "That's faster than I can keep up. I'll answer it all")) == 1
        assert len(await answers(listener, "What I keep")) == many + 1


@pytest.mark.parametrize("bot", [IN_GROUP], indirect=True)
async def test_in_a_group_a_flood_is_turned_away_with_one_line_and_the_others_are_answered(
    friends: Friends, memory: Memory
) -> None:
    """A tap too many says so, and counts nothing."""
    robin, sam = friends.robin, friends.sam
    [card] = await sam.send("/recommend Radiohead")
    for _ in range(8):
        await robin.send("/help", expect=0)
    tap = await robin.tap(lambda button: "👍" in button.text and "1" in button.text, card, expect=0)
    assert tap.toast == "Too fast, this tap didn't count. Please try again in a moment."
    assert memory.rows("SELECT * FROM verdicts") == []
    await sam.send("/recommend Portishead")
    assert "Portishead" in text(sam.last)
    assert len(await answers(sam, "That's faster than I can keep up here")) == 1
    assert len(await answers(sam, "Hi, I'm Encore")) <= 5
