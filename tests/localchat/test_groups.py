"""Groups: who is in them, what the bot hears there, and what it may do."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ChatMemberLeft,
    ChatMemberMember,
    ReplyParameters,
    Update,
)

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import buttons

GROUP = -1001234


@pytest.fixture
async def robin(chat: LocalChat) -> AsyncIterator[Listener]:
    """Who made the group, with the bot in it."""
    async with Listener(chat, user_id=7, group=GROUP) as listener:
        yield listener


@pytest.fixture
async def sam(chat: LocalChat, robin: Listener) -> AsyncIterator[Listener]:
    async with Listener(chat, user_id=8, first_name="Sam", group=GROUP) as listener:
        yield listener


async def news(bot: Bot) -> list[Update]:
    """The updates since the last call."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def heard(bot: Bot) -> list[str | None]:
    return [update.message.text if update.message else update.event_type for update in await news(bot)]


async def test_a_bot_that_is_added_is_told_by_whom_and_where(bot: Bot, robin: Listener) -> None:
    change, notice = await news(bot)
    assert change.my_chat_member is not None
    assert (change.my_chat_member.from_user.id, change.my_chat_member.chat.id) == (7, GROUP)
    assert isinstance(change.my_chat_member.old_chat_member, ChatMemberLeft)
    assert isinstance(change.my_chat_member.new_chat_member, ChatMemberMember)
    assert notice.message is not None
    assert [member.id for member in notice.message.new_chat_members or []] == [bot.id]
    assert (notice.message.chat.type, notice.message.chat.title) == ("supergroup", f"Group {GROUP}")


async def test_the_bot_hears_of_who_comes_and_goes(bot: Bot, robin: Listener, sam: Listener) -> None:
    await news(bot)
    await sam.leave()
    [update] = await news(bot)
    assert update.message is not None
    assert update.message.left_chat_member is not None
    assert update.message.left_chat_member.id == sam.user_id
    await sam.profile()
    [update] = await news(bot)
    assert update.message is not None
    assert [member.id for member in update.message.new_chat_members or []] == [sam.user_id]


@pytest.mark.parametrize("told_late", [False, True])
async def test_a_group_that_grows_is_told_of_in_both_chats(
    bot: Bot, robin: Listener, told_late: bool
) -> None:
    await news(bot)
    grown = await robin.grow(GROUP - 1, told_late=told_late)
    updates = await news(bot)
    [came] = [update.my_chat_member for update in updates if update.my_chat_member]
    assert came.chat.id == GROUP - 1
    assert (updates[0].my_chat_member is not None) == told_late
    there, here = [update.message for update in updates if update.message]
    assert (there.chat.id, there.migrate_to_chat_id) == (GROUP, GROUP - 1)
    assert (here.chat.id, here.migrate_from_chat_id) == (GROUP - 1, GROUP)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(GROUP, "is anybody here?")
    assert moved.value.migrate_to_chat_id == GROUP - 1
    async with grown:
        await bot.send_message(GROUP - 1, "here you are")
        await grown.wait()
    with pytest.raises(AssertionError, match="400"):
        await robin.grow(GROUP - 1, told_late=told_late)


async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_message(GROUP, "hello all")
    await robin.wait()
    await news(bot)
    await robin.send("we talk among us", expect=0)
    await robin.refresh()
    mine = robin.messages[-1]
    await robin.send("/start", expect=0)
    await robin.send("well, /help@encore_local_bot please", expect=0)
    await robin.send("/start@other_bot", expect=0)
    await robin.send("@encore_local_bot are you there?", expect=0)
    await robin.send("@encore_local_bots are you there?", expect=0)
    await robin.send("yes", reply_to=sent, expect=0)
    await robin.send("no", reply_to=mine, expect=0)
    assert await heard(bot) == [
        "/start",
        "well, /help@encore_local_bot please",
        "@encore_local_bot are you there?",
        "yes",
    ]


async def test_everyone_in_a_group_sees_the_same_messages(bot: Bot, robin: Listener, sam: Listener) -> None:
    await robin.send("hi Sam", expect=0)
    await bot.send_message(GROUP, "hi both")
    for listener in (robin, sam):
        await listener.refresh()
        assert [message.text for message in listener.messages if message.text] == ["hi Sam", "hi both"]
        assert [m.from_user.first_name for m in listener.messages if m.from_user and m.text] == [
            "Robin",
            "Encore",
        ]


async def test_who_is_not_in_a_group_sees_nothing_of_it(chat: LocalChat, robin: Listener) -> None:
    async with Listener(chat, user_id=9) as outside:
        for method, path in (("get", ""), ("post", "/messages"), ("get", "/events")):
            url = f"{chat.page_url}chat/{outside.user_id}/groups/{GROUP}{path}"
            async with outside._session.request(method, url, json={"text": "x"}) as response:
                assert response.status == 404


async def test_the_bot_may_not_write_where_it_is_not(bot: Bot, robin: Listener) -> None:
    await robin.remove_bot()
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the supergroup chat"):
        await bot.send_message(GROUP, "hello")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(-1009999, "hello")
    await robin.send("/start", expect=0)
    assert [update.event_type for update in await news(bot)][2:] == ["my_chat_member"]
    await robin.bring_bot()
    assert await bot.send_message(GROUP, "hello again")


async def test_a_tap_in_a_group_tells_who_tapped(bot: Bot, robin: Listener, sam: Listener) -> None:
    sent = await bot.send_message(GROUP, "one", reply_markup=buttons(["a"]))
    await sam.wait()
    await news(bot)
    tapping = await sam.forge("a", sent)
    assert not tapping.answered
    [update] = await news(bot)
    assert update.callback_query is not None
    assert (update.callback_query.from_user.id, update.callback_query.message) == (sam.user_id, sent)


async def test_in_a_group_only_its_own_messages_are_the_bots_to_delete(bot: Bot, robin: Listener) -> None:
    await robin.send("mine", expect=0)
    await robin.refresh()
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(GROUP, robin.messages[-1].message_id)
    sent = await bot.send_message(GROUP, "its own")
    assert await bot.delete_message(GROUP, sent.message_id)


async def test_the_bot_answers_a_message_of_a_group(bot: Bot, robin: Listener) -> None:
    await robin.send("/start", expect=0)
    await robin.refresh()
    asked = robin.messages[-1]
    sent = await bot.send_message(
        GROUP, "hello", reply_parameters=ReplyParameters(message_id=asked.message_id)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"


async def test_groups_have_a_menu_of_their_own(bot: Bot, robin: Listener, chat: LocalChat) -> None:
    await bot.set_my_commands([BotCommand(command="all", description="Everywhere")])
    await bot.set_my_commands(
        [BotCommand(command="blend", description="Here")], BotCommandScopeAllGroupChats(), "en"
    )
    await bot.set_my_commands(
        [BotCommand(command="likes", description="Alone")], BotCommandScopeAllPrivateChats()
    )
    await robin.refresh()
    assert [command.command for command in robin.commands] == ["blend"]
    async with Listener(chat, user_id=7) as alone:
        assert [command.command for command in alone.commands] == ["likes"]
    await robin.profile(language_code="de")
    assert [command.command for command in robin.commands] == ["all"]
    await robin.remove_bot()
    await robin.refresh()
    assert robin.commands == []
