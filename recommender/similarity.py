"""The similarity matrices while serving: what each artist says of its neighbours, as sparse rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.blending import shares_of_company
from recommender.descriptions import Descriptions
from recommender.rows import Rows, distinct

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


_SORTING = 20  # as costly as so many looks


@dataclass(frozen=True)
class Neighbours:
    """Sparse item-item weights, a row of `matrix` per asking artist."""

    matrix: Rows

    @classmethod
    def of(cls, positions: Positions, scores: Floats) -> "Neighbours":
        """From each artist's best neighbours and their scores, both [num_artists, top]; 0 is none."""
        some = scores != 0
        return cls(Rows(scores[some], positions[some], np.concatenate([[0], np.cumsum(some.sum(axis=1))])))

    def __len__(self) -> int:
        return len(self.matrix)

    def score(self, basket: Positions, weights: Floats) -> Floats:
        """[num_artists] float32: the weighted sum of the basket's rows."""
        summed = np.zeros(len(self), dtype=np.float32)
        # Row by row: for the few rows of a basket, a product of sparse matrices is mostly its preparation.
        for artist, weight in zip(basket.tolist(), weights.tolist(), strict=True):
            columns, data = self._row(artist)
            summed[columns] += np.float32(weight) * data
        return summed

    def best(self, basket: Positions, scores: Floats, k: int) -> Positions:
        """[<= k] int32 positions of the best with a positive one of a basket's scores, in no order."""
        found = self._positive(basket, scores)
        return found if len(found) <= k else found[np.argpartition(-scores[found], k - 1)[:k]]

    def _positive(self, basket: Positions, scores: Floats) -> Positions:
        """Where a basket's scores [num_artists] are above 0, in ascending order."""
        rows = [self._row(artist)[0] for artist in basket.tolist()]
        if sum(map(len, rows)) * _SORTING > len(self):  # to look at everybody is cheaper than to sort these
            return np.flatnonzero(scores > 0).astype(np.int32)
        near = distinct(np.concatenate(rows))
        return near[scores[near] > 0]

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """[num_basket, num_candidates] float32: what each artist of the basket says of each candidate."""
        picked = np.zeros((len(basket), len(candidates)), dtype=np.float32)
        asked = np.zeros(len(self), dtype=np.int32)
        asked[candidates] = np.arange(1, len(candidates) + 1)
        owners, columns, data = self.matrix.cells(basket)
        wanted = asked[columns]
        found = np.flatnonzero(wanted)
        picked[owners[found], wanted[found] - 1] = data[found]
        return picked

    def nearest(self, artist: int, k: int) -> tuple[Positions, Floats]:
        """The k strongest neighbours [<= k] int32 of one artist, best first, and their weights."""
        columns, data = self._row(artist)
        order = np.lexsort((columns, -data))[:k]
        return columns[order], data[order]

    def _row(self, artist: int) -> tuple[Positions, Floats]:
        """An artist's neighbours and their weights."""
        return self.matrix.row(artist)


@dataclass(frozen=True)
class Company(Neighbours):
    """For each artist, the share of its baskets in which others stand too.

    `matrix` holds in how many baskets two artists meet, `baskets` [num_artists] in how many each stands;
    shares are taken when a row is asked for.
    """

    baskets: npt.NDArray[np.integer]

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """As above; shares are taken of what was picked, for a row may be long."""
        return shares_of_company(super().pairs(basket, candidates), self.baskets[basket][:, None])

    def _row(self, artist: int) -> tuple[Positions, Floats]:
        columns, meetings = super()._row(artist)
        return columns, shares_of_company(meetings, self.baskets[artist])


@dataclass(frozen=True)
class Matrices:
    """The learned similarities, in how many baskets two artists meet, what is said of them (as many rows)."""

    neighbours: Neighbours
    meetings: Rows
    descriptions: Descriptions
