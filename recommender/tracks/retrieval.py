"""The songs' tower while serving: an index of its own, a SavedModel loaded without Keras."""

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from errors import BundleError, first_line
from recommender.runtime import quiet_without_keras

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]


class Tower(Protocol):
    """Proposes and scores songs for a weighted basket of positions [n], weights [n]."""

    def propose(self, basket: Positions, weights: Floats, k: int) -> Positions:
        """[k] int32: the best songs, best first."""

    def score(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        """[num_songs] float32: the scores of these songs."""

    def pairs(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        """[n, num_songs] float32: each basket song's part in these scores."""


class TowerIndex:
    """The index of a bundle."""

    def __init__(self, path: Path) -> None:
        """Load the SavedModel at `path`; raises BundleError when it is none of ours."""
        with quiet_without_keras():
            # it takes seconds to import
            import tensorflow as tf  # noqa: PLC0415

        try:
            self._module = tf.saved_model.load(str(path))
            self._propose, self._score, self._pairs = (
                self._module.propose,
                self._module.score,
                self._module.pairs,
            )
        except (OSError, AttributeError, ValueError, tf.errors.OpError) as error:
            raise BundleError(f"{path}: not an index of songs ({first_line(error)})") from None

    def propose(self, basket: Positions, weights: Floats, k: int) -> Positions:
        positions: Positions = self._propose(basket, weights, np.int32(k)).numpy()
        return positions

    def score(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        scores: Floats = self._score(basket, weights, songs).numpy()
        return scores

    def pairs(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        parts: Floats = self._pairs(basket, weights, songs).numpy()
        return parts
