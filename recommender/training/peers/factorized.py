"""Peers of the `implicit` library: BM25 kNN, ALS and BPR."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from implicit.als import AlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.nearest_neighbours import ItemItemRecommender, bm25_weight
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit
from threadpoolctl import threadpool_limits

from recommender.training.evaluate import Floats, Indices, Scorer
from recommender.training.peers.base import as_row, binary, by_similarity, in_kind, unweighted

Matrix = npt.NDArray[np.float64]
SEED = 2026
_NEGATIVES = 1000


@dataclass(frozen=True)
class Bm25:
    """Item kNN on baskets weighted as documents are in text search."""

    k1: float
    b: float
    top: int

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        # what BM25Recommender does, less the warning about the layout of its own intermediate matrix
        weighted = bm25_weight(baskets.T, K1=self.k1, B=self.b).T.tocsr()
        model = ItemItemRecommender(K=self.top + 1)  # each is its own nearest
        model.fit(weighted, show_progress=False)
        scorer = by_similarity(model.similarity)
        return {"asked with weights": scorer, "asked without": unweighted(scorer)}


@dataclass(frozen=True)
class Als:
    """Matrix factorisation with confidences (Hu, Koren & Volinsky 2008); a question is solved for exactly."""

    factors: int
    regularization: float
    alpha: float
    is_binary: bool = False
    iterations: int = 15

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        with threadpool_limits(1, "blas"):  # implicit brings its own threads
            model = AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.regularization,
                alpha=self.alpha,
                iterations=self.iterations,
                random_state=SEED,
            )
            model.fit(binary(baskets) if self.is_binary else baskets, show_progress=False)
        model.num_threads = 1  # one question at a time is too little work to share

        def score(positions: Indices, weights: Floats) -> Floats:
            factors = model.recalculate_user(0, as_row(positions, weights, len(model.item_factors)))
            return np.asarray(model.item_factors @ factors, dtype=np.float32)

        return {"": in_kind(score, self.is_binary)}


@dataclass(frozen=True)
class Bpr:
    """Matrix factorisation by pairs (Rendle et al. 2009).

    The library has no answer for baskets that it was not trained on. Two are tried: the mean of the artists'
    factors, and the paper's own criterion minimised for the new basket with the artists' factors held fixed.
    """

    factors: int
    learning_rate: float
    regularization: float
    iterations: int
    fold_in: tuple[float, ...] = (0.01, 0.03)

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        model = BayesianPersonalizedRanking(
            factors=self.factors,
            learning_rate=self.learning_rate,
            regularization=self.regularization,
            iterations=self.iterations,
            num_threads=1,  # several would race, and no two runs be alike
            random_state=SEED,
        )
        model.fit(binary(baskets), show_progress=False)
        items = np.asarray(model.item_factors, dtype=np.float64)
        folded = {f"fold-in {penalty}": _fold_in(items, penalty) for penalty in self.fold_in}
        return {"mean of factors": _mean_of_factors(items)} | folded


def _mean_of_factors(items: Matrix) -> Scorer:
    factors, biases = items[:, :-1], items[:, -1]

    def score(positions: Indices, _weights: Floats) -> Floats:
        return (factors @ factors[positions].mean(axis=0) + biases).astype(np.float32)

    return score


def _fold_in(items: Matrix, penalty: float) -> Scorer:
    """Least mean of -log sigmoid(positive - negative) over all pairs with a fixed sample of negatives."""
    factors, biases = items[:, :-1], items[:, -1]
    drawn = np.random.default_rng(SEED).permutation(len(items))[:_NEGATIVES]

    def score(positions: Indices, _weights: Floats) -> Floats:
        negatives = np.setdiff1d(drawn, positions)

        def loss(query: Matrix) -> tuple[float, Matrix]:
            positive = factors[positions] @ query + biases[positions]
            negative = factors[negatives] @ query + biases[negatives]
            margins = np.subtract.outer(positive, negative)
            pull = expit(-margins) / margins.size
            slope = pull.sum(axis=0) @ factors[negatives] - pull.sum(axis=1) @ factors[positions]
            value = np.logaddexp(0.0, -margins).mean() + penalty * (query @ query) / 2
            return float(value), slope + penalty * query

        query = minimize(loss, np.zeros(factors.shape[1]), jac=True, method="L-BFGS-B").x
        return (factors @ query + biases).astype(np.float32)

    return score
