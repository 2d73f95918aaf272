"""The songs' trained tower as a SavedModel that serves without Keras."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import tensorflow as tf
from tensorflow_recommenders.layers.factorized_top_k import BruteForce

from recommender.training.tracks.tower import TrainedTower

_BASKET = [
    tf.TensorSpec([None], tf.int32, name="basket"),
    tf.TensorSpec([None], tf.float32, name="weights"),
]
_SONGS = tf.TensorSpec([None], tf.int32, name="songs")
_PART = 4096  # songs that are scored at a time


class _InParts(BruteForce):
    """Scores the table part after part.

    For a product in half precision TensorFlow takes room for the whole table in single precision, and keeps
    it: four times the table, when two ask at once.
    """

    def _compute_score(self, queries: tf.Tensor, candidates: tf.Tensor) -> tf.Tensor:
        parts = (candidates[first : first + _PART] for first in range(0, candidates.shape[0], _PART))
        return tf.concat([tf.matmul(queries, part, transpose_b=True) for part in parts], axis=1)


class SongIndex(tf.Module):
    """A basket comes as positions [n] int32 and weights [n] float32. Vectors are kept in half precision."""

    def __init__(self, tower: TrainedTower) -> None:
        super().__init__()
        with _half_precision():
            self._index = _InParts(k=1)
            table = tf.constant(tower.table.astype(np.float16))
            self._index.index(table, tf.range(len(tower.table)))
        # Plain references to the index's variables: the SavedModel keeps them, and nothing of Keras.
        self.table, self.positions = self._index._candidates, self._index._identifiers  # noqa: SLF001
        self.prior = tf.Variable(tower.prior, trainable=False)
        self.volume = tf.Variable(tower.volume, trainable=False, dtype=tf.float32)
        self.exponent = tf.Variable(tower.exponent, trainable=False, dtype=tf.float32)

    @tf.function(input_signature=[*_BASKET, tf.TensorSpec([], tf.int32, name="k")])
    def propose(self, basket: tf.Tensor, weights: tf.Tensor, k: tf.Tensor) -> tf.Tensor:
        """The k best songs, best first: positions [k]."""
        query = tf.cast(self._query(basket, weights)[None, :], tf.float16)
        return self._index(query, k=k)[1][0]

    @tf.function(input_signature=[*_BASKET, _SONGS])
    def score(self, basket: tf.Tensor, weights: tf.Tensor, songs: tf.Tensor) -> tf.Tensor:
        """Scores [num_songs] of the given songs."""
        return tf.linalg.matvec(self._vectors(songs), self._query(basket, weights))

    @tf.function(input_signature=[*_BASKET, _SONGS])
    def pairs(self, basket: tf.Tensor, weights: tf.Tensor, songs: tf.Tensor) -> tf.Tensor:
        """Each basket song's part in these scores: [n, num_songs]."""
        voices = self._loudness(weights) * weights[:, None] * self._vectors(basket)
        return tf.matmul(voices, self._vectors(songs), transpose_b=True)

    def _query(self, basket: tf.Tensor, weights: tf.Tensor) -> tf.Tensor:
        total = tf.linalg.matvec(self._vectors(basket), weights, transpose_a=True)
        return self._loudness(weights) * total + self.prior

    def _loudness(self, weights: tf.Tensor) -> tf.Tensor:
        return tf.exp(self.volume) * tf.pow(tf.reduce_sum(weights), self.exponent)

    def _vectors(self, songs: tf.Tensor) -> tf.Tensor:
        # not from the variable itself, which TensorFlow would then copy at each reading
        return tf.cast(tf.gather(tf.convert_to_tensor(self.table), songs), tf.float32)


@contextmanager
def _half_precision() -> Iterator[None]:
    """Let Keras layers made here keep and compute in 16 bits."""
    usual = tf.keras.backend.floatx()
    tf.keras.backend.set_floatx("float16")
    try:
        yield
    finally:
        tf.keras.backend.set_floatx(usual)
