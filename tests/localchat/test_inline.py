"""Inline mode as Telegram has it: asked anywhere, answered by its rules, sent via the bot, edited by id."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)

from localchat import LocalChat
from tests.listener import Listener
from tests.localchat.echo import buttons
from tests.replies import Found

ELSEWHERE = -1005678


def article(result_id: str = "1", title: str = "Muse", text: str = "<b>Muse</b>") -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=text)
    return InlineQueryResultArticle(
        id=result_id, title=title, input_message_content=content, reply_markup=buttons(["a"])
    )


@pytest.fixture
async def elsewhere(chat: LocalChat) -> AsyncIterator[Listener]:
    """Somebody in a group without the bot."""
    async with Listener(chat, user_id=7, group=ELSEWHERE, with_bot=False) as listener:
        yield listener


async def next_update(bot: Bot) -> Update:
    """The oldest update, taken."""
    update = (await bot.get_updates(limit=1, timeout=5))[0]
    await bot.get_updates(offset=update.update_id + 1, limit=1)
    return update


async def query(bot: Bot) -> InlineQuery:
    """The next inline query; what comes before it is passed over."""
    while (update := await next_update(bot)).inline_query is None:
        pass
    return update.inline_query


async def ask(bot: Bot, listener: Listener, text: str, **answer: object) -> Found:
    """One query with its answer."""
    asking = asyncio.create_task(listener.ask_inline(text))
    asked = await query(bot)
    assert asked.query == text
    await bot.answer_inline_query(asked.id, **{"results": [article()], **answer})  # type: ignore[arg-type]
    return await asking


async def test_a_query_brings_who_asks_what_and_where(bot: Bot, robin: Listener, elsewhere: Listener) -> None:
    for listener, kind in ((robin, "sender"), (elsewhere, "supergroup")):
        asking = asyncio.create_task(listener.ask_inline("radiohead", offset="20"))
        asked = await query(bot)
        assert (asked.from_user.id, asked.query, asked.offset) == (7, "radiohead", "20")
        assert asked.chat_type == kind
        await bot.answer_inline_query(asked.id, [article()], cache_time=0, next_offset="40")
        found = await asking
        assert (found.titles, found.next_offset) == (["Muse"], "40")


async def test_a_chosen_result_is_sent_via_the_bot(bot: Bot, elsewhere: Listener) -> None:
    found = await ask(bot, elsewhere, "muse")
    message = await elsewhere.choose(found, "Muse")
    assert (message.text, message.from_user and message.from_user.id) == ("Muse", 7)
    assert message.via_bot is not None
    assert message.via_bot.id == bot.id
    assert [entity.type for entity in message.entities or []] == ["bold"]
    chosen = (await next_update(bot)).chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.query, chosen.from_user.id) == ("1", "muse", 7)
    assert chosen.inline_message_id


async def test_a_tap_on_it_brings_an_id_to_edit_it_by_and_no_message(bot: Bot, elsewhere: Listener) -> None:
    await elsewhere.choose(await ask(bot, elsewhere, "muse"), "Muse")
    await next_update(bot)
    tapping = asyncio.create_task(elsewhere.tap("a"))
    tap = (await next_update(bot)).callback_query
    assert tap is not None
    assert (tap.message, tap.data) == (None, "a")
    assert tap.inline_message_id is not None
    await tap.answer("noted")
    edited = await bot.edit_message_text("more", inline_message_id=tap.inline_message_id)
    assert edited is True
    assert (await tapping).edited[0].text == "more"
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("more", inline_message_id=tap.inline_message_id)
    assert await bot.edit_message_reply_markup(
        inline_message_id=tap.inline_message_id, reply_markup=buttons(["b"])
    )
    with pytest.raises(TelegramBadRequest, match="MESSAGE_ID_INVALID"):
        await bot.edit_message_text("more", inline_message_id="AgAAAN3wAQCj")


async def test_even_where_the_bot_is_a_tap_on_it_brings_no_message(bot: Bot, robin: Listener) -> None:
    await robin.choose(await ask(bot, robin, "muse"), "Muse")
    assert (await next_update(bot)).chosen_inline_result is not None
    heard = (await next_update(bot)).message
    assert heard is not None
    assert heard.via_bot is not None
    tapping = asyncio.create_task(robin.tap("a", expect=0))
    tap = (await next_update(bot)).callback_query
    assert tap is not None
    assert tap.message is None
    await tap.answer()
    await tapping


async def test_without_buttons_a_sent_result_cannot_be_edited(bot: Bot, elsewhere: Listener) -> None:
    plain = article().model_copy(update={"reply_markup": None})
    await elsewhere.choose(await ask(bot, elsewhere, "muse", results=[plain]), "Muse")
    chosen = (await next_update(bot)).chosen_inline_result
    assert chosen is not None
    assert chosen.inline_message_id is None


@pytest.mark.parametrize(("personal", "asked_again"), [(True, [8]), (False, [])])
async def test_an_answer_is_kept_for_the_asker_or_for_all(
    chat: LocalChat, bot: Bot, robin: Listener, personal: bool, asked_again: list[int]
) -> None:
    first = await ask(bot, robin, "muse", is_personal=personal)
    assert await robin.ask_inline("muse") == first
    async with Listener(chat, user_id=8) as other:
        asking = asyncio.create_task(other.ask_inline("muse"))
        for expected in asked_again:
            asked = await query(bot)
            assert asked.from_user.id == expected
            await bot.answer_inline_query(asked.id, [article(title="Other")])
        assert (await asking).titles == (["Other"] if asked_again else ["Muse"])


async def test_an_answer_that_may_not_be_kept_is_asked_for_again(bot: Bot, robin: Listener) -> None:
    assert (await ask(bot, robin, "muse", cache_time=0)).titles == ["Muse"]
    assert (await ask(bot, robin, "muse", results=[article(title="New")])).titles == ["New"]


async def test_a_button_above_the_results_leads_to_the_private_chat(bot: Bot, robin: Listener) -> None:
    button = InlineQueryResultsButton(text="Open", start_parameter="history")
    found = await ask(bot, robin, "muse", results=[], button=button)
    assert (found.results, found.button) == ([], button)


LONG, ODD = (InlineQueryResultsButton(text="x", start_parameter=wrong) for wrong in ("x" * 65, "a b"))
WRONG: list[tuple[Sequence[object], dict[str, object], str]] = [
    ([article(str(n)) for n in range(51)], {}, "too many inline query results specified"),
    ([article(""), article("2")], {}, "RESULT_ID_EMPTY"),
    ([article("x" * 65)], {}, "RESULT_ID_INVALID"),
    ([article("ä" * 33)], {}, "RESULT_ID_INVALID"),
    ([article("1"), article("1")], {}, "RESULT_ID_DUPLICATE"),
    ([article(title=" ")], {}, "ARTICLE_TITLE_EMPTY"),
    ([article(text=" ")], {}, "message text is empty"),
    ([article(text="x" * 4097)], {}, "message is too long"),
    ([article(text="<b>")], {}, "can't parse entities"),
    ([InlineQueryResultPhoto(id="1", photo_url="x", thumbnail_url="x")], {}, "unsupported"),
    ([article().model_copy(update={"input_message_content": None})], {}, "content is not specified"),
    ([article()], {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ([], {"button": InlineQueryResultsButton(text="x", start_parameter="")}, "empty start_parameter"),
    ([], {"button": LONG}, "too long start_parameter"),
    ([], {"button": ODD}, "unallowed characters"),
]


@pytest.mark.parametrize(("results", "more", "complaint"), WRONG)
async def test_a_wrong_answer_is_refused_and_the_query_waits_on(
    bot: Bot, robin: Listener, results: list[object], more: dict[str, object], complaint: str
) -> None:
    asking = asyncio.create_task(robin.ask_inline("muse"))
    asked = await query(bot)
    with pytest.raises(TelegramBadRequest, match=complaint):
        await bot.answer_inline_query(asked.id, results, **more)  # type: ignore[arg-type]
    fifty = [article(str(n) + "x" * 62) for n in range(10, 60)]
    await bot.answer_inline_query(asked.id, [*fifty])
    assert len((await asking).results) == 50


async def test_a_query_is_answered_once(bot: Bot, robin: Listener) -> None:
    asking = asyncio.create_task(robin.ask_inline("muse"))
    asked = await query(bot)
    await bot.answer_inline_query(asked.id, [])
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_inline_query(asked.id, [])
    assert (await asking).results == []


async def test_a_result_that_was_not_offered_cannot_be_sent(bot: Bot, robin: Listener) -> None:
    found = await ask(bot, robin, "muse")
    forged = found.model_copy(update={"query_id": "1"})
    with pytest.raises(AssertionError, match="RESULT_ID_INVALID"):
        await robin.choose(forged, "Muse")


async def test_a_button_may_begin_an_empty_inline_query(bot: Bot, robin: Listener) -> None:
    row = [
        InlineKeyboardButton(text="here", switch_inline_query_current_chat=""),
        InlineKeyboardButton(text="elsewhere", switch_inline_query=""),
    ]
    await bot.send_message(7, "one", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))
    await robin.wait()
    assert robin.last.reply_markup is not None
    assert robin.last.reply_markup.inline_keyboard == [row]
