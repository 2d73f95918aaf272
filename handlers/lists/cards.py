"""A page of a list, with rows of buttons for each of its artists and for the list itself."""

from handlers.buttons.lists import Again, Refresh, Turn, TurnDial, TurnTo
from handlers.buttons.shelves import Keep, Kept
from handlers.buttons.songs import SongsOf
from handlers.buttons.weekly import StopWeekly
from handlers.cards.blocks import (
    BUTTON_NAME,
    NAME,
    Button,
    Card,
    button,
    in_rows,
    left_out,
    misspelt,
    on_page,
    rows,
    seeds,
    turns,
)
from handlers.cards.formats import date
from handlers.cards.texts import count, label, say, shorten
from handlers.lists.data import Page
from handlers.lists.entry_cards import lines, rating
from handlers.lists.steps import STEPS
from handlers.lists.wishes import PAGE
from storage import QueryKind


def artists(page: Page) -> Card:
    """A page of a list: who, how well they match, why; and buttons for each."""
    if not page.entries:
        return Card(_nothing_left(page), rows(_half(page), _anew(page), _stop(page)))
    blocks = [_title(page), *(lines(entry) for entry in page.entries)]
    return Card(
        "\n\n".join(blocks),
        rows(
            *(rating(entry) for entry in page.entries),
            *_songs(page),
            _turns(page),
            _dial(page),
            _half(page),
            _anew(page),
            _keep(page),
            _stop(page),
        ),
    )


def _title(page: Page) -> str:
    title = _heading(page)
    if page.asked_at is not None:
        title = say("list-past", date=date(page.asked_at)) + "\n" + title
    if page.number:
        return on_page(title, page.number)
    title = "\n".join([title, *left_out(page.without)])
    same = [] if page.follows is None or any(entry.fresh for entry in page.entries) else [say("list-no-news")]
    rest = [count("list-resting", page.resting)] if page.resting else []
    return "\n".join([*misspelt(page.heard), title, *same, *rest])


def _heading(page: Page) -> str:
    if page.kind is QueryKind.SHARED:
        return say("list-shared", title=shorten(page.title, NAME))
    if page.kind is QueryKind.WEEKLY:
        return count("list-weekly", page.total or 0)
    return _for_you(page) if page.kind is QueryKind.FORYOU else say("list-like", names=seeds(page.names))


def _for_you(page: Page) -> str:
    year, half = page.scope.year, page.scope.half
    if year is not None:
        return say("list-half-known-year" if half else "list-for-you-year", year=year)
    if half:
        return say("list-half-known")
    return say("list-for-you-played") if page.imported else say("list-for-you")


def _nothing_left(page: Page) -> str:
    if page.scope.half:
        return say("list-nothing-half-known")
    if page.kind is QueryKind.WEEKLY:
        return say("list-nothing-this-week")
    if page.kind is QueryKind.FORYOU:
        return say("list-nothing-left-for-you")
    if page.kind is QueryKind.SHARED:
        return say("list-shared-nothing")
    return say("list-nothing-left", names=seeds(page.names))


def _songs(page: Page) -> list[list[Button]]:
    """From each artist to songs: three in a row, since on a phone four words do not fit beside each other."""
    buttons = [
        button(
            label("button-songs", n=entry.position + 1),
            SongsOf(query=entry.query_id, position=entry.position),
        )
        for entry in page.entries
        if entry.songs
    ]
    return in_rows(buttons, 3)


def _turns(page: Page) -> list[Button]:
    more = len(page.entries) == PAGE if page.total is None else page.total > (page.number + 1) * PAGE
    return turns(
        Turn(query=page.query_id, page=page.number - 1) if page.number else None,
        Turn(query=page.query_id, page=page.number + 1) if more else None,
    )


def _dial(page: Page) -> list[Button]:
    """One step to the better known and one to the rarer, below a list's first page."""
    if page.step is None or page.number:
        return []
    steps = (page.step - 1, label("button-better-known")), (page.step + 1, label("button-rarer"))
    return [
        button(text, TurnDial(query=page.query_id, step=step)) for step, text in steps if 0 <= step < STEPS
    ]


def _half(page: Page) -> list[Button]:
    """From artists unknown to those half known, and back; for listeners whose plays are known."""
    if page.kind is not QueryKind.FORYOU or not page.imported:
        return []
    text = label("button-unknown" if page.scope.half else "button-half-known")
    return [button(text, TurnTo(query=page.query_id, half=not page.scope.half))]


def _anew(page: Page) -> list[Button]:
    """What asking anew would bring, where that is known; for a list of the past, the offer to ask again."""
    if page.update is not None:
        names = shorten(", ".join(page.update.names), BUTTON_NAME)
        return [button(label("button-update", n=page.update.new, names=names), Refresh(query=page.query_id))]
    if page.asked_at is not None:
        return [button(label("button-ask-again"), Again(query=page.query_id))]
    return []


def _keep(page: Page) -> list[Button]:
    """To keep the list, or to where it is kept; and to share it."""
    keep, share = (Keep(query=page.query_id, page=page.number, share=share) for share in (False, True))
    kept = None if page.kept is None else Kept(saved=page.kept, here=False)
    first = button(label("button-keep"), keep) if kept is None else button(label("button-kept"), kept)
    return [first, button(label("button-share"), share)]


def _stop(page: Page) -> list[Button]:
    if page.kind is not QueryKind.WEEKLY:
        return []
    return [button(label("button-stop-weekly"), StopWeekly(owner=page.owner, settled=False))]
