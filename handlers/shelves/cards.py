"""Cards of what a listener likes, dislikes, knows and blocks, and of their history."""

from collections.abc import Mapping, Sequence

from handlers.asking.menus import to_settings
from handlers.buttons.lists import Again
from handlers.buttons.shelves import Past, Replay, Shelf, TakeOff
from handlers.cards.blocks import BUTTON_NAME, NAME, Button, Card, button, in_rows, named, rows, turns
from handlers.cards.formats import date
from handlers.cards.texts import count, gettext_noop, label, say, shorten
from handlers.lists.data import PastList
from handlers.lists.titles import list_title
from storage import Judgement, Verdict

SHELF = 8
HISTORY = 5
_NAMED_RATED = 3
_RATED_NAME = 24

_TABS = {
    Verdict.LIKE: gettext_noop("tab-like"),
    Verdict.DISLIKE: gettext_noop("tab-dislike"),
    Verdict.KNOWN: gettext_noop("tab-known"),
    Verdict.SNOOZED: gettext_noop("tab-snoozed"),
    Verdict.BLOCKED: gettext_noop("tab-blocked"),
}
_HIDING = (Verdict.SNOOZED, Verdict.BLOCKED)
"""What /settings leads to as well."""
_HEADINGS = {
    Verdict.LIKE: gettext_noop("shelf-like"),
    Verdict.DISLIKE: gettext_noop("shelf-dislike"),
    Verdict.KNOWN: gettext_noop("shelf-known"),
    Verdict.SNOOZED: gettext_noop("shelf-snoozed"),
    Verdict.BLOCKED: gettext_noop("shelf-blocked"),
}
_EMPTY = {
    Verdict.LIKE: gettext_noop("shelf-like-empty"),
    Verdict.DISLIKE: gettext_noop("shelf-dislike-empty"),
    Verdict.KNOWN: gettext_noop("shelf-known-empty"),
    Verdict.SNOOZED: gettext_noop("shelf-snoozed-empty"),
    Verdict.BLOCKED: gettext_noop("shelf-blocked-empty"),
}
_RATED = {
    Verdict.LIKE: gettext_noop("rated-like"),
    Verdict.DISLIKE: gettext_noop("rated-dislike"),
    Verdict.KNOWN: gettext_noop("rated-known"),
    Verdict.SNOOZED: gettext_noop("rated-snoozed"),
    Verdict.BLOCKED: gettext_noop("rated-blocked"),
}


def shelf(
    owner: int, verdict: Verdict, number: int, judgements: Sequence[Judgement], counts: Mapping[Verdict, int]
) -> Card:
    """One page of one shelf, each artist with a button that takes it off, and the other shelves as tabs."""
    total = counts[verdict]
    tabs = [_tab(owner, one, counts[one], chosen=one is verdict) for one in Verdict]
    off = [
        [_take_off(TakeOff(owner=owner, judgement=one.id, verdict=verdict, page=number), one.artist_name)]
        for one in judgements
    ]
    back = Shelf(owner=owner, verdict=verdict, page=number - 1) if number else None
    more = total > (number + 1) * SHELF
    onward = Shelf(owner=owner, verdict=verdict, page=number + 1) if more else None
    settings = [to_settings(owner)] if verdict in _HIDING else []
    return Card(
        _shelf_text(verdict, number, judgements, total),
        rows(*off, turns(back, onward), *in_rows(tabs, 2), settings),
    )


def history(owner: int, number: int, lists: Sequence[PastList], total: int) -> Card:
    """One page of past queries, newest first, each with buttons that show it as it was and ask it again."""
    if not lists:
        return Card(say("history-empty"))
    first = number * HISTORY + 1
    blocks = [count("history-heading", total)]
    blocks += [_past(n, one) for n, one in enumerate(lists, first)]
    buttons = [_to_past(n, one) for n, one in enumerate(lists, first)]
    back = Past(owner=owner, page=number - 1) if number else None
    onward = Past(owner=owner, page=number + 1) if total > (number + 1) * HISTORY else None
    return Card("\n\n".join(blocks), rows(*buttons, turns(back, onward)))


def _tab(owner: int, verdict: Verdict, total: int, *, chosen: bool) -> Button:
    text = label(_TABS[verdict], n=total)
    marked = label("tab-chosen", tab=text) if chosen else text
    return button(marked, Shelf(owner=owner, verdict=verdict, page=0))


def _take_off(data: TakeOff, name: str) -> Button:
    return button(label("button-take-off", name=shorten(name, BUTTON_NAME)), data)


def _shelf_text(verdict: Verdict, number: int, judgements: Sequence[Judgement], total: int) -> str:
    if not judgements:
        return say(_EMPTY[verdict])
    names = [_shelf_line(n, one) for n, one in enumerate(judgements, number * SHELF + 1)]
    return "\n".join([count(_HEADINGS[verdict], total), "", *names, "", say("shelf-hint")])


def _shelf_line(number: int, one: Judgement) -> str:
    name = shorten(one.artist_name, NAME)
    if one.until is None:
        return say("shelf-line", n=number, name=name)
    return say("shelf-line-until", n=number, name=name, date=date(one.until))


def _past(number: int, one: PastList) -> str:
    query = one.past.query
    name = say("history-line", n=number, name=list_title(one.past.query, one.names))
    about = count("history-about", one.past.shown_count, date=date(query.asked_at))
    rated = [_rated(verdict, names) for verdict, names in one.rated.items()]
    return "\n".join([name, about, *rated])


def _rated(verdict: Verdict, names: Sequence[str]) -> str:
    return say(_RATED[verdict], names=named(names, _NAMED_RATED, _RATED_NAME))


def _to_past(number: int, one: PastList) -> list[Button]:
    query = one.past.query.id
    as_it_was = label(
        "button-replay", n=number, name=shorten(list_title(one.past.query, one.names), BUTTON_NAME)
    )
    again = label("button-again", n=number)
    return [button(as_it_was, Replay(query=query)), button(again, Again(query=query))]
