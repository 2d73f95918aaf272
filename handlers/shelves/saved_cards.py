"""Cards of the lists that a listener keeps."""

from collections.abc import Sequence

from handlers.buttons.shelves import Drop, Export, Form, Kept, KeptLists, Replay, Share
from handlers.cards.blocks import BUTTON_NAME, NAME, Button, Card, button, copy_button, rows, turns
from handlers.cards.formats import date
from handlers.cards.texts import count, gettext_noop, label, say, shorten
from storage import SavedList

LISTS = 8
_NAMED = 40
_FORMS = {
    Form.TEXT: gettext_noop("button-as-text"),
    Form.CSV: gettext_noop("button-as-csv"),
    Form.LINKS: gettext_noop("button-as-links"),
}


def all_kept(owner: int, number: int, lists: Sequence[SavedList], total: int) -> Card:
    """One page of the lists that a listener keeps, newest first."""
    if not lists:
        return Card(say("kept-none"))
    opening = [[_to(n, one)] for n, one in enumerate(lists, number * LISTS + 1)]
    back = KeptLists(owner=owner, page=number - 1) if number else None
    onward = KeptLists(owner=owner, page=number + 1) if total > (number + 1) * LISTS else None
    lines = [_line(n, one) for n, one in enumerate(lists, number * LISTS + 1)]
    return Card("\n".join([count("kept-heading", total), "", *lines]), rows(*opening, turns(back, onward)))


def kept(saved: SavedList, link: str | None, *, sure: bool = False) -> Card:
    """One list that is kept, with all that can be done with it; `sure` asks back before it goes."""
    names = [say("shelf-line", n=n, name=shorten(name, NAME)) for n, (_, name) in enumerate(saved.artists, 1)]
    about = count("kept-about", len(saved.artists), date=date(saved.saved_at))
    head = f"{say('kept-title', title=shorten(saved.title, NAME))}\n{about}"
    more = [count("kept-more", len(names) - _NAMED)] if len(names) > _NAMED else []
    blocks = [head, "\n".join(names[:_NAMED] + more), say("kept-shared", link=link) if link else ""]
    return Card("\n\n".join(filter(None, blocks)), rows(*_actions(saved, link, sure=sure)))


def _actions(saved: SavedList, link: str | None, *, sure: bool) -> list[list[Button]]:
    opened = [] if saved.query_id is None else [button(label("button-open"), Replay(query=saved.query_id))]
    files = [button(label(text), Export(saved=saved.id, form=form)) for form, text in _FORMS.items()]
    drop = button(label("button-drop-sure" if sure else "button-drop"), Drop(saved=saved.id, sure=sure))
    back = button(label("button-all-kept"), KeptLists(owner=saved.user_id, page=0))
    return [opened, files, _sharing(saved, link), [drop], [back]]


def _sharing(saved: SavedList, link: str | None) -> list[Button]:
    if link is None:
        return [button(label("button-share"), Share(saved=saved.id, on=True))]
    off = button(label("button-share-off"), Share(saved=saved.id, on=False))
    return [copy_button(label("button-copy-link"), link), off]


def _line(number: int, saved: SavedList) -> str:
    title = say("shelf-line", n=number, name=shorten(saved.title, NAME))
    return f"{title} · {count('kept-about', len(saved.artists), date=date(saved.saved_at))}"


def _to(number: int, saved: SavedList) -> Button:
    text = label("button-kept-list", n=number, title=shorten(saved.title, BUTTON_NAME))
    return button(text, Kept(saved=saved.id, here=True))
