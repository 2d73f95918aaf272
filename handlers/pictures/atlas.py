"""From a listener's memory to a map, with its caption and the buttons to walk on."""

import asyncio
from collections.abc import Sequence

from handlers.asking.question_parts import Part
from handlers.asking.questions import part_of
from handlers.buttons.pictures import LikeThis, MapOf, TasteOf
from handlers.buttons.tokens import Tokens, token
from handlers.cards.blocks import BUTTON_NAME, NAME, Button, button, in_rows, rows
from handlers.cards.texts import label, say, shorten
from handlers.lists.histories import Histories
from handlers.lists.wishes import TURNED_DOWN
from handlers.pictures.drawings import Drawing
from handlers.pictures.networks import Known, around, own
from handlers.pictures.portraits import other_theme, theme_label
from pictures import Network, Theme
from recommender import Recommender
from recommender.types import Artist, Term
from storage import Storage, Verdict

_STEPS = 8  # neighbours with a button
_LIKE = 1.0  # counts as much as the most played artist


class Atlas:
    def __init__(self, storage: Storage, engine: Recommender, tokens: Tokens, histories: Histories) -> None:
        self._storage = storage
        self._engine = engine
        self._tokens = tokens
        self._histories = histories

    def artist(self, token: str) -> Artist:
        """The artist that a button means; StaleButton if there is none such any more."""
        return self._tokens.artist(token)

    def known(self, key: str) -> Artist:
        return self._engine.artist(key)

    async def read(self, name: str) -> list[Part]:
        """Whom a listener's words may mean, each of several names for itself."""
        terms = await asyncio.to_thread(self._engine.read, name) or [Term(name, ())]
        return [part_of(self._engine, term) for term in terms]

    async def around(self, user_id: int, centre: Artist, theme: Theme) -> Drawing:
        """The map of an artist's neighbourhood."""
        known, _ = await self._known(user_id)
        mine = button(label("button-my-map"), MapOf(owner=user_id, artist=None))
        looks = [_other_theme(user_id, centre, theme), mine]
        caption = say("map-caption", name=shorten(centre.name, NAME))
        network, near = await asyncio.to_thread(around, self._engine, centre, known)
        return _drawing(network, theme, caption, [*_ways(user_id, centre, near), looks])

    async def own(self, user_id: int, theme: Theme) -> Drawing | None:
        """The map of the listener's own taste; None where nothing is known of it."""
        known, weights = await self._known(user_id)
        if not weights:
            return None
        taste = button(label("button-my-taste"), TasteOf(owner=user_id, year=None))
        looks = [_other_theme(user_id, None, theme), taste]
        if len(weights) == 1:  # a map of one dot would show nothing
            only = self.known(*weights)
            caption = say("map-own-only", name=shorten(only.name, NAME))
            network, near = await asyncio.to_thread(around, self._engine, only, known)
            return _drawing(network, theme, caption, [*_ways(user_id, only, near), looks])
        network, artists = await asyncio.to_thread(own, self._engine, weights, known)
        return _drawing(network, theme, say("map-own-caption"), [*_steps(user_id, artists), looks])

    async def _known(self, user_id: int) -> tuple[Known, dict[str, float]]:
        """What the listener knows, and how much each artist counts that they like or play."""
        verdicts = await self._storage.verdicts.of(user_id)
        heard = await self._histories.of(user_id)
        likes = {
            key: _LIKE for key, one in verdicts.items() if one is Verdict.LIKE and self._engine.knows(key)
        }
        known = Known(verdicts, heard.heard)
        counted = (dict(heard.weights) | likes).items()
        weights = {key: weight for key, weight in counted if verdicts.get(key) not in TURNED_DOWN}
        return known, weights


def _drawing(network: Network, theme: Theme, caption: str, buttons: Sequence[Sequence[Button]]) -> Drawing:
    return Drawing(network, theme, caption, rows(*buttons))


def _ways(owner: int, centre: Artist, near: Sequence[Artist]) -> list[list[Button]]:
    """Buttons to walk on to the nearest, and to a list of artists like the one in the middle."""
    words = label("button-similar", name=shorten(centre.name, BUTTON_NAME))
    return [*_steps(owner, near), [button(words, LikeThis(owner=owner, artist=token(centre.key)))]]


def _steps(owner: int, artists: Sequence[Artist]) -> list[list[Button]]:
    """Buttons to walk to the first of these artists, two in a row."""
    steps = [to(owner, one.key, shorten(one.name, BUTTON_NAME)) for one in artists[:_STEPS]]
    return in_rows(steps, 2)


def to(owner: int, key: str, text: str) -> Button:
    """A button that draws the map around an artist."""
    return button(text, MapOf(owner=owner, artist=token(key)))


def _other_theme(owner: int, centre: Artist | None, theme: Theme) -> Button:
    other = other_theme(theme)
    there = MapOf(owner=owner, artist=token(centre.key) if centre else None, theme=other)
    return button(theme_label(other), there)
