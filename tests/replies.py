"""What a test listener gets from the bot, and how it finds a button."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiogram.types import InlineKeyboardButton, InlineQueryResultsButton, Message
from pydantic import BaseModel

Choice = str | Callable[[InlineKeyboardButton], bool]


@dataclass(slots=True)
class Reply:
    """What the bot did in the chat after something that the listener did, in the order it came."""

    messages: list[Message] = field(default_factory=list)
    edited: list[Message] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    shown: list[Message] = field(default_factory=list)
    """New and edited messages together."""

    @property
    def changes(self) -> int:
        return len(self.shown) + len(self.deleted)


@dataclass(slots=True)
class Tap(Reply):
    """What a tap brought; `toast` is None where the bot answered with no text or not at all."""

    toast: str | None = None
    alert: bool = False
    answered: bool = False


class FoundOne(BaseModel, frozen=True):
    id: str
    title: str
    description: str


class Found(BaseModel, frozen=True):
    """What an inline query brought."""

    query_id: str
    results: list[FoundOne]
    button: InlineQueryResultsButton | None
    next_offset: str

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.results]


def is_bots(message: Message) -> bool:
    """Whether the bot wrote this, or somebody sent it via the bot."""
    by = message.via_bot or message.from_user
    return by is not None and by.is_bot


def find_button(message: Message, choice: Choice) -> tuple[int, int]:
    """Row and column of the one button that is meant: the exact text goes before a part of a text."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    placed = {(y, x): button for y, row in enumerate(rows) for x, button in enumerate(row)}
    if isinstance(choice, str):
        tests: list[Callable[[InlineKeyboardButton], bool]] = [
            lambda button: button.text == choice,
            lambda button: choice in button.text,
        ]
    else:
        tests = [choice]
    for test in tests:
        if found := [place for place, button in placed.items() if test(button)]:
            assert len(found) == 1, f"{choice!r} fits {len(found)} buttons of {texts(placed.values())}"
            return found[0]
    raise AssertionError(f"no button {choice!r} among {texts(placed.values())}")


def texts(buttons: Iterable[InlineKeyboardButton]) -> list[str]:
    return [button.text for button in buttons]
