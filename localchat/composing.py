"""The parts of an outgoing message, read from a call's parameters and held to Telegram's rules."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from pydantic import TypeAdapter

from localchat import limits
from localchat.errors import ApiError
from localchat.markup import parse_html, utf16_length
from localchat.params import Params
from localchat.words import tidy, with_found

ENTITIES = TypeAdapter(list[MessageEntity])
MARKUP = TypeAdapter(dict[str, object])
INLINE = TypeAdapter(InlineKeyboardMarkup)
ACTIONS = ("callback_data", "url", "copy_text")
SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
"""What a button may do with an empty query as well."""
Formatted = tuple[str, list[MessageEntity]]


def formatted(params: Params, name: str, entities: str = "entities") -> Formatted:
    """A text and its entities, however they were marked up, with what Telegram finds in it itself."""
    source, mode = params.text(name).replace("\r\n", "\n"), params.text("parse_mode").lower()
    if mode not in {"", "none", "html"}:
        raise ApiError("unsupported parse_mode")
    if mode == "html":
        text, marked = parse_html(source)
    else:
        complaint = "can't parse entities: expected an Array of MessageEntity"
        text, marked = source, params.parsed(entities, ENTITIES, complaint) or []
    text, marked = tidy(text, marked)
    return text, with_found(text, marked)


def message_text(params: Params) -> Formatted:
    """The text of a message, neither empty nor too long."""
    text, entities = formatted(params, "text")
    if not text:
        raise ApiError("message text is empty")
    if utf16_length(text) > limits.TEXT:
        raise ApiError("message is too long")
    return text, entities


def caption(params: Params) -> Formatted:
    """The words below a picture or file; there may be none."""
    text, entities = formatted(params, "caption", "caption_entities")
    if utf16_length(text) > limits.CAPTION:
        raise ApiError("message caption is too long")
    return text, entities


def keyboard(params: Params) -> InlineKeyboardMarkup | None:
    """The inline keyboard; None where there is none or it has no buttons."""
    markup = params.parsed("reply_markup", MARKUP, "object expected as reply markup")
    if not markup or "remove_keyboard" in markup or "force_reply" in markup:
        return None
    if "inline_keyboard" not in markup:
        raise ApiError("the local chat shows inline keyboards only")
    complaint = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    parsed = params.parsed("reply_markup", INLINE, complaint)
    rows = [row for row in parsed.inline_keyboard if row] if parsed else []
    buttons = [button for row in rows for button in row]
    for button in buttons:
        _check_button(button)
    if len(buttons) > limits.BUTTONS:
        raise ApiError("reply markup is too long")
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _check_button(button: InlineKeyboardButton) -> None:
    acts = any(getattr(button, name) for name in ACTIONS)
    if not acts and all(getattr(button, name) is None for name in SWITCHES):
        raise ApiError(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not button.text.strip():
        raise ApiError("can't parse inline keyboard button: Text must be non-empty")
    if len((button.callback_data or "").encode()) > limits.CALLBACK_DATA_BYTES:
        raise ApiError("BUTTON_DATA_INVALID")
    if button.url and not button.url.startswith(("http://", "https://", "tg://")):
        raise ApiError("BUTTON_URL_INVALID")
