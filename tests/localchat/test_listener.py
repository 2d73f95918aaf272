"""A whole talk: a real bot on one side, the test listener on the other."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.types import User

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import connect, running


@pytest.fixture(autouse=True)
async def echo(chat: LocalChat) -> AsyncIterator[Bot]:
    bot = connect(chat)
    async with running(bot):
        yield bot
    await bot.session.close()


@pytest.fixture
async def robin(chat: LocalChat) -> AsyncIterator[Listener]:
    async with Listener(chat) as listener:
        yield listener


async def test_a_message_is_answered(robin: Listener) -> None:
    [answer] = await robin.send("Sigur Rós & <3")
    assert answer.text == "You said: Sigur Rós & <3"
    assert robin.last == answer
    assert [message.text for message in robin.messages] == ["Sigur Rós & <3", answer.text]


async def test_a_long_text_goes_in_pieces_as_from_the_apps(robin: Listener) -> None:
    await robin.send("x" * 5000, expect=0)
    await robin.refresh()
    assert [len(message.text or "") for message in robin.messages[:2]] == [4096, 904]


async def test_a_tap_brings_its_toast_and_the_edit(robin: Listener) -> None:
    [answer] = await robin.send("Muse")
    tap = await robin.tap("👍")
    assert (tap.toast, tap.alert) == ("Noted", False)
    assert [message.message_id for message in tap.edited] == [answer.message_id]
    assert (await robin.tap("👍", expect=0)).toast == "Noted"


async def test_an_alert_is_told_from_a_toast(robin: Listener) -> None:
    await robin.send("Muse")
    tap = await robin.tap("alert", expect=0)
    assert (tap.toast, tap.alert) == ("Look here", True)


async def test_a_deleted_message_is_gone(robin: Listener) -> None:
    [answer] = await robin.send("Muse")
    tap = await robin.tap("delete")
    assert (tap.answered, tap.toast, tap.deleted) == (True, None, [answer.message_id])
    assert [message.text for message in robin.messages] == ["Muse"]


async def test_a_tap_that_the_bot_ignores_ends_unanswered(echo: Bot) -> None:
    chat = LocalChat(answer_seconds=0.2)
    await chat.start()
    bot = connect(chat)
    async with running(bot), Listener(chat) as listener:
        await listener.send("Muse")
        assert not (await listener.tap("ignore", expect=0)).answered
    await bot.session.close()
    await chat.stop()


async def test_forged_data_reaches_the_bot_like_any_other(robin: Listener) -> None:
    await robin.send("Muse")
    assert (await robin.forge("no-such-button")).toast == "Noted"


async def test_a_silent_bot_fails_the_test_with_what_was_said(chat: LocalChat) -> None:
    async with Listener(chat, patience=2.0) as listener:
        with pytest.raises(AssertionError, match=r"expected to answer 2 times, and said .*You said: Muse"):
            await listener.send("Muse", expect=2)


async def test_a_button_that_is_not_there_fails_with_those_that_are(robin: Listener) -> None:
    await robin.send("Muse")
    with pytest.raises(AssertionError, match=r"no button 'dislike' among .*'👍', 'alert'"):
        await robin.tap("dislike")


async def test_listeners_have_chats_of_their_own(chat: LocalChat, robin: Listener) -> None:
    async with Listener(chat) as other:
        await robin.send("mine")
        [answer] = await other.send("yours")
        await robin.refresh()
        assert [message.text for message in robin.messages] == ["mine", "You said: mine"]
        assert answer.chat.id == other.user_id


async def test_who_comes_back_finds_the_chat_as_it_was(chat: LocalChat, robin: Listener) -> None:
    await robin.send("Muse")
    async with Listener(chat, user_id=robin.user_id) as again:
        assert [message.text for message in again.messages] == ["Muse", "You said: Muse"]


async def test_a_sticker_and_a_file_are_answered(robin: Listener) -> None:
    [sticker] = await robin.send_sticker()
    [file] = await robin.send_file(b"%PDF", "a.pdf", "application/pdf")
    assert (sticker.text, file.text) == ("sticker", "document")


async def test_the_bot_knows_who_it_is(echo: Bot) -> None:
    me = await echo.get_me()
    assert isinstance(me, User)
    assert (me.is_bot, me.id) == (True, echo.id)
