"""From a basket to a ranked list: propose, blend, rerank, filter, vary.

Every part of a score is a function of sums over the basket's artists, so that what each of them did for it
is known exactly (`explain.py`): a reason that is named took part.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights, Said, Size, blend, effective_size, telling
from recommender.dial import dial, steered
from recommender.explain import leave_one_out
from recommender.interests import FEWEST, POOL, log_shares, mixed, tastes
from recommender.reranking import Reranker
from recommender.retrieval import Retrieval
from recommender.rows import distinct
from recommender.similarity import Company, Matrices
from recommender.types import DEFAULT_STEP
from recommender.variety import SAMENESS, VARIED, best_first, vary

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
_LEAST_SLOPE = 0.01  # a better score never means a lower match
_NO_VECTORS = np.empty((0, 0), dtype=np.float32)
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
class Asked:
    """What is said of candidates for so many artists (>= 1), and how much they are `heard`, as in `blend`.

    `added` to the blend's scores is what the reranker makes of the same.
    """

    said: Said
    heard: Floats
    artists: Size
    added: Floats | float = 0.0

    def blended(self, weights: BlendWeights) -> Floats:
        """[n] float32: their scores."""
        return blend(self.said, self.heard, artists=self.artists, weights=weights) + self.added


@dataclass(frozen=True)
class Sums:
    """A basket of one taste, artists [n] and weights [n], with what the matrices say of everybody for it.

    `matrix` and `company` [num_artists] float32 are weighted sums of its rows.
    """

    artists: Positions
    weights: Floats
    matrix: Floats
    company: Floats


@dataclass(frozen=True)
class Judged:
    """Candidates [n] int32 in no order, with scores [n] float32 as trained and at a step of the dial.

    `parts` and `groups` as in `Ranked`.
    """

    positions: Positions
    scores: Floats
    at_step: Floats
    parts: Floats
    groups: list[npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Ranked:
    """Candidates [k] int32 with their scores [k] float32, best first.

    `match` [k] int64 percent, from 1 to 99: how surely such a score tells a hit from a miss. A basket of two
    tastes is asked in two `groups` of places; `parts` [num_groups, k] is what each did for a candidate at
    this `step` of the dial.
    """

    positions: Positions
    scores: Floats
    match: npt.NDArray[np.int64]
    groups: list[npt.NDArray[np.int64]]
    parts: Floats
    step: int

    def at(self, places: npt.NDArray[np.int64]) -> "Ranked":
        """The same list with these places alone."""
        return Ranked(
            self.positions[places],
            self.scores[places],
            self.match[places],
            self.groups,
            self.parts[:, places],
            self.step,
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


class Ranker:
    """Blends the towers' index, the learned matrix and plain company, and adds what a reranker hears in them.

    `baskets` [num_artists]: in how many each stands.
    """

    def __init__(
        self,
        retrieval: Retrieval,
        matrices: Matrices,
        baskets: npt.NDArray[np.integer],
        weights: RankingWeights,
        reranker: Reranker | None = None,
    ) -> None:
        self._retrieval = retrieval
        self._reranker = reranker
        self._neighbours = matrices.neighbours
        self._company = Company(matrices.meetings, baskets)
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
        left = self._others(judged.positions, exclude) if len(exclude) else slice(None)
        candidates, scores, parts = judged.positions[left], judged.scores[left], judged.parts[:, left]
        size = effective_size(basket.weights.sum(), (basket.weights**2).sum())
        rarer = dial(step, size, self._weights) * self._log_baskets[candidates]
        dialled = judged.at_step[left] - rarer
        order = first(dialled, candidates, max(k, VARIED))
        order = order[self.varied(candidates[order], dialled[order], k)]
        order = best_first(order, scores)
        match = match_percent(log_shares(scores)[order], len(basket.liked), self._weights)
        return Ranked(candidates[order], scores[order], match, judged.groups, parts[:, order], step)

    def _judge(self, liked: bytes, weights: bytes, disliked: bytes, pool: int, step: int) -> Judged:
        """All proposed candidates but those of the basket itself, with their scores before the dial."""
        basket = Basket(
            np.frombuffer(liked, np.int32),
            np.frombuffer(weights, np.float32),
            np.frombuffer(disliked, np.int32),
        )
        own = np.concatenate([basket.liked, basket.disliked])
        groups = self._groups(basket)
        sums = self._sums_of(basket, groups)
        proposed = self._proposed(sums, pool, step)
        candidates = proposed[self._others(proposed, own)]
        ask = self._questions(basket, candidates, groups, sums)
        scores, parts = ask(self._weights)
        at_step = scores
        if step > DEFAULT_STEP:
            at_step, parts = ask(steered(step, self._weights))
        return Judged(candidates, scores, at_step, parts, groups)

    def pool(self, wanted: int) -> int:
        """How many candidates each voice proposes, so that `wanted` are left in the end."""
        return min(self.num_artists, max(POOL, 2 * wanted))

    def proposed(self, basket: Basket, pool: int) -> Positions:
        """The candidates that index and matrices propose for a basket, each up to `pool`, in no order."""
        return self._proposed(self._sums_of(basket, self._groups(basket)), pool, DEFAULT_STEP)

    def _proposed(self, asked: Sequence[Sums], pool: int, step: int) -> Positions:
        """For hidden gems the index is asked without the prior too, with which it proposes the well known."""
        found = []
        for one in asked:
            found += [
                self._retrieval.propose(one.artists, one.weights, pool, unheard=step > DEFAULT_STEP),
                self._neighbours.best(one.artists, one.matrix, pool),
                self._company.best(one.artists, one.company, pool),
            ]
        return distinct(np.concatenate(found))

    def _others(self, positions: Positions, left_out: Positions) -> npt.NDArray[np.bool_]:
        """[n]: which positions [n] are none of those left out; `np.isin` takes ten times as long."""
        others = np.ones(self.num_artists, dtype=bool)
        others[left_out] = False
        return others[positions]

    def chances(self, basket: Basket, candidates: Positions) -> npt.NDArray[np.float64]:
        """[num_candidates] in 0..1: how surely each is a hit, which can be compared between baskets.

        The candidates must hold the best of this basket's own.
        """
        groups = self._groups(basket)
        ask = self._questions(basket, candidates, groups, self._sums_of(basket, groups))
        scores, _ = ask(self._weights)
        return hit_chances(log_shares(scores), len(basket.liked), self._weights)

    def shares(self, basket: Basket, ranked: Ranked) -> Floats:
        """[k, num_liked] float32: the share of each score at its step that hangs on each liked artist."""
        added = steered(ranked.step, self._weights).company_one - self._weights.company_one
        shares = np.zeros((len(ranked.positions), len(basket.liked)), dtype=np.float32)
        if len(basket.liked) == 1:  # without whom nothing is left
            return shares + 1
        # without one artist, the mean of the others' weights is 1 again
        left = np.maximum(basket.weights.sum() - basket.weights, 1e-6)
        louder = ((len(basket.liked) - 1) / left).astype(np.float32)
        for group, part in zip(ranked.groups, ranked.parts, strict=True):
            one = Basket(basket.liked[group], basket.weights[group], basket.disliked)
            shares[:, group] = part[:, None] * self._shares(one, ranked.positions, louder[group], added)
        return shares

    def _shares(self, basket: Basket, candidates: Positions, louder: Floats, added: float) -> Floats:
        """As `shares`, of one group; what the dial added to company stays as loud without an artist."""
        weights = basket.weights[:, None]
        prior = self._retrieval.prior(candidates)
        heard = self._log_baskets[candidates]
        size = effective_size(basket.weights.sum(), (basket.weights**2).sum())

        def scores(sums: Said, total: Floats, squares: Floats) -> Floats:
            whole = np.maximum(total, 1e-6).astype(np.float32)
            said = Said(
                self._retrieval.loudness(total) * sums.tower + prior,
                sums.matrix,
                sums.company / whole,
                sums.closeness / whole,
            )
            artists = effective_size(total, squares)
            company = self._weights.company_one + added * artists / size
            scores = blend(said, heard, artists=artists, weights=replace(self._weights, company_one=company))
            return scores + self._reranked(said, heard, artists)

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

    def _sums_of(self, basket: Basket, groups: list[npt.NDArray[np.int64]]) -> list[Sums]:
        return [self._sums(basket.liked[group], basket.weights[group]) for group in groups]

    def _sums(self, artists: Positions, weights: Floats) -> Sums:
        matrix, company = (one.score(artists, weights) for one in (self._neighbours, self._company))
        return Sums(artists, weights, matrix, company)

    def _questions(
        self,
        basket: Basket,
        candidates: Positions,
        groups: list[npt.NDArray[np.int64]],
        sums: Sequence[Sums],
    ) -> Callable[[RankingWeights], tuple[Floats, Floats]]:
        """From weights to the scores of candidates and each group's part in them, `parts` as in `Ranked`."""
        asked = [self._liked(one, candidates) for one in sums]
        disliked = self._disliked(basket.disliked, candidates) if len(basket.disliked) else None

        def ask(weights: RankingWeights) -> tuple[Floats, Floats]:
            scores, parts = mixed(groups, basket.weights, [one.blended(weights) for one in asked])
            if disliked:
                distaste = weights.dislike * np.maximum(disliked.blended(weights), 0.0)
                scores = (scores - distaste).astype(np.float32)
            return scores, parts

        return ask

    def _liked(self, sums: Sums, candidates: Positions) -> Asked:
        asked = self._asked(sums, candidates, self._log_baskets[candidates])
        return replace(asked, added=self._reranked(asked.said, asked.heard, asked.artists))

    def _reranked(self, said: Said, heard: Floats, artists: Size) -> Floats | float:
        return self._reranker(said, heard, artists=artists) if self._reranker else 0.0

    def _disliked(self, artists: Positions, candidates: Positions) -> Asked:
        ones = np.ones(len(artists), dtype=np.float32)
        fameless = np.zeros(len(candidates), dtype=np.float32)  # who is well known is not disliked for it
        return self._asked(self._sums(artists, ones), candidates, fameless, prior_share=0.0)

    def _asked(self, sums: Sums, candidates: Positions, heard: Floats, prior_share: float = 1.0) -> Asked:
        weights = sums.weights
        tower, closeness = self._retrieval.score(sums.artists, weights, candidates, prior_share)
        company = sums.company[candidates] / weights.sum()
        said = Said(tower, sums.matrix[candidates], company, closeness)
        return Asked(said, heard, effective_size(weights.sum(), (weights**2).sum()))

    def varied(self, candidates: Positions, scores: Floats, k: int, sameness: float = SAMENESS) -> Positions:
        """The first k of the order that spreads candidates with these scores [n], best first."""
        return vary(scores, self._retrieval.vectors(candidates[:VARIED]), sameness, k)


def first(scores: Floats, names: Positions, k: int) -> npt.NDArray[np.int64]:
    """[<= k] int64: the places of the k best scores [n], best first; of equal ones the smallest name [n]."""
    near = np.arange(len(scores))
    if len(scores) > k:
        near = np.flatnonzero(scores >= np.partition(scores, -k)[-k])
    return near[np.lexsort((names[near], -scores[near]))][:k]
