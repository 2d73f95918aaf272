"""answerCallbackQuery and answerInlineQuery, held to Telegram's rules and told off in its words."""

import re

from aiogram.types import InlineQueryResultsButton
from pydantic import TypeAdapter

from localchat import limits
from localchat.composing import keyboard, message_text
from localchat.errors import ApiError
from localchat.inline import Article, Found
from localchat.markup import utf16_length
from localchat.params import Params, as_texts
from localchat.world import Answer, World

RESULTS = TypeAdapter(list[dict[str, object]])
BUTTON = TypeAdapter(InlineQueryResultsButton)
PREFIX = "can't parse InlineQueryResult: "


def answer_callback_query(world: World, params: Params) -> bool:
    """The answer that a tap waits for."""
    text = params.text("text")
    if utf16_length(text) > limits.CALLBACK_ANSWER:
        raise ApiError("MESSAGE_TOO_LONG")
    answer = Answer(text, params.flag("show_alert"), params.text("url"))
    world.taps.answer(params.text("callback_query_id"), answer)
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    """The results that a user waits for who types behind the bot's name."""
    query_id = params.text("inline_query_id")
    results = params.parsed("results", RESULTS, "expected an Array of inline query results") or []
    if len(results) > limits.INLINE_RESULTS:
        raise ApiError("too many inline query results specified")
    button = _button(params)
    articles = tuple(_article(Params(as_texts(result, PREFIX))) for result in results)
    world.inline.waiting.check(query_id)
    _check_ids([article.id for article in articles])
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > limits.INLINE_OFFSET_BYTES:
        raise ApiError("NEXT_OFFSET_INVALID")
    seconds = min(max(params.integer("cache_time", limits.INLINE_CACHE_SECONDS), 0), limits.INLINE_CACHE_MOST)
    found = Found(articles, button, seconds, params.flag("is_personal"), next_offset)
    world.inline.waiting.answer(query_id, found)
    return True


def _article(result: Params) -> Article:
    kind, result_id = result.text("type").lower(), result.text("id")
    if kind != "article":
        raise ApiError(f'{PREFIX}type "{kind}" is unsupported for the inline query result')
    content = result.inside("input_message_content", f"{PREFIX}input message content is not specified")
    if "message_text" not in content.values:
        raise ApiError(f"{PREFIX}input message content is not specified")
    text, entities = message_text(Params({**content.values, "text": content.text("message_text")}))
    if not result.text("title").strip():
        raise ApiError("ARTICLE_TITLE_EMPTY")
    return Article(
        id=result_id,
        title=result.text("title").strip(),
        description=result.text("description").strip(),
        text=text,
        entities=entities,
        keyboard=keyboard(result),
    )


def _check_ids(ids: list[str]) -> None:
    if not all(ids):
        raise ApiError("RESULT_ID_EMPTY")
    if any(len(one.encode()) > limits.INLINE_ID_BYTES for one in ids):
        raise ApiError("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise ApiError("RESULT_ID_DUPLICATE")


def _button(params: Params) -> InlineQueryResultsButton | None:
    """What stands above the results and leads into the bot's private chat."""
    button = params.parsed("button", BUTTON, "can't parse InlineQueryResultsButton")
    if button is None:
        return None
    start = button.start_parameter or ""
    if not start:
        raise ApiError("can't use empty start_parameter")
    if len(start) > limits.START_PARAMETER:
        raise ApiError("too long start_parameter specified")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", start):
        raise ApiError("unallowed characters in start_parameter are used")
    return button
