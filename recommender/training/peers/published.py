"""The evaluator checked against somebody else's figures.

RecBole-GNN publishes what matrix factorisation by BPR reaches on lastfm-2k (results/social/lastfm.md in its
repository): every listener's artists are split 8:1:1 at random, 64 dimensions, Adam at 5e-4, stopped by
NDCG@10 on the second part, asked over the whole catalogue for the third. `reproduce` does the same with our
questions and metrics. Its listeners stand among the training baskets, unlike anywhere else here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf
from scipy import sparse

from recommender.training import evaluate, metrics
from recommender.training.datasets import DataSet
from recommender.training.evaluate import Floats, Indices, Question, Scorer
from recommender.training.progress import Progress, silent

PUBLISHED = {"recall@10": 0.1761, "ndcg@10": 0.1674}
DIMENSIONS, RATE, BATCH = 64, 5e-4, 4096
EPOCHS, EVERY, PATIENCE = 1000, 10, 6  # looks every tenth epoch, and stops after six looks without gain

Triples = tuple[Indices, Indices, Indices]


@dataclass(frozen=True)
class Parts:
    """Every listener's artists in three parts; a question's positions are all that its answer must not be."""

    train: sparse.csr_matrix
    validation: dict[int, Question]  # by listener
    test: dict[int, Question]


def reproduce(
    dataset: DataSet, seed: int = 2026, epochs: int = EPOCHS, progress: Progress = silent
) -> dict[str, float]:
    """Our figures for the listeners of a data set, named as in `PUBLISHED`."""
    parts = split_rows(_matrix(dataset), np.random.default_rng(seed))
    model = Factors(*parts.train.shape)
    triples = _triples(parts.train, np.random.default_rng(seed))
    steps = EVERY * -(-parts.train.nnz // BATCH)
    best, kept, stale = -1.0, model.numpy(), 0
    for epoch in range(EVERY, epochs + 1, EVERY):
        for _ in range(steps):
            model.step(*next(triples))
        quality = figures(*model.numpy(), parts.validation)["ndcg@10"]
        best, kept, stale = (quality, model.numpy(), 0) if quality > best else (best, kept, stale + 1)
        progress("BPR as published", epoch, epochs)
        if stale == PATIENCE:
            break
    return figures(*kept, parts.test)


def split_rows(seen: sparse.csr_matrix, random: np.random.Generator) -> Parts:
    """8:1:1 of every row; who has too few artists for a tenth only trains."""
    trains, validation, test = [], {}, {}
    for row in range(seen.shape[0]):
        order = random.permutation(seen.indices[seen.indptr[row] : seen.indptr[row + 1]]).astype(np.int64)
        tenth = len(order) // 10
        kept, first, second = np.split(order, [len(order) - 2 * tenth, len(order) - tenth])
        trains.append(kept)
        if tenth:
            validation[row] = _question(kept, first)
            test[row] = _question(np.concatenate([kept, first]), second)
    return Parts(_from_rows(trains, seen.shape[1]), validation, test)


def _from_rows(rows: list[Indices], num_artists: int) -> sparse.csr_matrix:
    starts = np.cumsum([0, *map(len, rows)])
    ones = np.ones(starts[-1], dtype=np.float32)
    return sparse.csr_matrix((ones, np.concatenate(rows), starts), shape=(len(rows), num_artists))


def _question(positions: Indices, relevant: Indices) -> Question:
    return Question(positions, np.ones(len(positions), dtype=np.float32), relevant)


def figures(listeners: Floats, artists: Floats, asked: dict[int, Question]) -> dict[str, float]:
    """Means over the questions, for factors [num_listeners, dimensions] and [num_artists, dimensions]."""
    lists = [
        (evaluate.ranked(_constant(artists @ listeners[row]), question), question.relevant)
        for row, question in asked.items()
    ]
    return {
        "recall@10": float(np.mean([metrics.recall(*pair, 10) for pair in lists])),
        "ndcg@10": float(np.mean([metrics.ndcg(*pair, 10) for pair in lists])),
    }


def _constant(scores: Floats) -> Scorer:
    """A known listener's scores: the question is the listener's own, and adds nothing."""
    return lambda _positions, _weights: scores


class Factors(tf.Module):
    """Matrix factorisation without biases, trained by pairs (Rendle et al. 2009)."""

    def __init__(self, num_listeners: int, num_artists: int) -> None:
        super().__init__()
        glorot = tf.keras.initializers.GlorotNormal
        self.listeners = tf.Variable(glorot(seed=1)((num_listeners, DIMENSIONS)))
        self.artists = tf.Variable(glorot(seed=2)((num_artists, DIMENSIONS)))
        self.optimizer = tf.keras.optimizers.Adam(RATE)

    @tf.function(reduce_retracing=True)
    def step(self, rows: tf.Tensor, liked: tf.Tensor, others: tf.Tensor) -> None:
        variables = [self.listeners, self.artists]
        with tf.GradientTape() as tape:
            apart = tf.gather(self.artists, liked) - tf.gather(self.artists, others)
            margins = tf.reduce_sum(tf.gather(self.listeners, rows) * apart, axis=1)
            loss = -tf.reduce_mean(tf.math.log_sigmoid(margins))
        gradients = [tf.convert_to_tensor(gradient) for gradient in tape.gradient(loss, variables)]
        self.optimizer.apply_gradients(zip(gradients, variables, strict=True))

    def numpy(self) -> tuple[Floats, Floats]:
        return self.listeners.numpy(), self.artists.numpy()


def _triples(train: sparse.csr_matrix, random: np.random.Generator) -> Iterator[Triples]:
    """Batches without end: listeners, an artist of theirs, and one that is not, drawn evenly."""
    rows, liked = (indices.astype(np.int64) for indices in train.nonzero())
    heard = train.toarray() > 0
    while True:
        order = random.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            yield rows[batch], liked[batch], _unheard(heard, rows[batch], random)


def _unheard(heard: npt.NDArray[np.bool_], rows: Indices, random: np.random.Generator) -> Indices:
    others = random.integers(0, heard.shape[1], len(rows))
    while (wrong := heard[rows, others]).any():
        others[wrong] = random.integers(0, heard.shape[1], int(wrong.sum()))
    return others


def _matrix(dataset: DataSet) -> sparse.csr_matrix:
    rows = dataset.baskets.drop_duplicates(["basket", "artist"])
    cells = rows["basket"].astype("category").cat.codes, rows["artist"].astype("category").cat.codes
    return sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), cells))
