"""What a peer is, and the few steps that several of them share."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from scipy import sparse

from recommender.training.evaluate import Floats, Indices, Scorer


class Peer(Protocol):
    """A recommender with its hyperparameters fixed."""

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        """Learn from weighted baskets [num_baskets, num_artists], weights > 0.

        One training often answers in several ways (with 50 neighbours or 100, after 20 epochs or 40): each
        comes back as a scorer under its name, and tuning chooses among them too.
        """


def binary(baskets: sparse.csr_matrix) -> sparse.csr_matrix:
    """The same baskets with every weight 1."""
    return sparse.csr_matrix(
        (np.ones_like(baskets.data), baskets.indices, baskets.indptr), shape=baskets.shape, dtype=np.float32
    )


def unweighted(scorer: Scorer) -> Scorer:
    """Ask with weights of 1."""
    return lambda positions, weights: scorer(positions, np.ones_like(weights))


def in_kind(scorer: Scorer, is_binary: bool) -> Scorer:
    """Who learned from weights of 1 is asked with weights of 1."""
    return unweighted(scorer) if is_binary else scorer


def as_row(positions: Indices, weights: Floats, num_artists: int) -> sparse.csr_matrix:
    """A question as one basket, [1, num_artists] float32."""
    return sparse.csr_matrix(
        (weights, (np.zeros_like(positions), positions)), shape=(1, num_artists), dtype=np.float32
    )


def by_similarity(similarity: sparse.csr_matrix) -> Scorer:
    """The weighted sum of the question's rows of an item-item matrix [num_artists, num_artists]."""

    def score(positions: Indices, weights: Floats) -> Floats:
        summed = as_row(positions, weights, similarity.shape[0]) @ similarity
        return np.asarray(summed.todense(), dtype=np.float32).ravel()

    return score
