"""The similarity matrices while serving: what each artist says of its neighbours, as sparse rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """Sparse item-item weights: `matrix` [num_artists, num_artists] CSR float32, a row per asking artist."""

    matrix: sparse.csr_matrix

    @classmethod
    def of(cls, positions: Positions, scores: Floats) -> "Neighbours":
        """From each artist's best neighbours and their scores, both [num_artists, top]; 0 is none."""
        starts = np.arange(len(positions) + 1) * positions.shape[1]
        shape = (len(positions), len(positions))
        matrix = sparse.csr_matrix((scores.ravel(), positions.ravel(), starts), shape=shape)
        matrix.eliminate_zeros()
        return cls(matrix)

    def __len__(self) -> int:
        return int(self.matrix.shape[0])

    def score(self, basket: Positions, weights: Floats) -> Floats:
        """[num_artists] float32: the weighted sum of the basket's rows."""
        summed: Floats = np.asarray(self.matrix[basket].T @ weights.astype(np.float32))
        return summed

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """[num_basket, num_candidates] float32: what each artist of the basket says of each candidate."""
        picked: Floats = self.matrix[basket][:, candidates].toarray()
        return picked

    def nearest(self, artist: int, k: int) -> tuple[Positions, Floats]:
        """The k strongest neighbours [<= k] int32 of one artist, best first, and their weights."""
        row = self.matrix[artist]
        order = np.lexsort((row.indices, -row.data))[:k]
        return row.indices[order], row.data[order]
