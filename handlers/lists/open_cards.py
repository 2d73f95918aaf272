"""Cards that many people see: nothing of anybody's taste stands on them, and everyone may rate."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons.open import TurnOpen, Vote
from handlers.buttons.tokens import token
from handlers.cards.blocks import (
    NAME,
    Button,
    Card,
    button,
    genre_line,
    left_out,
    misspelt,
    on_page,
    rows,
    seeds,
    turns,
)
from handlers.cards.texts import label, say, shorten
from handlers.lists.data import Entry, Page
from handlers.lists.wishes import PAGE
from storage import Verdict


@dataclass(frozen=True, slots=True)
class Item:
    """One artist of a list that all may see; `near` names the asked one that it is close to."""

    position: int
    key: str
    name: str
    match: int
    genres: tuple[str, ...]
    near: str


def artists(page: Page) -> Card:
    """A page of a list that was asked for in a group."""
    if not page.entries:
        return Card(say("list-open-nothing", names=seeds(page.names)))
    heard = [] if page.number else misspelt(page.heard)
    items = [_open(one) for one in page.entries]
    heading = "\n".join([*heard, title(page.names, page.number), *left_out(page.without)])
    text = listing(heading, items, near(items, len(page.names)))
    back = TurnOpen(query=page.query_id, page=page.number - 1) if page.number else None
    onward = TurnOpen(query=page.query_id, page=page.number + 1) if len(items) == PAGE else None
    return Card(text, rows(*voting(items), turns(back, onward)))


def _open(entry: Entry) -> Item:
    near = entry.because.name if entry.because and entry.because.asked else ""
    return Item(entry.position, entry.key, entry.name, entry.match, entry.genres, near)


def title(names: Sequence[str], number: int) -> str:
    """Whom the list is like, and which page of it this is."""
    return on_page(say("list-like", names=seeds(names)), number)


def listing(heading: str, items: Sequence[Item], notes: Sequence[str]) -> str:
    """The text of a list, with a last line below each artist where there is one."""
    return "\n\n".join([heading, *(_item(one, note) for one, note in zip(items, notes, strict=True))])


def near(items: Sequence[Item], seeds: int) -> list[str]:
    """Which of several asked artists each is close to; of a single one it goes without saying."""
    return [
        say("entry-near", name=shorten(one.near, NAME)) if one.near and seeds > 1 else "" for one in items
    ]


def voting(items: Sequence[Item]) -> list[list[Button]]:
    """For each artist a row of like and dislike, for whoever taps."""
    rated = (Verdict.LIKE, "button-like"), (Verdict.DISLIKE, "button-dislike")
    return [
        [
            button(label(text, n=one.position + 1), Vote(artist=token(one.key), verdict=verdict))
            for verdict, text in rated
        ]
        for one in items
    ]


def _item(one: Item, note: str) -> str:
    head = say("entry-head", n=one.position + 1, name=shorten(one.name, NAME), match=one.match)
    return "\n".join(filter(None, (head, genre_line(one.genres), note)))
