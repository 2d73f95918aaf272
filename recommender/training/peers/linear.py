"""Peers that learn a linear item-item matrix: EASE and SLIM."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse
from scipy.optimize import nnls
from threadpoolctl import threadpool_limits

from recommender.training.evaluate import Floats, Indices, Scorer
from recommender.training.peers.base import as_row, binary, by_similarity, in_kind

Matrix = npt.NDArray[np.float64]


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
    """Sparse regression of every artist on others, nothing negative (Ning & Karypis 2011).

    `l1` and `l2` stand in counts of baskets. With weights of 1, an artist that shares at most `l1` baskets
    with another can get no coefficient for it, so such pairs are left out without loss; of the rest, the
    `candidates` nearest by cosine take part (the paper's fsSLIM). Artists in fewer than `fewest` baskets are
    left alone, for time.
    """

    l1: float
    l2: float
    candidates: int = 200
    fewest: int = 3

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        num_artists = baskets.shape[1]
        counts = np.bincount(baskets.indices, minlength=num_artists)
        kept = np.flatnonzero(counts >= self.fewest)
        x = binary(baskets).tocsc()[:, kept]
        gram = (x.T @ x).toarray().astype(np.float32)
        with threadpool_limits(1, "blas"):  # each regression is too small to share
            solved = [self._column(gram, target) for target in range(len(kept))]
        rows = kept[np.concatenate([rows for rows, _ in solved] or [np.empty(0, dtype=np.int64)])]
        columns = np.repeat(kept, [len(rows) for rows, _ in solved])
        values = np.concatenate([values for _, values in solved] or [np.empty(0)])
        matrix = sparse.csr_matrix((values, (rows, columns)), shape=(num_artists, num_artists))
        return {"": in_kind(by_similarity(matrix), True)}

    def _column(self, gram: Floats, target: int) -> tuple[Indices, Matrix]:
        """The regression of one artist on its candidates: their positions, and their coefficients > 0."""
        near = self._candidates(gram, target)
        values = elastic_net(
            gram[np.ix_(near, near)].astype(np.float64), gram[near, target], self.l1, self.l2
        )
        return near[values > 0], values[values > 0]

    def _candidates(self, gram: Floats, target: int) -> Indices:
        shared = gram[target].copy()
        shared[target] = 0.0
        near = np.flatnonzero(shared > self.l1)
        if len(near) <= self.candidates:
            return near
        cosine = shared[near] / np.sqrt(gram.diagonal()[near])
        return near[np.argsort(-cosine, kind="stable")[: self.candidates]]


def elastic_net(gram: Matrix, shared: npt.ArrayLike, l1: float, l2: float) -> Matrix:
    """The w >= 0 with the least |y - Aw|^2 / 2 + l2 |w|^2 / 2 + l1 sum w; `gram` is A'A, `shared` A'y.

    With L the Cholesky factor of A'A + l2 I, this is the least |L'w - L^-1 (A'y - l1)|^2: plain non-negative
    least squares.
    """
    if not len(gram):
        return np.empty(0)
    factor = linalg.cholesky(gram + l2 * np.eye(len(gram)), lower=True)
    return nnls(factor.T, linalg.solve_triangular(factor, np.asarray(shared) - l1, lower=True))[0]
