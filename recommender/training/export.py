"""The trained towers as a SavedModel that serves without Keras."""

from pathlib import Path

import tensorflow as tf
from tensorflow_recommenders.layers.factorized_top_k import BruteForce

from recommender.training.model import Towers
from recommender.training.two_tower import loudness

_BASKETS = [
    tf.TensorSpec([None, None], tf.int32, name="positions"),
    tf.TensorSpec([None, None], tf.float32, name="weights"),
    tf.TensorSpec([], tf.float32, name="prior_share"),
]


class RetrievalModule(tf.Module):
    """What the bundle's SavedModel offers.

    Baskets come as positions [batch, length] int32, padded with -1, and weights [batch, length] float32;
    `prior_share` says how loud the prior speaks (1 as trained, 0 not at all).
    """

    def __init__(self, towers: Towers, index: BruteForce) -> None:
        super().__init__()
        self._index = index
        # Plain references to the index's variables: the SavedModel keeps them, and nothing of Keras.
        self.table, self.positions = self._index._candidates, self._index._identifiers  # noqa: SLF001
        # an index may hold the artists in an order of its own
        self.rows = None if index.is_exact() else tf.Variable(tf.argsort(self.positions), trainable=False)
        self.prior = tf.Variable(towers.prior, trainable=False)
        self.volume = tf.Variable(towers.volume, trainable=False, dtype=tf.float32)
        self.exponent = tf.Variable(towers.exponent, trainable=False, dtype=tf.float32)

    @tf.function(input_signature=[*_BASKETS, tf.TensorSpec([], tf.int32, name="k")])
    def propose(
        self, positions: tf.Tensor, weights: tf.Tensor, prior_share: tf.Tensor, k: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        """The k best candidates of each basket: scores [batch, k] and positions [batch, k]."""
        return self._index(self._queries(positions, weights, prior_share), k=k)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.float32, name="queries"),
            tf.TensorSpec([], tf.int32, name="k"),
        ]
    )
    def nearest(self, queries: tf.Tensor, k: tf.Tensor) -> tf.Tensor:
        """Positions [batch, k] of the k best candidates of queries [batch, dimensions], best first."""
        _, positions = self._index(queries, k=k)
        return positions

    def _queries(self, positions: tf.Tensor, weights: tf.Tensor, prior_share: tf.Tensor) -> tf.Tensor:
        sums, total = basket_sums(self._read(), self._places(positions), weights)
        return loudness(total, self.volume, self.exponent) * sums + prior_share * self.prior

    def _read(self) -> tf.Tensor:
        """[num_artists, dimensions] float32: the table, to gather from.

        To gather from the variable itself would have TensorFlow copy it whole at each later reading.
        """
        return tf.convert_to_tensor(self.table)

    def _places(self, positions: tf.Tensor) -> tf.Tensor:
        """Where in the table these artists stand; padding stays."""
        if self.rows is None:
            return positions
        return tf.where(positions < 0, positions, tf.gather(self.rows, tf.maximum(positions, 0)))


def basket_sums(table: tf.Tensor, positions: tf.Tensor, weights: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Weighted sums [batch, dimensions] of padded baskets' vectors, and of the weights, [batch, 1]."""
    present = tf.cast(positions >= 0, tf.float32) * weights
    vectors = tf.gather(table, tf.maximum(positions, 0))
    return tf.einsum("bl,bld->bd", present, vectors), tf.reduce_sum(present, axis=1, keepdims=True)


def write_index(towers: Towers, index: BruteForce, path: Path) -> None:
    """Write what serves to `path`."""
    save_module(RetrievalModule(towers, index), path)


def save_module(module: tf.Module, path: Path) -> None:
    """Write a SavedModel; raises OSError where the disk is full or forbids it, as Python does."""
    try:
        tf.saved_model.save(module, str(path))
    except tf.errors.OpError as error:
        raise OSError(error.message) from error
