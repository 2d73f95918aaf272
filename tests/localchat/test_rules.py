"""The Bot API's rules, over HTTP, in its own words."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import buttons

ROBIN = 7
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def key(data: str | None = None, url: str | None = None) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="x", callback_data=data, url=url)]]
    )


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda bot: bot.send_message(ROBIN, " \n "), "message text is empty"),
        (lambda bot: bot.send_message(ROBIN, "<b></b>"), "message text is empty"),
        (lambda bot: bot.send_message(ROBIN, "x" * 4097), "message is too long"),
        (lambda bot: bot.send_message(ROBIN, "🎸" * 2049), "message is too long"),
        (lambda bot: bot.send_message(ROBIN, "x", parse_mode="BBCode"), "unsupported parse_mode"),
        (
            lambda bot: bot.send_message(ROBIN, "<3"),
            'can\'t parse entities: Unsupported start tag "3" at byte offset 0',
        ),
        (lambda bot: bot.send_message(404, "x"), "chat not found"),
        (lambda bot: bot.send_message("@nobody", "x"), "chat not found"),
        (
            lambda bot: bot.send_message(ROBIN, "x", reply_markup=key("x" * 65)),
            "BUTTON_DATA_INVALID",
        ),
        (
            lambda bot: bot.send_message(ROBIN, "x", reply_markup=key("ж" * 33)),
            "BUTTON_DATA_INVALID",
        ),
        (lambda bot: bot.send_message(ROBIN, "x", reply_markup=key(url="muse")), "BUTTON_URL_INVALID"),
        (
            lambda bot: bot.send_message(ROBIN, "x", reply_markup=key()),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            lambda bot: bot.send_message(ROBIN, "x", reply_markup=buttons(*[["a"] * 8] * 13)),
            "reply markup is too long",
        ),
        (
            lambda bot: bot.send_message(
                ROBIN, "x", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x")]])
            ),
            "the local chat shows inline keyboards only",
        ),
        (
            lambda bot: bot.send_message(ROBIN, "x", reply_parameters=ReplyParameters(message_id=1)),
            "message to be replied not found",
        ),
        (lambda bot: bot.send_photo(ROBIN, "nope"), "wrong file identifier/HTTP URL specified"),
        (lambda bot: bot.send_photo(ROBIN, "https://a.example/a.png"), "failed to get HTTP URL content"),
        (lambda bot: bot.send_chat_action(ROBIN, "dancing"), "wrong parameter action in request"),
        (lambda bot: bot.edit_message_text("x", chat_id=ROBIN, message_id=1), "message to edit not found"),
        (lambda bot: bot.delete_message(ROBIN, 1), "message to delete not found"),
        (
            lambda bot: bot.answer_callback_query("1"),
            "query is too old and response timeout expired or query ID is invalid",
        ),
        (lambda bot: bot.answer_callback_query("1", text="x" * 201), "MESSAGE_TOO_LONG"),
        (lambda bot: bot.get_file("nope"), "invalid file_id"),
    ],
)
@pytest.mark.usefixtures("robin")
async def test_a_violation_gets_telegrams_own_error(
    bot: Bot, call: Callable[[Bot], Awaitable[object]], complaint: str
) -> None:
    with pytest.raises(TelegramBadRequest) as refusal:
        await call(bot)
    assert refusal.value.message == f"Bad Request: {complaint}"


async def test_the_longest_text_and_the_fullest_keyboard_pass(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_message(
        ROBIN, f"<b>{'x' * 4094}</b>🎸", reply_markup=buttons(*[["ж" * 32] * 5] * 20)
    )
    [seen] = await robin.wait()
    assert seen.model_dump() == sent.model_dump()
    assert seen.text is not None
    assert len(seen.text) == 4095


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_message(ROBIN, "<b>one</b>", reply_markup=buttons(["a"]))
    number, same = sent.message_id, buttons(["a"])
    with pytest.raises(TelegramBadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text("<b>one</b>", chat_id=ROBIN, message_id=number, reply_markup=same)
    with pytest.raises(TelegramBadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(chat_id=ROBIN, message_id=number, reply_markup=same)
    edited = await bot.edit_message_text("one", chat_id=ROBIN, message_id=number, reply_markup=same)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    first, second = await robin.wait(2)
    assert [entity.type for entity in first.entities or []] == ["bold"]
    assert (first.text, second.text, second.entities) == ("one", "one", None)


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, robin: Listener) -> None:
    sent = await bot.send_message(ROBIN, "one", reply_markup=buttons(["a"]))
    await bot.edit_message_reply_markup(chat_id=ROBIN, message_id=sent.message_id)
    await robin.wait(2)
    assert robin.last.reply_markup is None


async def test_the_users_words_are_not_the_bots_to_edit(bot: Bot, robin: Listener) -> None:
    await robin.refresh()
    hello = robin.messages[0].message_id
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("goodbye", chat_id=ROBIN, message_id=hello)
    assert await bot.delete_message(ROBIN, hello)
    await robin.refresh()
    assert robin.messages == []


async def test_who_has_not_spoken_yet_is_not_written_to(chat: LocalChat, bot: Bot) -> None:
    async with Listener(chat, user_id=8):
        with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
            await bot.send_message(8, "hello")


async def test_a_reply_carries_the_message_it_answers(bot: Bot, robin: Listener) -> None:
    first = await bot.send_message(ROBIN, "one")
    second = await bot.send_message(
        ROBIN, "two", reply_parameters=ReplyParameters(message_id=first.message_id)
    )
    assert second.reply_to_message is not None
    assert second.reply_to_message.message_id == first.message_id
    await robin.wait(2)
    assert robin.last.model_dump() == second.model_dump()


async def test_a_tap_can_be_answered_only_once(bot: Bot, robin: Listener) -> None:
    await bot.send_message(ROBIN, "one", reply_markup=buttons(["a"]))
    await robin.wait()
    [hello] = await bot.get_updates()
    tapping = asyncio.create_task(robin.tap("a", expect=0))
    [update] = await bot.get_updates(offset=hello.update_id + 1, timeout=5)
    assert update.callback_query is not None
    assert await bot.answer_callback_query(update.callback_query.id, "yes")
    assert (await tapping).toast == "yes"
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(update.callback_query.id)


async def test_who_leaves_in_the_middle_of_a_tap_does_not_hurt_the_bot(bot: Bot, robin: Listener) -> None:
    await bot.send_message(ROBIN, "one", reply_markup=buttons(["a"]))
    await robin.wait()
    [hello] = await bot.get_updates()
    tapping = asyncio.create_task(robin.tap("a", expect=0))
    [update] = await bot.get_updates(offset=hello.update_id + 1, timeout=5)
    tapping.cancel()
    await asyncio.wait([tapping])
    assert update.callback_query is not None
    assert await bot.answer_callback_query(update.callback_query.id, "too late to see")
