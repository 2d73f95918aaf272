"""Peers that look at who stands beside whom: popularity, item kNN, random walks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from recommender.similarity import Neighbours
from recommender.training import measures
from recommender.training.evaluate import Floats, Indices, Scorer
from recommender.training.measures import Dense, Positions, Similarity
from recommender.training.peers.base import binary, by_similarity, in_kind


@dataclass(frozen=True)
class Popularity:
    """The same for everybody: how many training baskets hold an artist."""

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        counts = np.bincount(baskets.indices, minlength=baskets.shape[1]).astype(np.float32)

        def score(_positions: Indices, _weights: Floats) -> Floats:
            return counts

        return {"": score}


@dataclass(frozen=True)
class ItemKnn:
    """Sum of the question's similarities, each artist's nearest neighbours alone (Sarwar et al. 2001)."""

    measure: Similarity
    is_binary: bool
    tops: tuple[int, ...]

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        seen = binary(baskets) if self.is_binary else baskets
        blocks = measures.similarity_blocks(seen, self.measure)
        nearest = measures.nearest(blocks, seen.shape[1], max(self.tops))
        return {f"{top} neighbours": self._scorer(*nearest, top) for top in self.tops}

    def _scorer(self, positions: Positions, similarities: Dense, top: int) -> Scorer:
        kept = Neighbours.of(positions[:, :top], similarities[:, :top])

        def score(positions: Indices, weights: Floats) -> Floats:
            return kept.score(positions.astype(np.int32), weights)

        return in_kind(score, self.is_binary)


@dataclass(frozen=True)
class RP3Beta:
    """Random walks of three steps, divided by the popularity of where they end.

    From the basket to its artists, to their baskets, to those baskets' artists; every step's probability to
    the power `alpha`, the end's number of baskets to the power `beta` (Paudel et al. 2017, "Updatable,
    accurate, diverse, and scalable recommendations for interactive applications").
    """

    alpha: float
    beta: float
    is_binary: bool

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        similarity = walks(binary(baskets) if self.is_binary else baskets, self.alpha, self.beta)
        return {"": in_kind(by_similarity(similarity), self.is_binary)}


def walks(baskets: sparse.csr_matrix, alpha: float, beta: float) -> sparse.csr_matrix:
    """[num_artists, num_artists]: two steps from artist to artist, without the way back to oneself."""
    ends = np.bincount(baskets.indices, minlength=baskets.shape[1]).astype(np.float64)
    penalty = np.divide(1.0, ends**beta, out=np.zeros_like(ends), where=ends > 0)
    similarity = _steps(baskets.T.tocsr(), alpha) @ _steps(baskets, alpha) @ sparse.diags(penalty)
    similarity = similarity.tocsr()
    similarity.setdiag(0.0)
    similarity.eliminate_zeros()
    return sparse.csr_matrix(similarity, dtype=np.float32)


def _steps(weights: sparse.csr_matrix, alpha: float) -> sparse.csr_matrix:
    """Probabilities of one step from rows to columns, to the power `alpha`."""
    sums = np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()
    inverse = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    steps = sparse.csr_matrix(sparse.diags(inverse) @ weights)
    steps.data **= alpha
    return steps
