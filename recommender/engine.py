"""Behind the door: search and recommending, with TensorFlow, matrices and catalogue (door.py says what)."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from errors import EmptyBasket
from recommender import mapped
from recommender.asked import weighted
from recommender.bundle import complete
from recommender.catalog import Catalog, CatalogData
from recommender.dial import check
from recommender.folder import blamed
from recommender.genres import Genres
from recommender.opening import CATALOG, Opened
from recommender.ranking import Ranked, Ranker
from recommender.reading import Reading
from recommender.retrieval import Retrieval, check_index
from recommender.rows import distinct
from recommender.scoring import Basket, Scorer
from recommender.together import Together, rank_together, worth
from recommender.types import (
    DEFAULT_STEP,
    PAGE,
    Artist,
    Company,
    Match,
    Reason,
    Recommendation,
    Shared,
    Taste,
    Term,
)
from recommender.words.acts import is_of, one_of_each, own_name, whole_acts

_REASONS = 3
_SPARE = 10  # candidates beyond k, for those that prove to be another name of one above
_NAMES_KEPT = 20_000  # of artists whom listeners have had; some hundred bytes each
Positions = npt.NDArray[np.int32]
Found = TypeVar("Found", Ranked, Together)


class Engine:
    """Search and recommending over an opened bundle."""

    def __init__(self, opened: Opened) -> None:
        """Raises BundleError when matrices or index are broken."""
        bundle = complete(opened)
        check_index(opened.path, bundle.manifest)
        catalog = bundle.catalog
        with blamed(
            opened.path / CATALOG if isinstance(catalog, CatalogData) else opened.path / mapped.FOLDER
        ):
            self.catalog = Catalog(catalog.arrays() if isinstance(catalog, CatalogData) else catalog)
        self._neighbours = bundle.matrices.neighbours
        self._reading = Reading(self.catalog, Genres(self.catalog, self._neighbours))
        self._meetings = bundle.matrices.meetings
        self._retrieval = Retrieval(bundle.index_path)
        self._ranker = Ranker(
            Scorer(self._retrieval, bundle.matrices, self.catalog.baskets, bundle.weights, bundle.reranker)
        )
        keys = self.catalog.every_key()
        self._own_name = lru_cache(_NAMES_KEPT)(lambda position: own_name(keys[position]))
        self.recommend([keys[0]], k=1)  # the first answer takes the longest

    def find(self, text: str, limit: int) -> list[Match]:
        return self.catalog.find(text, limit)

    def read(self, text: str, limit: int) -> list[Term]:
        return self._reading.read(text, limit)

    def read_known(self, text: str, limit: int) -> list[Term] | None:
        return self._reading.read_known(text, limit)

    def read_adjoining(self, text: str, limit: int) -> list[Term]:
        return self._reading.read_adjoining(text, limit)

    def places(self, keys: Sequence[str]) -> Positions:
        """[n] int32: where artists stand, by their keys; -1 for those that are not here."""
        return np.fromiter(map(self.catalog.place, keys), dtype=np.int32, count=len(keys))

    def closeness(self, artist: int, others: Positions) -> npt.NDArray[np.float32]:
        """[n] float32, -1 to 1: the cosines between the towers' vectors of an artist and of others."""
        return self._retrieval.closeness(artist, others)

    def neighbours(self, name: str, k: int) -> list[tuple[Artist, float]]:
        positions, scores = self._neighbours.nearest(self.catalog.position(name), max(k, 0))
        near = zip(positions.tolist(), scores.tolist(), strict=True)
        return [(self.catalog.at(position), score) for position, score in near if score > 0]

    def recommend(
        self,
        liked: Sequence[str] | Mapping[str, float],
        k: int,
        disliked: Sequence[str] = (),
        exclude: Sequence[str] = (),
        step: int = DEFAULT_STEP,
        *,
        beside: Sequence[str] = (),
        reasons: bool = True,
        page: int = PAGE,
        other_names: bool = True,
    ) -> list[Recommendation]:
        basket = self._basket(liked, disliked)
        excluded = np.array(self.catalog.positions(exclude), dtype=np.int32)
        check(step, page)
        if k < 1:
            return []

        def rank(left_out: Positions) -> Ranked:
            return self._ranker.rank(basket, k + _SPARE, left_out, step, page)

        ranked = rank(excluded) if other_names else self._news(rank, [basket], excluded)
        listed = ranked.at(self._one_of_each(ranked.positions, self.catalog.positions(beside), k))
        artists = [self.catalog.at(position) for position in listed.positions.tolist()]
        why = self._reasons(basket, listed, artists) if reasons else [()] * len(artists)
        rows = zip(artists, listed.scores.tolist(), listed.match.tolist(), why, strict=True)
        return [Recommendation(*row) for row in rows]

    def company(self, one: str, other: str) -> Company:
        first, second = self.catalog.position(one), self.catalog.position(other)
        return Company(self._meetings.at(first, second), int(self.catalog.baskets[first]))

    def recommend_together(
        self, listeners: Sequence[Taste], k: int, exclude: Sequence[str], beside: Sequence[str]
    ) -> list[Shared]:
        baskets = [self._basket(one.liked, one.disliked) for one in listeners]
        if not baskets:
            raise EmptyBasket
        excluded = np.array(self.catalog.positions(exclude), dtype=np.int32)
        if k < 1:
            return []
        together = self._news(
            lambda left_out: rank_together(self._ranker, baskets, k + _SPARE, left_out), baskets, excluded
        )
        kept = self._one_of_each(together.positions, self.catalog.positions(beside), k)
        positions, chances = together.positions[kept], together.chances[:, kept]
        fits = np.clip(np.rint(100 * chances), 1, 99).astype(int)
        match = np.clip(np.rint(100 * worth(chances)), 1, 99).astype(int)
        return [
            Shared(self.catalog.at(int(position)), int(match[row]), tuple(map(int, fits[:, row])))
            for row, position in enumerate(positions)
        ]

    def _one_of_each(self, positions: Positions, above: Sequence[int], k: int) -> npt.NDArray[np.int64]:
        """The places of the first k artists that are no other name of an act before them."""
        names = (self.catalog.name(position) for position in (*above, *positions.tolist()))
        places = (place - len(above) for place in one_of_each(names) if place >= len(above))
        return np.fromiter(islice(places, k), dtype=np.int64)

    def _news(
        self, rank: Callable[[Positions], Found], baskets: Sequence[Basket], excluded: Positions
    ) -> Found:
        """What is ranked without the excluded, nor another name of an act that somebody has had."""
        had, found = self._had(baskets, excluded), rank(excluded)
        while again := [at for at in found.positions.tolist() if self._is_of(at, had)]:
            excluded = np.append(excluded, np.array(again, dtype=np.int32))
            found = rank(excluded)
        return found

    def _is_of(self, position: int, acts: set[str]) -> bool:
        """Whether an artist is one of these acts; not one of several who bear the same name."""
        if not is_of(self.catalog.name(position), acts):  # as of most
            return False
        own_key = self.catalog.at(position).key.partition("~")[0]
        return len(self.catalog.named(own_key)) < 2

    def _had(self, baskets: Sequence[Basket], excluded: Positions) -> set[str]:
        """The acts of which no other name is news: those liked or asked for, disliked, and excluded."""
        liked = [self.catalog.name(position) for basket in baskets for position in basket.liked.tolist()]
        left_out = np.concatenate([excluded, *(basket.disliked for basket in baskets)])
        return whole_acts(liked) | set(map(self._own_name, left_out.tolist()))

    def _basket(self, liked: Sequence[str] | Mapping[str, float], disliked: Sequence[str]) -> Basket:
        by_position: dict[int, float] = {}
        for name, weight in weighted(liked).items():
            position = self.catalog.position(name)
            by_position[position] = max(weight, by_position.get(position, 0.0))
        strengths = np.array(list(by_position.values()), dtype=np.float64)
        strengths = (strengths / strengths.max()).astype(np.float32)  # which knows no 1e300
        positions = np.array(list(by_position), dtype=np.int32)
        return Basket(
            liked=positions,
            weights=self._ranker.weighed(positions, strengths),
            disliked=distinct(np.array(self.catalog.positions(disliked), dtype=np.int32)),
        )

    def _reasons(self, basket: Basket, ranked: Ranked, artists: Sequence[Artist]) -> list[tuple[Reason, ...]]:
        """For each listed artist those of the basket that carried it, strongest first."""
        liked = [self.catalog.at(position) for position in basket.liked.tolist()]
        shares = self._ranker.shares(basket, ranked)
        strongest = np.argsort(-shares, axis=1, kind="stable")[:, :_REASONS]
        theirs = shares[np.arange(len(shares))[:, None], strongest]
        rows = zip(artists, strongest.tolist(), theirs.tolist(), strict=True)
        return [
            tuple(
                Reason(liked[place], min(share, 1.0), _shared(artist, liked[place]))
                for place, share in zip(places, of, strict=True)
                if share > 0
            )
            for artist, places, of in rows
        ]


def _shared(one: Artist, other: Artist) -> tuple[str, ...]:
    return tuple(genre for genre in one.genres if genre in other.genres)
