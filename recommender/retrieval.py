"""The TFRS index while serving: a SavedModel, loaded without Keras."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import BundleError, first_line
from recommender.folder import MANIFEST, Manifest
from recommender.runtime import quiet_without_keras

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


_REMEMBERED = 64  # numbers
EXACT, PARTITIONED = "brute force", "partitioned"
"""Kinds of index: one scores every artist, the other looks into the cells of vectors that are likeliest."""


def check_index(path: Path, manifest: Manifest) -> None:
    """BundleError for a bundle whose index is of a kind that is not known."""
    kind = manifest.get("index", {}).get("kind", EXACT)
    if kind not in (EXACT, PARTITIONED):
        raise BundleError(f"{path / MANIFEST}: this Encore knows no index of the kind {kind!r}")


class Retrieval:
    """Proposes candidates for weighted baskets of artist positions, and scores them.

    The towers' vectors are looked at where they lie in TensorFlow's memory, without a copy, by NumPy: the
    query tower's sum of a few vectors and a few dot products take less time than TensorFlow needs to be
    called. To score everybody takes NumPy no longer, and to pick the best a fraction of the time
    (docs/performance.md), so an exact index is asked in the same way; one of cells is TensorFlow's to ask.
    """

    def __init__(self, path: Path) -> None:
        """Load the SavedModel at `path`; raises BundleError when it is none of ours."""
        with quiet_without_keras():
            # it takes seconds to import
            import tensorflow as tf  # noqa: PLC0415

        self._constant = tf.constant
        # the same few numbers again and again
        self._count = lru_cache(_REMEMBERED)(lambda count: tf.constant(count, tf.int32))
        try:
            self._module = tf.saved_model.load(str(path))
            # once and for all: to find the one that fits takes a fifth of each call
            asked = tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([], tf.int32)
            self._nearest = self._module.nearest.get_concrete_function(*asked)
            # one of cells holds the artists in the order of these
            self._is_exact = not hasattr(self._module, "rows")
            self._volume = float(self._module.volume.numpy())
            self._exponent = float(self._module.exponent.numpy())
            self._table: Floats = np.asarray(memoryview(self._module.table.read_value()))
            self._order: Positions = self._module.positions.numpy()
            self._prior: Floats = self._module.prior.numpy()
            self._fame: Floats = self._table @ self._prior
            self._lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", self._table, self._table)), 1e-6)
        except (OSError, AttributeError, ValueError, tf.errors.OpError) as error:
            raise BundleError(f"{path}: not a retrieval index ({first_line(error)})") from None
        # an index may hold the artists in an order of its own
        self._rows: Positions = np.argsort(self._order).astype(np.int32)

    def propose(self, basket: Positions, weights: Floats, k: int, *, unheard: bool = False) -> Positions:
        """[k] int32 positions of the index's best candidates for a basket [n]; k <= catalogue size.

        `unheard`: and then the k best when nobody's fame counts, [2 k]; some stand in both.
        """
        ask = self._ask_all if self._is_exact else self._ask_cells
        found = ask(self._query(basket, weights), k)
        return np.concatenate(list(found) if unheard else [next(found)])

    def _ask_all(self, query: Floats, k: int) -> Iterator[Positions]:
        """The best with fame, and then without."""
        scores = self._table @ query
        for one in (scores + self._fame, scores):
            yield self._order[np.argpartition(one, -k)[-k:]]

    def _ask_cells(self, query: Floats, k: int) -> Iterator[Positions]:
        # One at a time: for two TensorFlow copies all vectors into another order before it multiplies, which
        # takes five times as long as both alone.
        for one in (query + self._prior, query):
            yield self._nearest(self._constant(one[None]), self._count(k)).numpy()[0]

    def score(
        self, basket: Positions, weights: Floats, candidates: Positions, prior_share: float
    ) -> tuple[Floats, Floats]:
        """Tower scores and closeness, each [num_candidates] float32, for a basket [n].

        `prior_share`: how loud the prior is, 1 as trained. Closeness is the weighted mean of the cosines
        between the basket's artists and a candidate. Fetching the vectors costs most: both look at them.
        """
        asked, rows = self._rows[basket], self._rows[candidates]
        pull = (weights / self._lengths[asked]) @ self._table[asked] / weights.sum()
        vectors = self._table.take(rows, axis=0, mode="clip")
        tower = vectors @ self._query(basket, weights) + prior_share * self._fame[rows]
        return tower.astype(np.float32), (vectors @ pull / self._lengths[rows]).astype(np.float32)

    def closeness(self, artist: int, others: Positions) -> Floats:
        """[n] float32, -1 to 1: the cosines between an artist's vector and those of others."""
        row = self._rows[artist]
        along: Floats = self.vectors(others) @ self._table[row]
        return along / (self._lengths[row] * self.lengths(others))

    def prior(self, candidates: Positions) -> Floats:
        """[num_candidates] float32: what each candidate scores for nobody in particular."""
        return self._fame[self._rows[candidates]]

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """[n, num_candidates] float32: what each artist of a basket says of each, before its loudness."""
        return self.vectors(basket) @ self.vectors(candidates).T

    def lengths(self, candidates: Positions) -> Floats:
        """[num_candidates] float32 > 0: the lengths of the candidates' vectors."""
        return self._lengths[self._rows[candidates]]

    def vectors(self, candidates: Positions) -> Floats:
        """[num_candidates, dimensions] float32: the candidates' vectors."""
        return self._table.take(self._rows[candidates], axis=0, mode="clip")  # a fifth faster than [...]

    def loudness(self, total: Floats) -> Floats:
        """By what the sum over a basket is multiplied, given its weights' sum."""
        return np.exp(self._volume) * np.maximum(total, 1e-6) ** self._exponent

    def _query(self, basket: Positions, weights: Floats) -> Floats:
        """[dimensions] float32: a basket's vector, without the prior."""
        return (self.loudness(weights.sum()) * (weights @ self.vectors(basket))).astype(np.float32)
