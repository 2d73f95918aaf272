"""The trained towers as a SavedModel that serves without Keras."""

import numpy as np
import numpy.typing as npt
import tensorflow as tf
import tensorflow_recommenders as tfrs

from recommender.training.two_tower import query_vectors


class RetrievalModule(tf.Module):
    """What the bundle's SavedModel offers.

    Baskets come as positions [batch, length] int32, padded with -1, and weights [batch, length] float32.
    """

    def __init__(self, table: npt.NDArray[np.float32]) -> None:
        super().__init__()
        self._index = tfrs.layers.factorized_top_k.BruteForce(k=1)
        self._index.index(tf.constant(table), tf.range(len(table)))
        # Plain references to the index's variables: the SavedModel keeps them, and nothing of Keras.
        self.table, self.positions = self._index._candidates, self._index._identifiers  # noqa: SLF001

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.int32, name="positions"),
            tf.TensorSpec([None, None], tf.float32, name="weights"),
            tf.TensorSpec([], tf.int32, name="k"),
        ]
    )
    def propose(self, positions: tf.Tensor, weights: tf.Tensor, k: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        """The k best candidates of each basket: scores [batch, k] and positions [batch, k]."""
        return self._index(query_vectors(self.table, positions, weights), k=k)

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, None], tf.int32, name="positions"),
            tf.TensorSpec([None, None], tf.float32, name="weights"),
            tf.TensorSpec([None], tf.int32, name="candidates"),
        ]
    )
    def score(self, positions: tf.Tensor, weights: tf.Tensor, candidates: tf.Tensor) -> tf.Tensor:
        """Scores [batch, num_candidates] of the given candidates."""
        queries = query_vectors(self.table, positions, weights)
        return tf.matmul(queries, tf.gather(self.table, candidates), transpose_b=True)
