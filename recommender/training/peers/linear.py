"""Peers that learn a linear item-item matrix: EASE and SLIM."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from recommender.training.evaluate import Floats, Indices, Scorer
from recommender.training.peers.base import as_row, binary, by_similarity, in_kind, unweighted

_BLOCK = 256  # columns at a time, so that they stay in the processor's cache


@dataclass(frozen=True)
class Ease:
    """Ridge regression of every artist on all others (Steck 2019, "Embarrassingly shallow autoencoders").

    The paper inverts X'X + lI, [num_artists, num_artists], to P, and scores q (I - P / diag P). There are ten
    times fewer baskets than artists, so P is had from the inverse of XX' + lI instead (Woodbury):
    l P = I - X' (XX' + lI)^-1 X. The question's own artists never come back, so their scores do not count.
    """

    regularization: float
    is_binary: bool

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        x = sparse.csr_matrix(binary(baskets) if self.is_binary else baskets, dtype=np.float64)
        inverse = linalg.inv((x @ x.T).toarray() + self.regularization * np.eye(x.shape[0]))
        explained = np.asarray(x.multiply(inverse @ x).sum(axis=0)).ravel()

        def score(positions: Indices, weights: Floats) -> Floats:
            query = np.asarray(as_row(positions, weights, x.shape[1]).todense()).ravel()
            projected = x.T @ (inverse @ (x @ query))
            return (query - (query - projected) / (1.0 - explained)).astype(np.float32)

        return {"": in_kind(score, self.is_binary)}


@dataclass(frozen=True)
class Slim:
    """Sparse regression of every artist on all others, nothing negative (Ning & Karypis 2011).

    The least |X - XW|^2 / 2 + l2 |W|^2 / 2 + l1 sum W with W >= 0 and a diagonal of 0, so `l1` and `l2` stand
    in counts of baskets. Solved for all artists at once by accelerated projected gradients (Beck & Teboulle
    2009, FISTA). Artists in fewer than `fewest` baskets are left out, for time.
    """

    l1: float
    l2: float
    fewest: int = 3
    iterations: int = 30

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        counts = np.bincount(baskets.indices, minlength=baskets.shape[1])
        kept = np.flatnonzero(counts >= self.fewest)
        x = sparse.csr_matrix(binary(baskets).tocsc()[:, kept])
        step = 1.0 / (linalg.eigvalsh((x @ x.T).toarray())[-1] + self.l2)
        starts = range(0, len(kept), _BLOCK)
        blocks = [self._solve(x, np.arange(s, min(s + _BLOCK, len(kept))), step) for s in starts]
        weights = sparse.hstack(blocks).tocoo()
        cells = kept[weights.row], kept[weights.col]
        shape = (baskets.shape[1], baskets.shape[1])
        return {"": unweighted(by_similarity(sparse.csr_matrix((weights.data, cells), shape=shape)))}

    def _solve(self, x: sparse.csr_matrix, targets: Indices, step: float) -> sparse.csr_matrix:
        """Some columns of W, [num_kept, num_targets]."""
        own = targets, np.arange(len(targets))
        shared = (x.T @ x[:, targets]).toarray() - np.float32(self.l1)
        ahead = weights = np.zeros_like(shared)
        momentum = 1.0
        for _ in range(self.iterations):
            gradient = x.T @ (x @ ahead) + np.float32(self.l2) * ahead - shared
            moved = np.maximum(ahead - np.float32(step) * gradient, 0.0)
            moved[own] = 0.0
            grown = (1.0 + np.sqrt(1.0 + 4.0 * momentum**2)) / 2.0
            ahead = moved + np.float32((momentum - 1.0) / grown) * (moved - weights)
            weights, momentum = moved, grown
        return sparse.csr_matrix(weights)
