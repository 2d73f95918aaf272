"""Cards that many people see: nothing of anybody's taste stands on them, and everyone may rate."""

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import TurnOpen, Vote
from handlers.cards import NAME, Card, button, rows, seeds
from handlers.lists import PAGE, Entry, Page
from handlers.texts import label, say, shorten
from handlers.tokens import token
from storage import Verdict

_GENRE = 32
_HEARD = 5


def artists(page: Page) -> Card:
    """A page of a list that was asked for in a group."""
    if not page.entries:
        return Card(say("list-open-nothing", names=seeds(page.names)))
    blocks = [_title(page), *(_entry(entry, tell_seed=len(page.names) > 1) for entry in page.entries)]
    voting = [votes(entry.position + 1, entry.key) for entry in page.entries]
    return Card("\n\n".join(blocks), rows(*voting, _turns(page)))


def votes(number: int, key: str) -> list[InlineKeyboardButton]:
    """Like and dislike, for whoever taps."""
    like, dislike = (Vote(artist=token(key), verdict=verdict) for verdict in (Verdict.LIKE, Verdict.DISLIKE))
    return [
        button(label("button-like", n=number), like),
        button(label("button-dislike", n=number), dislike),
    ]


def _title(page: Page) -> str:
    title = say("list-like", names=seeds(page.names))
    if page.number:
        return " · ".join((title, say("list-page", n=page.number + 1)))
    heard = [
        say("list-heard", heard=shorten(heard, NAME), name=shorten(name, NAME))
        for heard, name in page.heard[:_HEARD]
    ]
    return "\n".join([*heard, title])


def _entry(entry: Entry, *, tell_seed: bool) -> str:
    head = say("entry-head", n=entry.position + 1, name=shorten(entry.name, NAME), match=entry.match)
    named = ", ".join(shorten(genre, _GENRE) for genre in entry.genres)
    genres = say("entry-genres", genres=named) if named else ""
    near = tell_seed and entry.because is not None
    seed = say("because-asked", name=shorten(entry.because.name, NAME)) if near and entry.because else ""
    return "\n".join(filter(None, (head, genres, seed)))


def _turns(page: Page) -> list[InlineKeyboardButton]:
    back = button(label("button-back"), TurnOpen(query=page.query_id, page=max(page.number - 1, 0)))
    onward = button(label("button-next"), TurnOpen(query=page.query_id, page=page.number + 1))
    full = len(page.entries) == PAGE
    return [one for one, wanted in ((back, page.number > 0), (onward, full)) if wanted]
