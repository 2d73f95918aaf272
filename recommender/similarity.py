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
        """[num_artists] float32: the weighted sum of the basket's rows."""
        votes = self.scores[basket] * weights[:, None]
        places = self.positions[basket].ravel()
        return np.bincount(places, weights=votes.ravel(), minlength=len(self.positions)).astype(np.float32)

    def pair(self, seed: int, candidates: Positions) -> Floats:
        """[num_candidates] float32: how alike one artist is to each candidate."""
        row = np.zeros(len(self.positions), dtype=np.float32)
        row[self.positions[seed]] = self.scores[seed]
        return row[candidates]
