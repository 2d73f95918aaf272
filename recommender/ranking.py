"""From a basket to a ranked list: propose, blend, filter, explain.

The score of one candidate is a sum over the basket's artists: `loudness(W) * sum_i w_i tower_i + matrix *
sum_i w_i neighbour_i + share * prior`. So each artist's part in a score is known exactly, and a reason that
is named took part.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.explain import leave_one_out
from recommender.retrieval import Retrieval
from recommender.similarity import Neighbours

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
_LEAST_SLOPE = 0.01  # a better score never means a lower match
PRIOR_SPARED = 0.1  # of the prior, for a single artist
POOL = 500  # candidates that index and matrix each propose at least
_NOBODY = np.array([-1], dtype=np.int32)  # a basket of padding alone: what is left is the prior


@dataclass(frozen=True)
class RankingWeights:
    """Learned on validation baskets, kept in the bundle's manifest.

    The four of the match turn a log share into a probability (Platt 1999), each with its change per natural
    log of the basket's artists: a long basket's scores spread wider.
    """

    matrix: float
    dislike: float
    match_slope: float
    match_slope_per_log: float
    match_intercept: float
    match_intercept_per_log: float


@dataclass(frozen=True)
class Basket:
    """What a listener asks with: artist positions [n] int32 and weights [n] float32 > 0, and dislikes [m]."""

    liked: Positions
    weights: Floats
    disliked: Positions


@dataclass(frozen=True)
class Ranked:
    """Candidates [k] int32 with their scores [k] float32, best first.

    `match` [k] int64 percent, from 1 to 99: how surely such a score tells a hit from a miss.
    """

    positions: Positions
    scores: Floats
    match: npt.NDArray[np.int64]


def prior_share(artists: int) -> float:
    """How loud the prior speaks for a basket of so many artists: softer where they say little.

    As trained, a single artist's list would hold what everybody hears anyway.
    """
    return 1.0 - PRIOR_SPARED / max(artists, 1)


def log_shares(scores: Floats) -> Floats:
    """[n] float32: log-softmax of candidates' scores [n] against the best 500 of them.

    Raw scores grow with the basket; shares can be compared between queries.
    """
    if not len(scores):
        return scores
    best = np.sort(scores)[-POOL:]
    return scores - best[-1] - np.log(np.sum(np.exp(best - best[-1])))


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
    return 1.0 / (1.0 + np.exp(-logits))


class Ranker:
    """Blends the towers' index and the similarity matrix."""

    def __init__(self, retrieval: Retrieval, neighbours: Neighbours, weights: RankingWeights) -> None:
        self._retrieval = retrieval
        self._neighbours = neighbours
        self._weights = weights

    @property
    def num_artists(self) -> int:
        return len(self._neighbours.positions)

    def rank(self, basket: Basket, k: int, exclude: Positions) -> Ranked:
        """The k best candidates that are neither in the basket nor excluded (fewer when none are left)."""
        unwanted = np.unique(np.concatenate([basket.liked, basket.disliked, exclude]))
        matrix = self._neighbours.score(basket.liked, basket.weights)
        candidates = np.setdiff1d(self._proposed(basket, matrix, k + len(unwanted)), unwanted)
        scores = self._blend(basket, matrix, candidates)
        order = np.lexsort((candidates, -scores))[:k]
        match = match_percent(log_shares(scores)[order], len(basket.liked), self._weights)
        return Ranked(candidates[order], scores[order], match)

    def proposed(self, basket: Basket, wanted: int) -> Positions:
        """So many candidates at least that index and matrix propose for a basket, in no order."""
        return self._proposed(basket, self._neighbours.score(basket.liked, basket.weights), wanted)

    def chances(self, basket: Basket, candidates: Positions) -> npt.NDArray[np.float64]:
        """[num_candidates] in 0..1: how surely each is a hit, which can be compared between baskets.

        The candidates must hold the best of this basket's own.
        """
        scores = self._blend(basket, self._neighbours.score(basket.liked, basket.weights), candidates)
        return hit_chances(log_shares(scores), len(basket.liked), self._weights)

    def shares(self, basket: Basket, candidates: Positions) -> Floats:
        """[num_candidates, num_liked] float32: the share of each score that hangs on each liked artist."""
        alone = np.ones((len(basket.liked), 1), dtype=np.float32)
        voices = self._retrieval.score(basket.liked[:, None], alone, 0.0, candidates)
        pairs = np.stack([self._neighbours.pair(int(seed), candidates) for seed in basket.liked])
        return leave_one_out(
            voices=voices / self._retrieval.loudness(alone[0]) * basket.weights[:, None],
            votes=self._weights.matrix * pairs * basket.weights[:, None],
            prior=self._tower(_NOBODY, alone[0], 1.0, candidates),
            weights=basket.weights,
            loudness=self._retrieval.loudness,
            prior_share=prior_share,
        )

    def _proposed(self, basket: Basket, matrix: Floats, wanted: int) -> Positions:
        pool = min(self.num_artists, max(POOL, 2 * wanted))
        share = prior_share(len(basket.liked))
        from_index = self._retrieval.propose(basket.liked, basket.weights, share, pool)
        from_matrix = np.argpartition(-matrix, pool - 1)[:pool].astype(np.int32)
        return np.union1d(from_index, from_matrix[matrix[from_matrix] > 0])

    def _blend(self, basket: Basket, matrix: Floats, candidates: Positions) -> Floats:
        tower = self._tower(basket.liked, basket.weights, prior_share(len(basket.liked)), candidates)
        blended = tower + self._weights.matrix * matrix[candidates]
        if len(basket.disliked):
            blended -= self._weights.dislike * self._distaste(basket.disliked, candidates)
        return blended.astype(np.float32)

    def _distaste(self, disliked: Positions, candidates: Positions) -> Floats:
        ones = np.ones(len(disliked), dtype=np.float32)
        matrix = self._neighbours.score(disliked, ones)[candidates]
        return np.maximum(self._tower(disliked, ones, 0.0, candidates) + self._weights.matrix * matrix, 0.0)

    def _tower(self, basket: Positions, weights: Floats, share: float, candidates: Positions) -> Floats:
        return self._retrieval.score(basket[None, :], weights[None, :], share, candidates)[0]
