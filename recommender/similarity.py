"""The similarity matrix while serving: each artist's nearest neighbours as two arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """Sparse item-item similarities.

    `positions` [num_artists, top] int32 holds each artist's neighbours, best first; `scores` of the same
    shape float32 how alike they are (0 where there is no neighbour).
    """

    positions: Positions
    scores: Floats

    def score(self, basket: Positions, weights: Floats) -> Floats:
        """[num_artists] float32: weighted sum of the basket's rows over the square root of the weights' sum.

        The same scaling as the query tower's, so that one blend weight fits baskets of every size.
        """
        votes = self.scores[basket] * weights[:, None]
        summed = np.bincount(
            self.positions[basket].ravel(), weights=votes.ravel(), minlength=len(self.positions)
        )
        return (summed / np.sqrt(max(float(np.abs(weights).sum()), 1e-6))).astype(np.float32)

    def pair(self, seed: int, candidates: Positions) -> Floats:
        """[num_candidates] float32: how alike one artist is to each candidate."""
        row = np.zeros(len(self.positions), dtype=np.float32)
        row[self.positions[seed]] = self.scores[seed]
        return row[candidates]
