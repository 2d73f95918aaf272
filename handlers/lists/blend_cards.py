"""Cards of blends: who is in, and the list for all of them with whom each artist fits."""

from collections.abc import Sequence

from aiogram.utils.i18n import get_i18n

from handlers.buttons.open import JoinBlend, StartBlend, TurnBlend
from handlers.cards.blocks import Button, Card, button, named, on_page, rows, turns
from handlers.cards.texts import label, say, shorten
from handlers.lists.blending import BlendPage, Circle
from handlers.lists.open_cards import listing, voting
from handlers.lists.wishes import PAGE

_NAME = 24
_NAMED = 8
_FITS = 5


def circle(who: Circle, private_chat: str) -> Card:
    """Who is in, with buttons for everyone; `private_chat` is the link to it."""
    everyone = (*who.known, *who.unknown)
    names = say("blend-in", names=listed(everyone)) if everyone else say("blend-nobody")
    unknown = say("blend-unknown", names=listed(who.unknown)) if who.unknown else ""
    language = get_i18n().current_locale
    choice = [
        button(label("button-blend-in"), JoinBlend(inside=True, language=language)),
        button(label("button-blend-out"), JoinBlend(inside=False, language=language)),
    ]
    go = [button(label("button-blend-go"), StartBlend())]
    tell = [Button(text=label("button-tell-taste"), url=private_chat)] if who.unknown else []
    return Card("\n\n".join(filter(None, (say("blend-about"), names, unknown))), rows(choice, go, tell))


def artists(page: BlendPage) -> Card:
    """A page of a group's list."""
    if not page.items:
        return Card(say("blend-nothing"))
    title = on_page(say("list-blend", names=listed(page.names)), page.number)
    text = listing(title, page.items, [_fits(one) for one in page.fits])
    back = TurnBlend(blend=page.blend_id, page=page.number - 1) if page.number else None
    onward = TurnBlend(blend=page.blend_id, page=page.number + 1) if len(page.items) == PAGE else None
    return Card(text, rows(*voting(page.items), turns(back, onward)))


def listed(names: Sequence[str]) -> str:
    """Names of people in one line, as plain text."""
    return named(names, _NAMED, _NAME)


def _fits(fits: Sequence[tuple[str, int]]) -> str:
    """For whom an artist is, the best pleased first; of many also the least pleased, who counts most."""
    shown = fits if len(fits) <= _FITS else (*fits[: _FITS - 1], fits[-1])
    return " · ".join(say("blend-fit", name=shorten(name, _NAME), match=match) for name, match in shown)
