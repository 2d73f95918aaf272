"""An answer that is lost on its way is given anew, and everything under it works as under the first."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.line import Call, Line, Lost
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, names, text


class OnceLost:
    """The next call of a method does not arrive; then all do, until it is told again."""

    def __init__(self) -> None:
        self.method: str | None = None

    def __call__(self, call: Call) -> Lost | None:
        if call.method != self.method:
            return None
        self.method = None
        return Lost()


@pytest.fixture
def lose() -> OnceLost:
    return OnceLost()


@pytest.fixture
async def bot(chat: LocalChat, storage: Storage, engine: Recommender, lose: OnceLost) -> AsyncIterator[Bot]:
    async with Line(chat, lose) as line, running_bot(chat, storage, engine, api_url=line.url) as bot:
        yield bot


async def test_a_newcomers_grid_picks_what_it_shows(
    listener: Listener, lose: OnceLost, memory: Memory
) -> None:
    lose.method = "sendmessage"
    await listener.send("/start")
    picks = []
    for _ in range(3):
        picks.append(next(name for name in buttons(listener.last) if "✅" not in name))
        await listener.tap(picks[-1])
    assert memory.verdicts(listener.user_id) == dict.fromkeys(picks, "like")


async def test_a_question_can_be_answered(
    listener: Listener, lose: OnceLost, engine: Recommender, unclear: str
) -> None:
    lose.method = "sendmessage"
    await listener.send(unclear)
    lose.method = "editmessagetext"
    wanted = engine.find(unclear)[0].artist.name
    tap = await listener.tap(lambda button: button.text.startswith(wanted))
    assert text(tap.edited[0]).startswith(f"Artists like {wanted}")


async def test_a_question_of_two_parts_goes_on(
    listener: Listener, lose: OnceLost, engine: Recommender, unclear: str, unknown: str
) -> None:
    await listener.send(f"Björk, {unknown}, {unclear}")
    for _ in range(2):
        lose.method = "editmessagetext"
        tap = await listener.tap("Go on without it")
    assert text(tap.edited[0]).startswith("Artists like Björk")


async def test_an_artist_taken_off_is_gone_from_the_shelf(
    listener: Listener, lose: OnceLost, memory: Memory
) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("👍 Like 1")
    await listener.send("/likes")
    lose.method = "editmessagetext"
    tap = await listener.tap(names(card)[0])
    assert names(card)[0] not in text(tap.edited[0])
    assert memory.verdicts(listener.user_id) == {}


async def test_a_deleted_list_is_gone_from_the_saved_ones(listener: Listener, lose: OnceLost) -> None:
    await listener.send("Radiohead")
    await listener.tap("💾 Save")
    await listener.tap("✅ Saved")
    await listener.tap("🗑 Delete")
    lose.method = "editmessagetext"
    tap = await listener.tap("Tap again to delete it for good")
    assert text(tap.edited[0]).startswith("You haven't saved any list yet.")
