"""The one door to the recommender."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import EmptyBasket
from recommender import query
from recommender.bundle import DEFAULT_PATH, Bundle, load_bundle
from recommender.catalog import Catalog
from recommender.folder import APART, Manifest
from recommender.ranking import DEFAULT_STEP, Basket, Ranked, Ranker
from recommender.retrieval import Retrieval
from recommender.together import rank_together, worth
from recommender.tracks import Tracks
from recommender.types import Artist, Company, Match, Reason, Recommendation, Shared, Taste, Term
from recommender.variety import one_of_each

_REASONS = 3
_EXAMPLES = 3
_SPARE = 10  # candidates beyond k, for those that prove to be another name of one above
_EXAMPLES_FROM = 150  # the most heard artists, among whom the examples are chosen
Positions = npt.NDArray[np.int32]


class Recommender:
    """Finds artists by name and recommends artists to a basket of artists.

    Every method may be called from any thread; the same call gives the same answer.

    >>> engine = Recommender.load()
    >>> [found.artist.name for found in engine.recommend(["Radiohead", "Björk"], k=3)]
    """

    def __init__(self, bundle: Bundle, tracks: Tracks | None = None) -> None:
        self.tracks = tracks
        """The door to the songs; None where the bundle holds none."""
        self.manifest: Manifest = bundle.manifest
        self._catalog = Catalog(bundle.catalog)
        self._neighbours = bundle.matrices.neighbours
        self._meetings = bundle.matrices.meetings
        self._baskets = np.array(bundle.catalog.baskets, dtype=np.int64)
        self._ranker = Ranker(
            Retrieval(bundle.index_path),
            self._neighbours,
            self._meetings,
            self._baskets,
            bundle.weights,
        )
        self.examples = self._choose_examples()
        self.recommend([bundle.catalog.keys[0]], k=1)  # TensorFlow's first answer takes half a second

    @classmethod
    def load(cls, path: Path | str | None = None) -> "Recommender":
        """Load the bundle at `path`, or the one that ships; raises BundleError when it is broken."""
        place = Path(path) if path is not None else DEFAULT_PATH
        return cls(load_bundle(place), Tracks.load(place) if (place / APART).is_dir() else None)

    def __len__(self) -> int:
        return len(self._catalog)

    def find(self, text: str, limit: int = 5) -> list[Match]:
        """The artists whose names come nearest, best first; exact matches lead."""
        return self._catalog.find(text, limit)

    def read(self, text: str, limit: int = 5) -> list[Term]:
        """The artists asked for in a line such as `Radiohead, Björk`: exact matches, else near ones."""
        names = query.split(text, self._catalog.has_name)
        return [
            Term(name, tuple(self._catalog.named(name)[:limit] or self.find(name, limit))) for name in names
        ]

    def artist(self, name: str) -> Artist:
        """The artist with this name or key; raises UnknownArtist with the closest names."""
        return self._catalog.at(self._catalog.position(name))

    def knows(self, key: str) -> bool:
        """Whether this key stands in the catalogue."""
        return key in self._catalog

    def key_of(self, name: str) -> str | None:
        """The key of the artist with exactly this name, whatever its case, accents and signs; cheap."""
        known = name in self._catalog or self._catalog.has_name(name)
        return self._catalog.at(self._catalog.position(name)).key if known else None

    def most_heard(self, count: int) -> list[Artist]:
        """The artists in the most baskets of the training data, first the most heard."""
        return [self._catalog.at(position) for position in self._catalog.most_heard(count)]

    def every_key(self) -> tuple[str, ...]:
        """The keys of all artists."""
        return self._catalog.every_key()

    def neighbours(self, name: str, k: int = 10) -> list[tuple[Artist, float]]:
        """Up to k artists that the similarity matrix puts nearest to a name or key, and how alike (> 0)."""
        positions, scores = self._neighbours.nearest(self._catalog.position(name), max(k, 0))
        near = zip(positions.tolist(), scores.tolist(), strict=True)
        return [(self._catalog.at(position), score) for position, score in near if score > 0]

    def recommend(
        self,
        liked: Sequence[str] | Mapping[str, float],
        k: int = 10,
        disliked: Iterable[str] = (),
        exclude: Iterable[str] = (),
        step: int = DEFAULT_STEP,
        *,
        beside: Iterable[str] = (),
    ) -> list[Recommendation]:
        """The k best artists for a basket of names or keys, each with its reasons.

        `liked` may carry weights (> 0: how much, compared with the others). What is liked, disliked or
        excluded never comes back, nor do two names of one act, here or `beside` what else stands in the list;
        when fewer than k are left, those are given.
        `step` of the obscurity dial runs from 0, mainstream, to 4, hidden gems; 1 is as trained. Raises
        UnknownArtist for a name that is not in the catalogue and EmptyBasket when nothing is liked.
        """
        basket = self._basket(liked, list(disliked))
        excluded = np.array(self._catalog.positions(list(exclude)), dtype=np.int32)
        if k < 1:
            return []
        ranked = self._ranker.rank(basket, k + _SPARE, excluded, step)
        kept = self._one_of_each(ranked.positions, self._catalog.positions(list(beside)))
        return self._explained(basket, ranked.at(kept[:k]))

    def company(self, one: str, other: str) -> Company:
        """How many of those who hear one artist hear another; raises UnknownArtist for unknown names."""
        first, second = self._catalog.position(one), self._catalog.position(other)
        return Company(int(self._meetings[first, second]), int(self._baskets[first]))

    def recommend_together(
        self,
        listeners: Sequence[Taste],
        k: int = 10,
        exclude: Iterable[str] = (),
        beside: Iterable[str] = (),
    ) -> list[Shared]:
        """The k best artists for several listeners at once, and how well each fits whom.

        What any of them likes or dislikes, or what is excluded, never comes back, nor do two names of one
        act, here or `beside` what else is in the list. Raises UnknownArtist and EmptyBasket like `recommend`.
        """
        baskets = [self._basket(one.liked, list(one.disliked)) for one in listeners]
        if not baskets:
            raise EmptyBasket
        excluded = np.array(self._catalog.positions(list(exclude)), dtype=np.int32)
        if k < 1:
            return []
        positions, chances = rank_together(self._ranker, baskets, k + _SPARE, excluded)
        kept = self._one_of_each(positions, self._catalog.positions(list(beside)))[:k]
        positions, chances = positions[kept], chances[:, kept]
        fits = np.clip(np.rint(100 * chances), 1, 99).astype(int)
        match = np.clip(np.rint(100 * worth(chances)), 1, 99).astype(int)
        return [
            Shared(self._catalog.at(int(position)), int(match[row]), tuple(map(int, fits[:, row])))
            for row, position in enumerate(positions)
        ]

    def _one_of_each(self, positions: Positions, above: Sequence[int]) -> npt.NDArray[np.int64]:
        """The places of artists that are no other name of an act before them."""
        names = [self._catalog.at(int(position)).name for position in (*above, *positions)]
        places = np.array(one_of_each(names), dtype=np.int64) - len(above)
        return places[places >= 0]

    def _basket(self, liked: Sequence[str] | Mapping[str, float], disliked: list[str]) -> Basket:
        weights = dict(liked) if isinstance(liked, Mapping) else dict.fromkeys(liked, 1.0)
        if not weights:
            raise EmptyBasket
        if min(weights.values()) <= 0:
            raise ValueError("the weights of liked artists must be positive")
        by_position: dict[int, float] = {}
        for name, weight in weights.items():
            position = self._catalog.position(name)
            by_position[position] = max(weight, by_position.get(position, 0.0))
        strengths = np.array(list(by_position.values()), dtype=np.float32)
        return Basket(
            liked=np.array(list(by_position), dtype=np.int32),
            weights=strengths / strengths.mean(),  # as in training
            disliked=np.unique(np.array(self._catalog.positions(disliked), dtype=np.int32)),
        )

    def _explained(self, basket: Basket, ranked: Ranked) -> list[Recommendation]:
        shares = self._ranker.shares(basket, ranked)
        liked = [self._catalog.at(int(position)) for position in basket.liked]
        found = []
        for row, position in enumerate(ranked.positions):
            artist = self._catalog.at(int(position))
            reasons = _reasons(artist, liked, shares[row])
            found.append(Recommendation(artist, float(ranked.scores[row]), int(ranked.match[row]), reasons))
        return found

    def _choose_examples(self) -> tuple[Artist, ...]:
        """Much heard artists that share no genre, for a newcomer to try."""
        chosen: list[Artist] = []
        for position in self._catalog.most_heard(_EXAMPLES_FROM):
            artist = self._catalog.at(position)
            taken = {genre for other in chosen for genre in other.genres}
            if artist.genres and not taken.intersection(artist.genres):
                chosen.append(artist)
        return tuple(chosen[:_EXAMPLES])


def _reasons(artist: Artist, liked: list[Artist], shares: npt.NDArray[np.float32]) -> tuple[Reason, ...]:
    strongest = np.argsort(-shares, kind="stable")[:_REASONS]
    return tuple(
        Reason(liked[index], min(float(shares[index]), 1.0), _shared(artist, liked[index]))
        for index in strongest
        if shares[index] > 0
    )


def _shared(one: Artist, other: Artist) -> tuple[str, ...]:
    return tuple(genre for genre in one.genres if genre in other.genres)
