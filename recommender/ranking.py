"""From a basket to a ranked list: propose, blend, filter, vary.

Every part of a score is a function of sums over the basket's artists, so that what each of them did for it
is known exactly (`explain.py`): a reason that is named took part.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights, Said, Size, blend, effective_size, telling
from recommender.explain import leave_one_out
from recommender.interests import FEWEST, POOL, log_shares, mixed, tastes
from recommender.retrieval import Retrieval
from recommender.rows import Rows
from recommender.similarity import Company, Neighbours
from recommender.types import DEFAULT_STEP
from recommender.variety import SAMENESS, VARIED, best_first, vary

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
_LEAST_SLOPE = 0.01  # a better score never means a lower match
_NO_VECTORS = np.empty((0, 0), dtype=np.float32)
OBSCURITY = (-0.4, 0.0, 0.3, 0.7, 1.2)
"""What each step, from mainstream to hidden gems, takes off a score per natural log of baskets."""
_REMEMBERED = 256  # questions; some 20 KB each


@dataclass(frozen=True)
class RankingWeights(BlendWeights):
    """Learned on validation baskets, kept in the bundle's manifest.

    Those of the match turn a log share into a probability: a logistic curve (Platt 1999) whose slope and
    intercept change with the natural log of the basket's artists, as a long basket's scores spread wider. It
    runs from a floor to a ceiling, as in the four-parameter logistic model of Barton & Lord 1981: the worst
    score on a list may still be a hit, the best one a miss.
    """

    dislike: float
    match_slope: float
    match_slope_per_log: float
    match_intercept: float
    match_intercept_per_log: float
    match_floor: float
    match_ceiling: float


@dataclass(frozen=True)
class Basket:
    """What a listener asks with: artist positions [n] int32 and weights [n] float32 > 0, and dislikes [m]."""

    liked: Positions
    weights: Floats
    disliked: Positions


@dataclass(frozen=True)
class Judged:
    """Candidates [n] int32 with scores [n] float32, in no order; `parts` and `groups` as in `Ranked`."""

    positions: Positions
    scores: Floats
    parts: Floats
    groups: list[npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Ranked:
    """Candidates [k] int32 with their scores [k] float32, best first.

    `match` [k] int64 percent, from 1 to 99: how surely such a score tells a hit from a miss. A basket of two
    tastes is asked in two `groups` of places; `parts` [num_groups, k] is what each did for a candidate.
    """

    positions: Positions
    scores: Floats
    match: npt.NDArray[np.int64]
    groups: list[npt.NDArray[np.int64]]
    parts: Floats

    def at(self, places: npt.NDArray[np.int64]) -> "Ranked":
        """The same list with these places alone."""
        return Ranked(
            self.positions[places],
            self.scores[places],
            self.match[places],
            self.groups,
            self.parts[:, places],
        )


def match_percent(
    shares: npt.NDArray[np.floating], artists: int | npt.NDArray[np.int64], weights: RankingWeights
) -> npt.NDArray[np.int64]:
    """[n] int64 from 1 to 99: the chances of hits in percent."""
    return np.clip(np.rint(100.0 * hit_chances(shares, artists, weights)), 1, 99).astype(np.int64)


def hit_chances(
    shares: npt.NDArray[np.floating], artists: int | npt.NDArray[np.int64], weights: RankingWeights
) -> npt.NDArray[np.float64]:
    """[n] in 0..1: how surely log shares [n] tell a hit from a miss, as learned on validation.

    `artists` in the basket: one number for all, or [n].
    """
    size = np.log(np.maximum(artists, 1))
    slope = np.maximum(weights.match_slope + weights.match_slope_per_log * size, _LEAST_SLOPE)
    logits = slope * shares + weights.match_intercept + weights.match_intercept_per_log * size
    reach = weights.match_ceiling - weights.match_floor
    logistic = (1.0 + np.tanh(logits / 2.0)) / 2.0  # which overflows nowhere
    chances: npt.NDArray[np.float64] = weights.match_floor + reach * logistic
    return chances


def dial(step: int, artists: Size, weights: BlendWeights) -> Size:
    """What a step takes off a score per natural log of baskets, for a basket of so many artists.

    Beyond the default, fame no longer speaks for anybody, as it does for a single artist in the blend.
    """
    fame = np.maximum(-weights.rarity(artists), 0.0) if step > DEFAULT_STEP else 0.0
    return OBSCURITY[step] + fame


class Ranker:
    """Blends the towers' index, the learned matrix and plain company.

    `meetings`, a row per artist: in how many baskets two artists meet; `baskets`
    [num_artists]: in how many each stands.
    """

    def __init__(
        self,
        retrieval: Retrieval,
        neighbours: Neighbours,
        meetings: Rows,
        baskets: npt.NDArray[np.integer],
        weights: RankingWeights,
    ) -> None:
        self._retrieval = retrieval
        self._neighbours = neighbours
        self._company = Company(meetings, baskets)
        self._log_baskets = np.log(np.maximum(baskets, 1)).astype(np.float32)
        self._weights = weights
        # Pages of a list, and a well-known artist whom many ask for, are the same question again.
        self._judged = lru_cache(_REMEMBERED)(self._judge)

    @property
    def num_artists(self) -> int:
        return len(self._neighbours)

    def weighed(self, liked: Positions, strengths: Floats) -> Floats:
        """[n] float32: the weights to ask with, mean 1 as in training, from how much each is liked."""
        return telling(strengths, self._log_baskets[liked])

    def rank(self, basket: Basket, k: int, exclude: Positions, step: int = DEFAULT_STEP) -> Ranked:
        """The k best candidates that are neither in the basket nor excluded (fewer when none are left).

        `step` of the obscurity dial: 0 is mainstream, 4 hidden gems. The match is the same at every step.
        """
        wanted = k + len(basket.liked) + len(basket.disliked) + len(exclude)
        asked = (basket.liked.tobytes(), basket.weights.tobytes(), basket.disliked.tobytes())
        judged = self._judged(*asked, self.pool(wanted), step)
        left = np.isin(judged.positions, exclude, invert=True)
        candidates, scores, parts = judged.positions[left], judged.scores[left], judged.parts[:, left]
        size = effective_size(basket.weights.sum(), (basket.weights**2).sum())
        dialled = scores - dial(step, size, self._weights) * self._log_baskets[candidates]
        order = np.lexsort((candidates, -dialled))[: max(k, VARIED)]
        order = order[self.varied(candidates[order], dialled[order])][:k]
        order = best_first(order, scores)
        match = match_percent(log_shares(scores)[order], len(basket.liked), self._weights)
        return Ranked(candidates[order], scores[order], match, judged.groups, parts[:, order])

    def _judge(self, liked: bytes, weights: bytes, disliked: bytes, pool: int, step: int) -> Judged:
        """All proposed candidates but those of the basket itself, with their scores before the dial."""
        basket = Basket(
            np.frombuffer(liked, np.int32),
            np.frombuffer(weights, np.float32),
            np.frombuffer(disliked, np.int32),
        )
        own = np.concatenate([basket.liked, basket.disliked])
        proposed = self.proposed(basket, pool, step)
        candidates = proposed[np.isin(proposed, own, invert=True)]
        groups = self._groups(basket)
        return Judged(candidates, *self._blend(basket, candidates, groups), groups)

    def pool(self, wanted: int) -> int:
        """How many candidates each voice proposes, so that `wanted` are left in the end."""
        return min(self.num_artists, max(POOL, 2 * wanted))

    def proposed(self, basket: Basket, pool: int, step: int = DEFAULT_STEP) -> Positions:
        """The candidates that index and matrices propose for a basket, each up to `pool`, in no order.

        For hidden gems all are asked without the prior too: with it, the index proposes what is well known.
        """
        found = []
        for group in self._groups(basket):
            liked, weights = basket.liked[group], basket.weights[group]
            found.append(self._retrieval.propose(liked, weights, pool, unheard=step > DEFAULT_STEP))
            found += [matrix.propose(liked, weights, pool) for matrix in (self._neighbours, self._company)]
        return np.unique(np.concatenate(found))

    def chances(self, basket: Basket, candidates: Positions) -> npt.NDArray[np.float64]:
        """[num_candidates] in 0..1: how surely each is a hit, which can be compared between baskets.

        The candidates must hold the best of this basket's own.
        """
        scores, _ = self._blend(basket, candidates, self._groups(basket))
        return hit_chances(log_shares(scores), len(basket.liked), self._weights)

    def shares(self, basket: Basket, ranked: Ranked) -> Floats:
        """[k, num_liked] float32: the share of each listed score that hangs on each liked artist."""
        shares = np.zeros((len(ranked.positions), len(basket.liked)), dtype=np.float32)
        if len(basket.liked) == 1:  # without whom nothing is left
            return shares + 1
        # without one artist, the mean of the others' weights is 1 again
        left = np.maximum(basket.weights.sum() - basket.weights, 1e-6)
        louder = ((len(basket.liked) - 1) / left).astype(np.float32)
        for group, part in zip(ranked.groups, ranked.parts, strict=True):
            one = Basket(basket.liked[group], basket.weights[group], basket.disliked)
            shares[:, group] = part[:, None] * self._shares(one, ranked.positions, louder[group])
        return shares

    def _shares(self, basket: Basket, candidates: Positions, louder: Floats) -> Floats:
        weights = basket.weights[:, None]
        prior = self._retrieval.prior(candidates)
        heard = self._log_baskets[candidates]

        def scores(sums: Said, total: Floats, squares: Floats) -> Floats:
            whole = np.maximum(total, 1e-6).astype(np.float32)
            said = Said(
                self._retrieval.loudness(total) * sums.tower + prior,
                sums.matrix,
                sums.company / whole,
                sums.closeness / whole,
            )
            return blend(said, heard, artists=effective_size(total, squares), weights=self._weights)

        tower = self._retrieval.pairs(basket.liked, candidates)
        lengths = np.outer(self._retrieval.lengths(basket.liked), self._retrieval.lengths(candidates))
        parts = Said(
            tower,
            self._neighbours.pairs(basket.liked, candidates),
            self._company.pairs(basket.liked, candidates),
            closeness=(tower / lengths).astype(np.float32),
        )
        return leave_one_out(scores, parts.each(lambda part: part * weights), basket.weights, louder)

    def _groups(self, basket: Basket) -> list[npt.NDArray[np.int64]]:
        few = len(basket.liked) < FEWEST  # for whom no vectors need be fetched
        return tastes(_NO_VECTORS if few else self._retrieval.vectors(basket.liked), basket.weights)

    def _blend(
        self, basket: Basket, candidates: Positions, groups: list[npt.NDArray[np.int64]]
    ) -> tuple[Floats, Floats]:
        def ask(group: npt.NDArray[np.int64]) -> Floats:
            liked, weights = basket.liked[group], basket.weights[group]
            return self._score(liked, weights, candidates, self._log_baskets[candidates])

        blended, parts = mixed(groups, basket.weights, ask)
        if len(basket.disliked):
            blended = blended - self._weights.dislike * self._distaste(basket.disliked, candidates)
        return blended, parts

    def _distaste(self, disliked: Positions, candidates: Positions) -> Floats:
        ones = np.ones(len(disliked), dtype=np.float32)
        fameless = np.zeros(len(candidates), dtype=np.float32)  # who is well known is not disliked for it
        return np.maximum(self._score(disliked, ones, candidates, fameless, prior_share=0.0), 0.0)

    def _score(
        self,
        artists: Positions,
        weights: Floats,
        candidates: Positions,
        heard: Floats,
        prior_share: float = 1.0,
    ) -> Floats:
        tower, closeness = self._retrieval.score(artists, weights, candidates, prior_share)
        said = Said(
            tower,
            matrix=self._neighbours.score(artists, weights)[candidates],
            company=self._company.score(artists, weights)[candidates] / weights.sum(),
            closeness=closeness,
        )
        size = effective_size(weights.sum(), (weights**2).sum())
        return blend(said, heard, artists=size, weights=self._weights)

    def varied(self, candidates: Positions, scores: Floats, sameness: float = SAMENESS) -> Positions:
        """The order [n] that spreads candidates with these scores [n], best first."""
        return vary(scores, self._retrieval.vectors(candidates[:VARIED]), sameness)
