"""What inline mode offers for the words behind the bot's name: lists, and single artists to send."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from handlers.asking.menus import EXAMPLES
from handlers.frame.thinking import think
from handlers.lists.data import GENRES
from handlers.lists.open_cards import Item
from handlers.lists.steps import AT_FIRST
from handlers.lists.wishes import PAGE, UNWANTED
from handlers.songs.titles import WELL_KNOWN
from recommender import Recommender
from recommender.types import Artist, Certainty, Recommendation, Term
from storage import Storage, Verdict

_LONGEST = 200
_SIMILAR = 18
_ASKED, _LIKED = 3, 12
_KEPT = 500  # lists; they are alike for everyone


class Cause(StrEnum):
    """Cause an artist is offered."""

    ASKED = "asked"
    SIMILAR = "similar"
    MAYBE = "maybe"
    FAR = "far"
    LIKED = "liked"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Offered:
    """An artist to send; one that is SIMILAR comes `near` the asked ones with a match in percent."""

    artist: Artist
    why: Cause
    near: str = ""
    match: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of artists like these, the same for everyone."""

    seeds: tuple[Artist, ...]
    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    lists: tuple[Listing, ...] = ()
    artists: tuple[Offered, ...] = ()


class Offers:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._storage = storage
        self._engine = engine
        self._recommend = lru_cache(_KEPT)(self._ask)

    async def about(self, user_id: int, text: str) -> Offer:
        """What is offered for these words; without any, what the listener asked for and likes."""
        if not text.strip():
            return await self._at_hand(user_id)
        return await think(self._about, text[:_LONGEST], await self._unwanted(user_id))

    async def page(self, seeds: Sequence[Artist], number: int) -> Listing:
        return await think(self._page, seeds, number)

    def _page(self, seeds: Sequence[Artist], number: int) -> Listing:
        start = number * PAGE
        found = self._recommend(tuple(one.key for one in seeds), start + PAGE)[start:]
        items = tuple(_item(position, one) for position, one in enumerate(found, start))
        return Listing(tuple(seeds), number, items)

    def _ask(self, seeds: tuple[str, ...], k: int) -> list[Recommendation]:
        return self._engine.recommend(seeds, k=k, step=AT_FIRST, page=PAGE, other_names=False)

    def _about(self, text: str, unwanted: frozenset[str]) -> Offer:
        terms = self._read(text)
        doubt = next((term for term in terms if not term.is_clear), None)
        by = self._artist_of(terms[0]) if len(terms) == 1 else None
        if by is not None:  # `creep` is no slip for Creed
            others = (one for one in _meant(terms[0]) if one.artist.key != by.key)
            return Offer(artists=(Offered(by, Cause.MAYBE), *others))
        if doubt is not None:
            return Offer(artists=_meant(doubt))
        seeds = list({term.matches[0].artist.key: term.matches[0].artist for term in terms}.values())
        if not seeds:
            return Offer()
        near = ", ".join(one.name for one in seeds)
        found = self._recommend(tuple(one.key for one in seeds), _SIMILAR + len(unwanted))
        kept = [one for one in found if one.artist.key not in unwanted][:_SIMILAR]
        asked = [Offered(one, Cause.ASKED) for one in seeds]
        similar = [Offered(one.artist, Cause.SIMILAR, near, one.match) for one in kept]
        return Offer((self._page(seeds, 0),), (*asked, *similar))

    def _read(self, text: str) -> list[Term]:
        """The names in a line; of one that is like none but names with nothing between them, these."""
        terms = self._engine.read(text)
        if len(terms) != 1 or terms[0].is_clear or terms[0].is_genre or terms[0].is_shared:
            return terms
        beside = self._engine.read_adjoining(text)
        named = {one.artist for term in beside for one in term.likeliest}
        far = not terms[0].matches or terms[0].matches[0].certainty is Certainty.FAR
        return (
            beside
            if beside and (far or named.issuperset(one.artist for one in terms[0].likeliest))
            else terms
        )

    def _artist_of(self, term: Term) -> Artist | None:
        """Whose song it is that words name which are no artist's name exactly, if many know it."""
        exact = bool(term.matches) and term.matches[0].certainty is Certainty.EXACT
        tracks = None if exact or term.is_genre or not self._engine.has_songs_awake else self._engine.tracks
        songs = tracks.titled(term.text) if tracks else []
        known = (one.artist_keys[0] for one in songs if one.popularity >= WELL_KNOWN)
        return next((self._engine.artist(key) for key in known if self._engine.knows(key)), None)

    async def _at_hand(self, user_id: int) -> Offer:
        past = await self._storage.history.page(user_id, _LIKED, 0)
        likes = await self._storage.verdicts.page(user_id, Verdict.LIKE, _LIKED, 0)
        seeds = [one.query.seeds for one in past if one.query.seeds]
        unwanted = await self._unwanted(user_id)
        return await think(self._of, seeds, [one.artist_key for one in likes], unwanted)

    async def _unwanted(self, user_id: int) -> frozenset[str]:
        verdicts = await self._storage.verdicts.of(user_id)
        return frozenset(key for key, verdict in verdicts.items() if verdict in UNWANTED)

    def _of(self, asked: Sequence[tuple[str, ...]], liked: Sequence[str], unwanted: Collection[str]) -> Offer:
        knows, artist = self._engine.knows, self._engine.artist
        known = [seeds for seeds in dict.fromkeys(asked) if all(map(knows, seeds))]
        lists = [self._page([artist(key) for key in seeds], 0) for seeds in known[:_ASKED]]
        artists = [Offered(artist(key), Cause.LIKED) for key in liked if knows(key)]
        others = [one for one in self._engine.examples if one.key not in liked and one.key not in unwanted]
        examples = [Offered(one, Cause.EXAMPLE) for one in others[:EXAMPLES]]
        return Offer(tuple(lists), (*artists, *examples))


def _meant(term: Term) -> tuple[Offered, ...]:
    """Whom an unclear name may mean, or which names come closest."""
    whys = {Certainty.FAR: Cause.FAR}
    matches = term.likeliest if term.is_shared else term.matches
    return tuple(Offered(match.artist, whys.get(match.certainty, Cause.MAYBE)) for match in matches)


def _item(position: int, found: Recommendation) -> Item:
    artist = found.artist
    near = found.reasons[0].artist.name if found.reasons else ""
    return Item(position, artist.key, artist.name, found.match, artist.genres[:GENRES], near)
