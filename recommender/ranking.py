"""From a basket to a ranked list: propose, blend, filter, explain.

The blend of one candidate is additive over the basket: `tower(c) + w * matrix(c)`, each a weighted sum over
the basket's artists divided by the square root of the weights' sum. So each artist's part in a score is
known exactly, and a reason that is named took part.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.retrieval import Retrieval
from recommender.similarity import Neighbours

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
POOL = 500  # candidates that index and matrix each propose at least


@dataclass(frozen=True)
class RankingWeights:
    """Learned on validation baskets, kept in the bundle's manifest.

    `match_slope` and `match_intercept` turn a score into a probability (Platt 1999).
    """

    matrix: float
    dislike: float
    match_slope: float
    match_intercept: float


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


def log_shares(scores: Floats) -> Floats:
    """[n] float32: log-softmax of candidates' scores [n] against the best 500 of them.

    Raw scores grow with the basket; shares can be compared between queries.
    """
    if not len(scores):
        return scores
    best = np.sort(scores)[-POOL:]
    return scores - best[-1] - np.log(np.sum(np.exp(best - best[-1])))


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
        return Ranked(candidates[order], scores[order], self._match(log_shares(scores)[order]))

    def parts(self, basket: Basket, candidates: Positions) -> Floats:
        """[num_candidates, num_liked] float32: what each score would lose without that liked artist.

        As a share of the score: 0.3 means that without this artist the score would be 30% lower. Taking an
        artist out also makes the others louder (the square root shrinks), which is accounted for.
        """
        singles = self._retrieval.score(
            basket.liked[:, None], np.ones((len(basket.liked), 1), "f4"), candidates
        )
        pairs = np.stack([self._neighbours.pair(int(seed), candidates) for seed in basket.liked])
        voices = (singles + self._weights.matrix * pairs) * basket.weights[:, None]
        total, left = basket.weights.sum(), basket.weights.sum() - basket.weights
        score = voices.sum(axis=0) / np.sqrt(total)
        without = (voices.sum(axis=0) - voices) / np.sqrt(np.maximum(left, 1e-6))[:, None]
        without[left <= 1e-6] = 0.0
        shares: Floats = ((score - without) / np.maximum(np.abs(score), 1e-6)).T
        return shares

    def _match(self, shares: Floats) -> npt.NDArray[np.int64]:
        logits = self._weights.match_slope * shares + self._weights.match_intercept
        return np.clip(np.rint(100.0 / (1.0 + np.exp(-logits))), 1, 99).astype(np.int64)

    def _proposed(self, basket: Basket, matrix: Floats, wanted: int) -> Positions:
        pool = min(self.num_artists, max(POOL, 2 * wanted))
        from_index = self._retrieval.propose(basket.liked, basket.weights, pool)
        from_matrix = np.argpartition(-matrix, pool - 1)[:pool].astype(np.int32)
        return np.union1d(from_index, from_matrix[matrix[from_matrix] > 0])

    def _blend(self, basket: Basket, matrix: Floats, candidates: Positions) -> Floats:
        tower = self._retrieval.score(basket.liked[None, :], basket.weights[None, :], candidates)[0]
        blended = tower + self._weights.matrix * matrix[candidates]
        if len(basket.disliked):
            blended -= self._weights.dislike * self._distaste(basket.disliked, candidates)
        return blended.astype(np.float32)

    def _distaste(self, disliked: Positions, candidates: Positions) -> Floats:
        ones = np.ones(len(disliked), dtype=np.float32)
        tower = self._retrieval.score(disliked[None, :], ones[None, :], candidates)[0]
        matrix = self._neighbours.score(disliked, ones)[candidates]
        return np.maximum(tower + self._weights.matrix * matrix, 0.0).astype(np.float32)
