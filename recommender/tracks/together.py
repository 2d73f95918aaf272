"""Which songs stand together: item-item co-occurrence, computed from the playlists when it is asked for.

The playlists themselves take a quarter of a megabyte; a table of neighbours would take thirty times that and
be cut off somewhere.
"""

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
# Validated on held-out playlists (docs/tracks.md).
SONG_EXPONENT = 0.25  # of how many playlists hold a song: half the way from plain counts to the cosine
PLAYLIST_EXPONENT = 0.5  # of a playlist's length: long ones say less of each pair


class Together:
    """Co-occurrence in playlists [num_playlists, num_songs] of ones."""

    def __init__(self, playlists: sparse.csr_matrix) -> None:
        self._playlists = sparse.csr_matrix(playlists, dtype=np.float32)
        self._songs = self._playlists.tocsc()
        lengths = np.diff(self._playlists.indptr)
        self.counts = np.diff(self._songs.indptr)
        self._of_playlist = np.maximum(lengths, 1.0) ** -PLAYLIST_EXPONENT
        self._of_song = ((self.counts + 1.0) ** -SONG_EXPONENT).astype(np.float32)

    def score(self, basket: Positions, weights: Floats) -> Floats:
        """[num_songs] float32: the log of how much a basket's songs stand together with every song."""
        return self.loud(self.pull(basket, weights), weights)

    def pull(self, basket: Positions, weights: Floats) -> Floats:
        """[num_songs] float32: the same before the log, a sum over the basket's songs."""
        heard = self._songs[:, basket] @ (weights * self._of_song[basket])
        return np.asarray(self._playlists.T @ (heard * self._of_playlist) * self._of_song, dtype=np.float32)

    def evidence(self, song: int) -> float:
        """How much playlists say of a song: a short one says more of it than a long one."""
        return float(self._of_playlist[self._of(song)].sum())

    @staticmethod
    def loud(pull: Floats, weights: Floats) -> Floats:
        """The log of a pull: the first shared playlist says more than the tenth."""
        return np.log1p(50.0 * pull / np.sqrt(weights.sum())).astype(np.float32)

    def parts(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        """[n, num_songs] float32: each basket song's part in the scores of these songs."""
        heard = self._songs[:, basket] @ sparse.diags(weights * self._of_song[basket])
        pairs = heard.T @ sparse.diags(self._of_playlist) @ self._songs[:, songs]
        parts = np.asarray(pairs.todense(), dtype=np.float32) * self._of_song[songs]
        pull = np.maximum(parts.sum(axis=0), 1e-9)
        return (parts * (self.loud(pull, weights) / pull)).astype(np.float32)

    def shared(self, one: int, other: int) -> int:
        """How many playlists hold both songs."""
        return len(np.intersect1d(self._of(one), self._of(other), assume_unique=True))

    def _of(self, song: int) -> npt.NDArray[np.int32]:
        start, stop = self._songs.indptr[song], self._songs.indptr[song + 1]
        return self._songs.indices[start:stop]
