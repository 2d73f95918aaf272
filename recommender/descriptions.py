"""What is said of artists, and who chose them, while serving."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.texts import Arrays

Positions = npt.NDArray[np.signedinteger]
Floats = npt.NDArray[np.float32]
UNIT = 127
"""The length of a vector in bytes."""


@dataclass(frozen=True)
class Descriptions:
    """Short vectors of tags and genres, and how much of an artist's being heard are playlists.

    `vectors` [num_artists, n] int8 have the length `UNIT`, or 0 where nothing is said of an artist;
    `curation` [num_artists] float16 in 0..1 is the share of its baskets that somebody put together.
    """

    vectors: npt.NDArray[np.int8]
    curation: npt.NDArray[np.float16]

    @classmethod
    def of(cls, arrays: Arrays, artists: int) -> "Descriptions":
        """From what `arrays` returned; ValueError or KeyError where they are not those of so many artists."""
        made = cls(arrays["vectors"], arrays["curation"])
        if made.vectors.dtype != np.int8 or made.vectors.ndim != 2 or len(made.vectors) != artists:
            raise ValueError("no vectors in bytes, one for each artist")
        if made.curation.shape != (artists,) or not ((made.curation >= 0) & (made.curation <= 1)).all():
            raise ValueError("no shares from 0 to 1, one for each artist")
        return made

    def arrays(self) -> Arrays:
        return {"vectors": self.vectors, "curation": self.curation}

    def likeness(self, basket: Positions, weights: Floats, candidates: Positions | slice) -> Floats:
        """[num_candidates] float32: the weighted mean of cosines to the basket's artists."""
        pull = (weights @ self._floats(basket)) / weights.sum()
        return np.asarray(self._floats(candidates) @ pull, dtype=np.float32)

    def pairs(self, basket: Positions, candidates: Positions) -> Floats:
        """[num_basket, num_candidates] float32: the cosine of each artist of the basket to each candidate."""
        return np.asarray(self._floats(basket) @ self._floats(candidates).T, dtype=np.float32)

    def share(self, basket: Positions, weights: Floats) -> np.float32:
        """The weighted mean of the basket's artists' shares."""
        return np.float32(weights @ self.shares(basket) / weights.sum())

    def shares(self, artists: Positions | slice) -> Floats:
        """[num_artists] float32: their shares of playlists."""
        return self.curation[artists].astype(np.float32)

    def _floats(self, artists: Positions | slice) -> Floats:
        """[num_artists, n] float32, of length 1."""
        return self.vectors[artists].astype(np.float32) / np.float32(UNIT)
