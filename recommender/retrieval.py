"""The TFRS index while serving: a SavedModel, loaded without Keras."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import BundleError
from recommender.runtime import quiet_without_keras

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


class Retrieval:
    """Scores and proposes candidates for weighted baskets of artist positions."""

    def __init__(self, path: Path) -> None:
        """Load the SavedModel at `path`; raises BundleError when it is none of ours."""
        with quiet_without_keras():
            # it takes seconds to import
            import tensorflow as tf  # noqa: PLC0415

        try:
            self._module = tf.saved_model.load(str(path))
            self._propose, self._score = self._module.propose, self._module.score
            self._volume = float(self._module.volume.numpy())
            self._exponent = float(self._module.exponent.numpy())
        except (OSError, AttributeError, ValueError) as error:
            raise BundleError(f"{path}: not a retrieval index ({error})") from None

    def propose(self, basket: Positions, weights: Floats, prior_share: float, k: int) -> Positions:
        """[k] int32 positions of the best candidates for one basket, best first; k <= catalogue size."""
        share = np.float32(prior_share)
        _, positions = self._propose(basket[None, :], weights[None, :], share, np.int32(k))
        proposed: Positions = positions.numpy()[0]
        return proposed

    def score(self, baskets: Positions, weights: Floats, prior_share: float, candidates: Positions) -> Floats:
        """[num_baskets, num_candidates] float32; baskets [num_baskets, length] are padded with -1."""
        scores: Floats = self._score(baskets, weights, np.float32(prior_share), candidates).numpy()
        return scores

    def vectors(self, candidates: Positions) -> Floats:
        """[num_candidates, dimensions] float32: the candidates' vectors."""
        vectors: Floats = self._module.vectors(candidates).numpy()
        return vectors

    def loudness(self, total: Floats) -> Floats:
        """By what the sum over a basket is multiplied, given its weights' sum."""
        return np.exp(self._volume) * np.maximum(total, 1e-6) ** self._exponent
