"""The two towers, trained as retrieval with TensorFlow Recommenders.

One embedding per artist serves both towers: what a basket asks with and what a candidate answers with live
in one space. Loss: the multinomial likelihood of the rest of a basket given a random part of it (Liang et
al. 2018, "Variational autoencoders for collaborative filtering", section 2.2), a softmax over the catalogue
in which those who stand in no basket of a step are spoken for by some of them (sampling.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import tensorflow as tf
import tensorflow_recommenders as tfrs
from scipy import sparse

from recommender.training.sampling import Batch, Floats, View, everybody, part_size, sampled

TOP_K = [20, 100]  # cut-offs of the FactorizedTopK metrics
MAX_QUERY = 200  # artists of one basket that a training step looks at


@dataclass(frozen=True)
class Hyperparameters:
    """What training is told; the defaults are the validated ones (docs/evaluation.md)."""

    dimensions: int = 256
    content_dimensions: int = 256
    epochs: int = 17
    batch_size: int = 128  # baskets
    views: int = 2  # of each basket in a step: most of a step's cost is that of the artists it looks at
    learning_rate: float = 7e-3
    dropout: float = 0.5
    negatives: int = 2500
    initial_scale: float = 0.01
    seed: int = 7


class CandidateTower(tf.keras.Model):
    """Positions -> [..., dimensions] vectors: an id embedding plus the projected content.

    What a training step needs of many artists, it has without their vectors being written out: sums over
    baskets and products with queries are taken of embeddings and contents apart, and only they projected.
    """

    def __init__(self, content: Floats, parameters: Hyperparameters) -> None:
        super().__init__()
        self.content = tf.constant(content)
        self.ids = self._weights("ids", len(content), parameters, parameters.initial_scale, parameters.seed)
        self.kernel = self._weights("project", content.shape[1], parameters, 0.05, parameters.seed + 1)

    def _weights(
        self, name: str, rows: int, parameters: Hyperparameters, scale: float, seed: int
    ) -> tf.Variable:
        normal = tf.keras.initializers.RandomNormal(stddev=scale, seed=seed)
        return self.add_weight(name=name, shape=(rows, parameters.dimensions), initializer=normal)

    def table(self) -> tf.Tensor:
        """[num_artists, dimensions] float32: every artist's vector."""
        return self.ids + self.content @ self.kernel

    def call(self, positions: tf.Tensor) -> tf.Tensor:
        return self.sample(positions).vectors()

    def sample(self, positions: tf.Tensor) -> "Sample":
        """The artists at these positions [n]."""
        return Sample(tf.gather(self.ids, positions), tf.gather(self.content, positions), self.kernel)


class Sample(NamedTuple):
    """Some candidates: ids [n, dimensions], content [n, any], and the kernel that projects it."""

    ids: tf.Tensor
    content: tf.Tensor
    kernel: tf.Tensor

    def vectors(self) -> tf.Tensor:
        """[n, dimensions]."""
        return self.ids + self.content @ self.kernel

    def sums(self, baskets: tf.SparseTensor) -> tf.Tensor:
        """[batch, dimensions]: the weighted sums over baskets [batch, n] of weights."""
        described = tf.sparse.sparse_dense_matmul(baskets, self.content)
        return tf.sparse.sparse_dense_matmul(baskets, self.ids) + described @ self.kernel

    def scores(self, queries: tf.Tensor) -> tf.Tensor:
        """[batch, n]: the products of queries [batch, dimensions] with all of them."""
        described = tf.matmul(queries, self.kernel, transpose_b=True)
        return tf.matmul(queries, self.ids, transpose_b=True) + tf.matmul(
            described, self.content, transpose_b=True
        )


class QueryTower(tf.keras.Model):
    """Weighted baskets -> [batch, dimensions] vectors: `loudness(W) * sum_i w_i e_i + share * prior`.

    W is the weights' sum. The prior is what everybody hears; learning it apart from the artists keeps
    popularity out of their vectors, and lets `share` turn it up or down. The loudness `exp(volume) *
    W ** exponent` is learned too: how much more two hundred artists say than one.
    """

    def __init__(self, parameters: Hyperparameters) -> None:
        super().__init__()
        constant = tf.keras.initializers.Constant
        self.prior = self.add_weight(name="prior", shape=(parameters.dimensions,), initializer="zeros")
        self.volume = self.add_weight(name="volume", shape=(), initializer="zeros")
        self.dropout = tf.keras.layers.Dropout(parameters.dropout, seed=parameters.seed)
        self.exponent = self.add_weight(name="exponent", shape=(), initializer=constant(-0.5))

    def call(self, inputs: tuple[Sample, tf.SparseTensor], training: bool = False) -> tf.Tensor:
        """Inputs: n artists, and baskets [batch, n] of weights."""
        artists, baskets = inputs
        total = tf.sparse.reduce_sum(baskets, axis=1, keepdims=True)
        vectors = loudness(total, self.volume, self.exponent) * artists.sums(baskets)
        return self.dropout(vectors, training=training) + self.prior


def loudness(total: tf.Tensor, volume: tf.Tensor, exponent: tf.Tensor) -> tf.Tensor:
    """By what the sum over a basket is multiplied, given its weights' sum."""
    return tf.exp(volume) * tf.pow(tf.maximum(total, 1e-6), exponent)


class TwoTower(tfrs.Model):
    """Query and candidate tower over one artist table, with retrieval metrics on held-out artists."""

    def __init__(self, content: Floats, parameters: Hyperparameters) -> None:
        super().__init__()
        self.candidates = CandidateTower(content, parameters)
        self.queries = QueryTower(parameters)
        # a catalogue smaller than k has no top k
        self.cut_offs = sorted({min(k, len(content)) for k in TOP_K})
        self.index = tfrs.layers.factorized_top_k.BruteForce(k=max(self.cut_offs))
        self.top_k = tfrs.metrics.FactorizedTopK(self.index, ks=self.cut_offs)

    def compute_loss(self, inputs: tuple[tf.Tensor, ...], training: bool = False) -> tf.Tensor:
        """Negative log-likelihood of what is left of each basket, over the root of how much; a scalar.

        Inputs: the parts of a `sampling.Batch`.
        """
        asked, weights, targets, target_weights, sample, speaks_for = inputs
        views = asked[-1, 0] + 1  # each asks with somebody
        artists = self.candidates.sample(sample)
        baskets = tf.SparseTensor(asked, weights, [views, tf.size(sample, out_type=tf.int64)])
        queries = self.queries((artists, baskets), training=training)
        if not training:
            self._measure(queries, artists, targets)
        # without the query's own artists
        out = tf.fill(tf.shape(weights), -1e9)
        scores = tf.tensor_scatter_nd_add(artists.scores(queries) + speaks_for, asked, out)
        likelihood = tf.gather_nd(scores, targets) - tf.gather(
            tf.reduce_logsumexp(scores, axis=1), targets[:, 0]
        )
        answered = tf.math.segment_sum(target_weights * likelihood, targets[:, 0])
        # between a sum, where small queries with much to answer drown the rest, and a mean
        answered /= tf.sqrt(tf.math.segment_sum(target_weights, targets[:, 0]))
        return -tf.reduce_mean(answered) / 5.0  # about the size of a mean: a typical view answers 25 artists

    def refresh_index(self) -> None:
        """Let the retrieval metrics see today's candidates; before an evaluation."""
        table = self.candidates.table()
        self.index.index(table, tf.range(tf.shape(table)[0]))

    def _measure(self, queries: tf.Tensor, artists: Sample, targets: tf.Tensor) -> None:
        """Every held-out artist of a basket is one question to the index."""
        questions, ids = tf.unstack(targets, axis=1)
        self.top_k.update_state(
            tf.gather(queries, questions),
            tf.gather(artists.vectors(), ids),
            true_candidate_ids=tf.cast(ids, tf.int32),
        )


def views(baskets: sparse.csr_matrix, parameters: Hyperparameters) -> Iterator[list[View]]:
    """Random views without end, a batch at a time, each epoch in a new order.

    From each basket a random part asks, and the rest is the answer; its size is drawn anew each time.
    """
    random = np.random.default_rng(parameters.seed)
    askable = np.flatnonzero(np.diff(baskets.indptr) > 1)  # one artist alone leaves nothing to answer
    while True:
        order = random.permutation(askable)
        for start in range(0, len(order), parameters.batch_size):
            rows = np.repeat(order[start : start + parameters.batch_size], parameters.views)
            yield [_view(baskets, row, random) for row in rows]


def _view(baskets: sparse.csr_matrix, row: int, random: np.random.Generator) -> View:
    start, stop = baskets.indptr[row], baskets.indptr[row + 1]
    order = random.permutation(stop - start)[:MAX_QUERY] + start
    size = part_size(len(order), random)
    asked, rest = order[:size], order[size:]
    weights = baskets.data[asked] if size > 1 else np.ones(1, dtype=np.float32)
    return View(baskets.indices[asked], weights, baskets.indices[rest], baskets.data[rest])


def fit(
    baskets: sparse.csr_matrix, content: Floats, parameters: Hyperparameters, on_epoch: Callable[[int], None]
) -> TwoTower:
    """Train the towers on weighted baskets [num_baskets, num_artists]; calls `on_epoch(done)` after each."""
    tf.keras.utils.set_random_seed(parameters.seed)
    tf.config.experimental.enable_op_determinism()
    model = TwoTower(content, parameters)
    steps = -(-baskets.shape[0] // parameters.batch_size)
    schedule = tf.keras.optimizers.schedules.CosineDecay(parameters.learning_rate, steps * parameters.epochs)
    # The older Adam takes a step by one operation, the newer by a dozen passes over all vectors.
    adam = tf.keras.optimizers.legacy.Adam(schedule, gradient_transformers=[_dense])
    model.compile(optimizer=adam)
    random, fame = np.random.default_rng(parameters.seed), _fame(baskets)
    model.fit(
        _dataset(sampled(batch, fame, parameters.negatives, random) for batch in views(baskets, parameters)),
        steps_per_epoch=steps,
        epochs=parameters.epochs,
        verbose=0,
        callbacks=[tf.keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, _: on_epoch(epoch + 1))],
    )
    return model


def _fame(baskets: sparse.csr_matrix) -> Floats:
    """[num_artists] float32: the root of how many baskets hold each, as half of one where none does."""
    return np.sqrt(np.maximum(baskets.getnnz(axis=0), 0.5), dtype=np.float32)


def _dense(gradients: list[tuple[tf.Tensor, tf.Variable]]) -> list[tuple[tf.Tensor, tf.Variable]]:
    """For rows alone Adam has no operation of its own either."""
    return [(tf.convert_to_tensor(gradient), variable) for gradient, variable in gradients]


def measure(model: TwoTower, baskets: sparse.csr_matrix, parameters: Hyperparameters) -> dict[str, float]:
    """FactorizedTopK of random views of held-out baskets: the share of held-out artists in the top k."""
    model.refresh_index()
    steps = -(-baskets.shape[0] // parameters.batch_size)
    asked = _dataset(everybody(batch, baskets.shape[1]) for batch in views(baskets, parameters))
    figures = model.evaluate(asked, steps=steps, verbose=0, return_dict=True)
    name = "factorized_top_k/top_{}_categorical_accuracy"
    return {f"top {k}": float(figures[name.format(k)]) for k in model.cut_offs}


def _dataset(batches: Iterator[Batch]) -> tf.data.Dataset:
    places, numbers = tf.TensorSpec((None, 2), tf.int64), tf.TensorSpec((None,), tf.float32)
    positions = tf.TensorSpec((None,), tf.int32)
    return tf.data.Dataset.from_generator(
        lambda: batches, output_signature=(places, numbers, places, numbers, positions, numbers)
    ).prefetch(2)
