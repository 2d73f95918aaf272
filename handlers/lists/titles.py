"""What past lists and kept ones are called, as plain text."""

from collections.abc import Sequence

from handlers.cards.blocks import seeds
from handlers.cards.formats import date
from handlers.cards.texts import label
from handlers.lists.heard import Scope
from storage import Query, QueryKind


def list_title(query: Query, names: Sequence[str]) -> str:
    """What the history and kept lists call a list, as plain text."""
    if query.kind is QueryKind.SHARED:
        return query.text
    if query.kind is QueryKind.WEEKLY:
        return label("history-weekly")
    if query.kind is not QueryKind.FORYOU:
        return seeds(names)
    scope = Scope.parse(query.text)
    title = label("history-half-known" if scope.half else "history-for-you")
    return f"{title} · {scope.year}" if scope.year else title


def kept_title(query: Query, names: Sequence[str]) -> str:
    """What a kept list is called; it may be read by others, to whom "for you" would be wrong."""
    if query.kind not in (QueryKind.FORYOU, QueryKind.WEEKLY):
        return list_title(query, names)
    return label("kept-picked", date=date(query.asked_at))
