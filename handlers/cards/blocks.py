"""What all cards are made of: a text with buttons below it, and the lines and rows that many have.

Lengths hold by construction: names and genres are cut, and a card has a fixed number of parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Required, TypedDict

from handlers.buttons.callbacks import Data
from handlers.cards.texts import label, say, shorten

NAME = 64
"""Most UTF-16 code units of a name in a text."""
BUTTON_NAME = 40
_GENRE = 32
_NAMED_SEEDS = 3
_NAMED_HEARD = 5


class Copied(TypedDict):
    """What a button copies."""

    text: str


class Button(TypedDict, total=False):
    """As Telegram's JSON has it: a list has two dozen, and aiogram's objects took a tenth of its time."""

    text: Required[str]
    callback_data: str
    url: str
    copy_text: Copied
    switch_inline_query: str
    switch_inline_query_current_chat: str


class Keyboard(TypedDict):
    inline_keyboard: list[list[Button]]


@dataclass(frozen=True, slots=True)
class Card:
    """A message: HTML `text` and the buttons under it."""

    text: str
    keyboard: Keyboard | None = None


def button(text: str, data: Data) -> Button:
    return {"text": text, "callback_data": data.pack()}


def copy_button(text: str, copied: str) -> Button:
    return {"text": text, "copy_text": {"text": copied}}


def nearest_page(page: int, total: int, size: int) -> int:
    """That page or the last one: it may have gone with the last that stood on it."""
    return min(page, max(total - 1, 0) // size)


def turns(back: Data | None, onward: Data | None) -> list[Button]:
    """A row of the buttons to the page before and the next one, where there are such."""
    row = [button(label("button-back"), back)] if back else []
    return [*row, button(label("button-next"), onward)] if onward else row


def in_rows(buttons: Sequence[Button], width: int) -> list[list[Button]]:
    """So many buttons in each row, and the rest in the last."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def rows(*buttons: Sequence[Button]) -> Keyboard | None:
    """A keyboard of the rows that have buttons, or none."""
    kept = [list(row) for row in buttons if row]
    return {"inline_keyboard": kept} if kept else None


def on_page(title: str, number: int) -> str:
    """The title of a list; behind it which page this is, from the second on."""
    return f"{title} · {say('list-page', n=number + 1)}" if number else title


def left_out(names: Sequence[str]) -> list[str]:
    """A line that names whom a list goes without, where there are such."""
    return [say("list-without", names=seeds(names))] if names else []


def misspelt(heard: Sequence[tuple[str, str]]) -> list[str]:
    """A line for each of a listener's words that was misspelt, with the name that they meant."""
    return [
        # the text ends with a full stop, as `The Notorious B.I.G.` does
        say("list-heard", heard=shorten(word, NAME), name=shorten(name, NAME).removesuffix("."))
        for word, name in heard[:_NAMED_HEARD]
    ]


def seeds(names: Sequence[str]) -> str:
    """The artists of a query in one short line, as plain text."""
    all_fit = len(names) <= _NAMED_SEEDS + 1  # one more name takes no more room than "and 1 more"
    return named(names, len(names) if all_fit else _NAMED_SEEDS)


def named(names: Sequence[str], most: int, limit: int = NAME) -> str:
    """The first names in one line, and how many more there are, as plain text."""
    first = ", ".join(shorten(name, limit) for name in names[:most])
    others = len(names) - most
    return label("names-and-more", names=first, n=others) if others > 0 else first


def genre_names(genres: Sequence[str]) -> str:
    """Genres in one line, as plain text."""
    return ", ".join(shorten(genre, _GENRE) for genre in genres)


def genre_line(genres: Sequence[str]) -> str:
    """The line below an artist's name that tells its genres, empty where none is known."""
    return say("entry-genres", genres=genre_names(genres)) if genres else ""
