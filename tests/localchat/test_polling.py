"""getUpdates as Telegram answers it."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.types import Update
from aiohttp import web
from aiohttp.test_utils import RawTestServer

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import buttons


def texts(updates: list[Update]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_updates_come_again_until_a_later_offset_confirms_them(bot: Bot, robin: Listener) -> None:
    await robin.send("two", expect=0)
    first = await bot.get_updates()
    assert texts(first) == texts(await bot.get_updates()) == ["hello", "two"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["two"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == []
    assert await bot.get_updates() == []


async def test_a_limit_leaves_the_rest_for_later(bot: Bot, robin: Listener) -> None:
    await robin.send("two", expect=0)
    assert texts(await bot.get_updates(limit=1)) == ["hello"]


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, robin: Listener) -> None:
    for text in ("two", "three"):
        await robin.send(text, expect=0)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_poll_waits_for_the_next_update(chat: LocalChat, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    async with Listener(chat) as listener:
        await listener.send("at last", expect=0)
    assert texts(await polling) == ["at last"]


async def test_an_empty_poll_ends_in_time(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == []


async def test_the_older_of_two_polls_is_told_of_the_conflict(bot: Bot) -> None:
    polls = [asyncio.create_task(bot.get_updates(timeout=1)) for _ in range(2)]
    older, newer = await asyncio.gather(*polls, return_exceptions=True)
    assert isinstance(older, TelegramConflictError)
    assert older.message == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert newer == []


async def test_kinds_that_the_bot_does_not_ask_for_are_dropped(bot: Bot, robin: Listener) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await robin.send("unheard", expect=0)
    assert texts(await bot.get_updates()) == ["hello"]
    await bot.get_updates(allowed_updates=[])
    await robin.send("heard", expect=0)
    assert texts(await bot.get_updates()) == ["hello", "heard"]


async def test_pending_updates_can_be_dropped(bot: Bot, robin: Listener) -> None:
    await robin.refresh()
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_while_a_webhook_is_set_nothing_is_polled(bot: Bot, robin: Listener) -> None:
    await bot.set_webhook("http://127.0.0.1:9/encore")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/encore"
    await bot.delete_webhook()
    assert texts(await bot.get_updates()) == ["hello"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:80@evil.example/x",
        "http://127.0.0.1:80:@evil.example/x",
        "http://robin:secret@127.0.0.1:9/x",
        "http://127.0.0.1.evil.example:9/x",
        "http://localhost:9/x",
        "https://127.0.0.1:9/x",
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:port/x",
    ],
)
async def test_a_webhook_that_leads_away_from_this_machine_is_refused(bot: Bot, url: str) -> None:
    with pytest.raises(TelegramBadRequest, match=r"brings updates to http://127\.0\.0\.1:\.\.\. alone"):
        await bot.set_webhook(url)
    assert (await bot.get_webhook_info()).url == ""


async def test_a_webhook_that_sends_on_is_not_followed(bot: Bot, robin: Listener) -> None:
    asked: list[str] = []
    twice = asyncio.Event()

    async def send_on(request: web.BaseRequest) -> web.StreamResponse:
        asked.append(request.path)
        if len(asked) > 1:
            twice.set()
        raise web.HTTPTemporaryRedirect("/elsewhere")

    async with RawTestServer(send_on) as server:
        await bot.set_webhook(str(server.make_url("/encore")))
        await robin.send("hello", expect=0)
        async with asyncio.timeout(10):
            await twice.wait()
    assert set(asked) == {"/encore"}


async def test_an_update_brings_who_wrote_and_where(bot: Bot, robin: Listener) -> None:
    await robin.profile(language_code="de")
    await robin.send("/start deep-link", expect=0)
    update = (await bot.get_updates())[1]
    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "de"
    assert (update.message.chat.id, update.message.chat.type) == (robin.user_id, "private")
    assert update.message.entities is not None
    assert [(e.type, e.offset, e.length) for e in update.message.entities] == [("bot_command", 0, 6)]


async def test_a_tap_brings_its_data_and_its_message(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_message(robin.user_id, "one", reply_markup=buttons(["a", "b"]))
    await robin.wait()
    tapping = asyncio.create_task(robin.tap("b", expect=0))
    [hello] = await bot.get_updates()
    [update] = await bot.get_updates(offset=hello.update_id + 1, timeout=5)
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.message) == ("b", sent)
    await update.callback_query.answer()
    assert (await tapping).toast is None


async def test_closing_the_chat_releases_a_waiting_poll(chat: LocalChat, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    async with Listener(chat) as listener:
        await listener.send("one", expect=0)
    [one] = await polling
    polling = asyncio.create_task(bot.get_updates(offset=one.update_id + 1, timeout=30))
    # Confirmed means that the second poll has arrived.
    while (await bot.get_webhook_info()).pending_update_count:
        pass
    async with asyncio.timeout(3):
        await chat.stop()
        assert await polling == []
