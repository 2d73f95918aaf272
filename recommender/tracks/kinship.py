"""How close the artists of two songs are, by what those say who listen to artists.

Playlists say little of most songs, and nothing of who else hears their artists; the artists' towers have
learned that from many more baskets (docs/tracks.md).
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
UNKNOWN = 0.1
"""The closeness of an artist of whom nothing is known: about that of two who are chosen by chance."""


class Artists(Protocol):
    """The artists' part of a bundle."""

    def places(self, keys: Sequence[str]) -> Positions:
        """[n] int32: where artists stand, by their keys; -1 for those that it does not know."""

    def closeness(self, artist: int, others: Positions) -> Floats:
        """[n] float32, -1 to 1: the cosines between an artist's vector and those of others."""


class Kinship:
    def __init__(self, artists: Artists, keys: Sequence[str], artist_of: Positions) -> None:
        """`keys` are those of the songs' artists, `artist_of` [num_songs] int32 each song's place in them."""
        self._artists = artists
        self._of_song = artists.places(keys)[artist_of]

    def score(self, song: int, others: Positions) -> Floats:
        """[n] float32, -1 to 1: how close the artists of other songs are to a song's; 0 where it has none."""
        asked, of_others = int(self._of_song[song]), self._of_song[others]
        known = of_others >= 0
        if asked < 0 or not known.any():
            return np.zeros(len(others), dtype=np.float32)
        each, place = np.unique(of_others[known], return_inverse=True)  # a few artists made most candidates
        close = np.full(len(others), UNKNOWN, dtype=np.float32)
        close[known] = self._artists.closeness(asked, each)[place]
        return close
