"""The session with the Bot API ends once and for all."""

import json

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, SendDocument, SendMessage
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from aiohttp import BytesPayload, FormData

from delivery import Session
from localchat import LocalChat
from tests.listener import Listener


async def test_who_calls_after_the_end_opens_no_other_session(chat: LocalChat) -> None:
    async with Bot(chat.token, Session(chat.api_url)) as bot:
        assert (await bot.get_me()).is_bot
    with pytest.raises(RuntimeError, match="closed"):
        await bot.get_me()


async def test_what_was_never_open_can_be_closed(chat: LocalChat) -> None:
    bot = Bot(chat.token, Session(chat.api_url))
    await bot.session.close()
    with pytest.raises(RuntimeError, match="closed"):
        await bot.get_me()


@pytest.mark.parametrize("code", [400, 403, 404, 409, 500, 502])
async def test_a_refusal_that_gives_no_reason_is_one_like_others(chat: LocalChat, code: int) -> None:
    """As who stands before Telegram's servers may word it; aiogram breaks down over the missing words."""
    session = Session(chat.api_url)
    with pytest.raises(TelegramAPIError) as refused:
        session.check_response(Bot(chat.token, session), GetUpdates(), code, '{"ok": false}')
    assert refused.value.message == ""


@pytest.mark.parametrize(
    ("code", "kind"),
    [(401, TelegramUnauthorizedError), (403, TelegramForbiddenError), (429, TelegramRetryAfter)],
)
async def test_a_refusal_that_a_gateway_calls_ok_is_what_it_says_to_be(
    chat: LocalChat, code: int, kind: type[TelegramAPIError]
) -> None:
    session, said = Session(chat.api_url), json.dumps({"ok": False, "error_code": code})
    with pytest.raises(kind):
        session.check_response(Bot(chat.token, session), GetUpdates(), 200, said)


@pytest.mark.parametrize("code", [200, None, "401", True])
async def test_a_refusal_called_ok_that_says_no_more_is_a_refusal(chat: LocalChat, code: object) -> None:
    session, said = Session(chat.api_url), json.dumps({"ok": False, "error_code": code})
    with pytest.raises((TelegramAPIError, ClientDecodeError)):
        session.check_response(Bot(chat.token, session), GetUpdates(), 200, said)


async def test_what_is_not_said_is_not_sent_and_what_a_bot_says_by_default_is(chat: LocalChat) -> None:
    session = Session(chat.api_url)
    bot = Bot(chat.token, session, DefaultBotProperties(protect_content=True))
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="A", callback_data="a")]])
    preview = LinkPreviewOptions(is_disabled=True)
    said = SendMessage(chat_id=7, text="Björk", reply_markup=keyboard, link_preview_options=preview)
    body = session.build_form_data(bot, said)
    assert isinstance(body, BytesPayload)
    assert json.loads(body.decode()) == {
        "chat_id": 7,
        "text": "Björk",
        "protect_content": True,
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
    }


async def test_a_file_goes_as_a_form(chat: LocalChat) -> None:
    session = Session(chat.api_url)
    said = SendDocument(chat_id=7, document=BufferedInputFile(b"list", "list.txt"))
    assert isinstance(session.build_form_data(Bot(chat.token, session), said), FormData)


async def test_of_what_it_sent_a_bot_is_told_all_but_the_buttons(chat: LocalChat) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="A", callback_data="a")]])
    async with Listener(chat, user_id=7) as robin, Bot(chat.token, Session(chat.api_url)) as bot:
        await robin.send("hello", expect=0)
        sent = await bot.send_message(7, "<b>Björk</b>", reply_markup=keyboard, parse_mode="HTML")
        await robin.wait()
        assert (sent.text, sent.chat.id, sent.message_id) == ("Björk", 7, robin.last.message_id)
        assert (sent.reply_markup, sent.entities) == (None, None)
        assert robin.last.reply_markup == keyboard
