"""The TFRS index while serving: a SavedModel, loaded without Keras."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import BundleError
from recommender.runtime import quiet_without_keras

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


class Retrieval:
    """Proposes candidates for weighted baskets of artist positions, and scores them.

    The index proposes. Its vectors are looked at from NumPy, without a copy: a few dot products take less
    time than TensorFlow needs to be called.
    """

    def __init__(self, path: Path) -> None:
        """Load the SavedModel at `path`; raises BundleError when it is none of ours."""
        with quiet_without_keras():
            # it takes seconds to import
            import tensorflow as tf  # noqa: PLC0415

        self._constant = tf.constant
        try:
            self._module = tf.saved_model.load(str(path))
            # once and for all: to find the one that fits takes a fifth of each call
            baskets = (tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.float32))
            numbers = (tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.int32))
            self._propose = self._module.propose.get_concrete_function(*baskets, *numbers)
            self._volume = float(self._module.volume.numpy())
            self._exponent = float(self._module.exponent.numpy())
            self._table: Floats = np.asarray(memoryview(self._module.table.read_value()))
            self._prior: Floats = self._table @ self._module.prior.numpy()
        except (OSError, AttributeError, ValueError) as error:
            raise BundleError(f"{path}: not a retrieval index ({error})") from None

    def propose(self, basket: Positions, weights: Floats, k: int) -> Positions:
        """[k] int32 positions of the index's best candidates for a basket [n]; k <= catalogue size."""
        asked = (basket[None, :], weights[None, :], np.float32(1.0), np.int32(k))
        _, positions = self._propose(*map(self._constant, asked))
        proposed: Positions = positions.numpy()[0]
        return proposed

    def propose_unheard(self, basket: Positions, weights: Floats, k: int) -> Positions:
        """[k] int32 positions in no order: the best of all candidates when nobody's fame counts."""
        return best_of(self._table @ self._query(basket, weights), k)

    def score(self, basket: Positions, weights: Floats, candidates: Positions, prior_share: float) -> Floats:
        """[num_candidates] float32, for a basket [n]; `prior_share`: how loud the prior is, 1 as trained."""
        scores = (
            self._table[candidates] @ self._query(basket, weights) + prior_share * self._prior[candidates]
        )
        return scores.astype(np.float32)

    def prior(self, candidates: Positions) -> Floats:
        """[num_candidates] float32: what each candidate scores for nobody in particular."""
        return self._prior[candidates]

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """[n, num_candidates] float32: what each artist of a basket says of each, before its loudness."""
        return self._table[basket] @ self._table[candidates].T

    def vectors(self, candidates: Positions) -> Floats:
        """[num_candidates, dimensions] float32: the candidates' vectors."""
        return self._table[candidates]

    def loudness(self, total: Floats) -> Floats:
        """By what the sum over a basket is multiplied, given its weights' sum."""
        return np.exp(self._volume) * np.maximum(total, 1e-6) ** self._exponent

    def _query(self, basket: Positions, weights: Floats) -> Floats:
        """[dimensions] float32: a basket's vector, without the prior."""
        return (self.loudness(weights.sum()) * (weights @ self._table[basket])).astype(np.float32)


def best_of(scores: Floats, k: int) -> Positions:
    """[k] int32: where the k best of some scores stand, in no order."""
    return np.argpartition(-scores, k - 1)[:k].astype(np.int32)
