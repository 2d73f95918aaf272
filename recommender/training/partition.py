"""An index for large catalogues: vectors stand in cells, and a query looks into those that point its way.

An inverted file (Sivic & Zisserman 2003, "Video Google"; Jégou et al. 2011, "Product quantization for nearest
neighbor search", section IV) over the cells of k-means. Vectors are measured as queries see them: where many
queries point, as to fame, a difference counts more; so the few whom many queries find stand in cells of
their own, whatever k-means begins with. Which index a bundle gets is decided by its size, and by how many of
the best hundred are found; the manifest says it.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tensorflow_recommenders.layers.factorized_top_k import BruteForce

from recommender.retrieval import EXACT, PARTITIONED
from recommender.training.model import Towers

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
LARGE = 65_536
"""Artists; to score all of fewer takes no longer than to be called."""
GOOD = 0.97
"""Of the best hundred, how many an index must find."""
BEST = 100
_LOOKS = (
    0.01,
    0.015,
    0.02,
    0.03,
    0.04,
    0.06,
    0.08,
    0.12,
    0.18,
    0.25,
)  # shares of the catalogue that a query looks at
_LEARN_FROM = 32  # vectors for each cell
_ROUNDS = 5
_AT_ONCE = 20_000  # vectors
_SPARE = 4  # times as many as are asked for are looked at
_QUESTIONS = 200  # to measure with
_EXAMPLES = 2_000  # questions that show where queries point
_MOST_LIKED = 10
_SEED = 7


class Partitioned(BruteForce):
    """The best of the cells whose centres score best, until `looks` candidates have been scored."""

    def __init__(self, queries: Floats) -> None:
        """`queries` [n, dimensions] float32: examples of what will be asked."""
        super().__init__(k=BEST)
        self._examples = queries

    def index(self, candidates: tf.Tensor, identifiers: tf.Tensor | None = None) -> "Partitioned":
        vectors = np.asarray(candidates)
        names = np.arange(len(vectors), dtype=np.int32) if identifiers is None else np.asarray(identifiers)
        centres, cells = partition(vectors, seen_by(self._examples), 2 * math.isqrt(len(vectors)))
        order = np.argsort(cells, kind="stable")
        ends = np.cumsum(np.bincount(cells, minlength=len(centres)))
        self.looks = tf.Variable(len(vectors), trainable=False, dtype=tf.int64)
        self._centres = tf.Variable(centres, trainable=False)
        self._starts = tf.Variable(np.concatenate([[0], ends]), trainable=False, dtype=tf.int64)
        super().index(tf.constant(vectors[order]), tf.constant(names[order]))
        return self

    def call(self, queries: tf.Tensor, k: int | tf.Tensor | None = None) -> tuple[tf.Tensor, tf.Tensor]:
        k = self._k if k is None else k
        types = (tf.float32, self._identifiers.dtype)
        # Read, and gathered from then: a variable that is itself gathered from is copied at each reading.
        table = tf.convert_to_tensor(self._candidates)
        return tf.map_fn(lambda query: self._best(table, query, k), queries, fn_output_signature=types)

    def is_exact(self) -> bool:
        return False

    def _best(self, table: tf.Tensor, query: tf.Tensor, k: int | tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        cells = tf.argsort(tf.linalg.matvec(self._centres, query), direction="DESCENDING")
        starts, ends = tf.gather(self._starts, cells), tf.gather(self._starts, cells + 1)
        wanted = tf.maximum(self.looks, tf.cast(_SPARE * k, tf.int64))
        nearest = tf.searchsorted(tf.cumsum(ends - starts), [wanted])[0] + 1
        rows = tf.ragged.range(starts[:nearest], ends[:nearest]).values
        scores = tf.linalg.matvec(tf.gather(table, rows), query)
        best, places = tf.math.top_k(scores, k=k)
        return best, tf.gather(self._identifiers, tf.gather(rows, places))


def choose_index(towers: Towers, large: int = LARGE) -> tuple[BruteForce, dict[str, Any]]:
    """The index for these towers, and what the manifest says of it."""
    everything = tf.constant(towers.table), tf.range(len(towers.table))
    if len(towers.table) >= large:
        index = Partitioned(questions(towers, _EXAMPLES, _SEED))
        index.index(*everything)
        asked = questions(towers, _QUESTIONS, _SEED + 1)
        for share in _LOOKS:
            index.looks.assign(int(share * len(towers.table)))
            found = recall(index, towers.table, asked)
            if found >= GOOD:
                looks = int(index.looks.numpy())
                return index, {"kind": PARTITIONED, "looks": looks, f"recall_{BEST}": round(found, 4)}
    exact = BruteForce(k=1)
    exact.index(*everything)
    return exact, {"kind": EXACT}


def recall(index: BruteForce, table: Floats, queries: Floats) -> float:
    """Of the best hundred for queries [n, dimensions] among all of a table, the share that an index gives."""
    ask = tf.function(lambda asked: index(asked, k=BEST))
    _, found = ask(tf.constant(queries))
    hits = 0
    for query, places in zip(queries, found.numpy(), strict=True):
        best = np.argpartition(-(table @ query), BEST - 1)[:BEST]
        hits += len(np.intersect1d(best, places))
    return hits / (BEST * len(queries))


def questions(towers: Towers, count: int, seed: int) -> Floats:
    """[count, dimensions]: queries for one artist or some, as listeners ask; a fourth without the prior."""
    random = np.random.default_rng(seed)
    asked = np.empty((count, towers.table.shape[1]), dtype=np.float32)
    for number in range(count):
        liked = random.integers(len(towers.table), size=1 if number % 2 else random.integers(2, _MOST_LIKED))
        loudness = np.exp(towers.volume) * len(liked) ** towers.exponent
        asked[number] = loudness * towers.table[liked].sum(axis=0) + bool(number % 4) * towers.prior
    return asked


def seen_by(queries: Floats) -> Floats:
    """[dimensions, dimensions]: what makes vectors as far from each other as queries tell them apart.

    The square root of it would keep the differences of scores alone; the fourth finds more of the best.
    """
    strengths, directions = np.linalg.eigh(queries.T @ queries / len(queries))
    roots = np.maximum(strengths, 0.0) ** 0.25
    return ((directions * roots) @ directions.T).astype(np.float32)


def partition(vectors: Floats, measure: Floats, count: int) -> tuple[Floats, Places]:
    """The means of up to `count` cells, and the cell of each vector."""
    measured = vectors @ measure
    cells = _nearest(measured, _centres(measured, count))
    _, cells = np.unique(cells, return_inverse=True)  # those that nobody is in are left out
    return _means(vectors, cells, cells.max() + 1), cells


def _centres(vectors: Floats, count: int) -> Floats:
    """K-means (Lloyd 1982) on a sample."""
    random = np.random.default_rng(_SEED)
    few = min(len(vectors), count * _LEARN_FROM)
    sample = vectors[np.sort(random.choice(len(vectors), few, replace=False))]
    centres = sample[random.choice(few, min(count, few), replace=False)]
    for _ in range(_ROUNDS):
        _, cells = np.unique(_nearest(sample, centres), return_inverse=True)
        centres = _means(sample, cells, cells.max() + 1)
    return centres


def _means(vectors: Floats, cells: Places, count: int) -> Floats:
    members = np.bincount(cells, minlength=count)
    sums = np.add.reduceat(vectors[np.argsort(cells, kind="stable")], np.cumsum(members) - members)
    return (sums / members[:, None]).astype(np.float32)


def _nearest(vectors: Floats, centres: Floats) -> Places:
    half: Floats = (centres**2).sum(axis=1) / 2
    parts = (vectors[start : start + _AT_ONCE] for start in range(0, len(vectors), _AT_ONCE))
    return np.concatenate([np.argmax(part @ centres.T - half, axis=1) for part in parts])
