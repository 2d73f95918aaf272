"""Which songs stand together: item-item co-occurrence, computed from the playlists when it is asked for.

The playlists themselves take a quarter of a megabyte; a table of neighbours would take thirty times that and
be cut off somewhere.
"""

import numpy as np
import numpy.typing as npt

from recommender.rows import Rows

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
# Validated on held-out playlists (docs/tracks.md).
SONG_EXPONENT = 0.25  # of how many playlists hold a song: half the way from plain counts to the cosine
PLAYLIST_EXPONENT = 0.5  # of a playlist's length: long ones say less of each pair


class Together:
    """Co-occurrence in `playlists`, each a row of the songs that it holds, of `num_songs`."""

    def __init__(self, playlists: Rows, num_songs: int) -> None:
        lengths = np.diff(playlists.starts)
        self._songs = playlists.columns
        self._owners = np.repeat(np.arange(len(playlists), dtype=np.int32), lengths)
        self._holders = self._owners[np.argsort(playlists.columns, kind="stable")]
        self.counts = np.bincount(playlists.columns, minlength=num_songs)
        self._starts = np.concatenate([[0], np.cumsum(self.counts)])
        self._of_playlist = np.maximum(lengths, 1.0) ** -PLAYLIST_EXPONENT
        self._of_song = ((self.counts + 1.0) ** -SONG_EXPONENT).astype(np.float32)

    def score(self, basket: Positions, weights: Floats) -> Floats:
        """[num_songs] float32: the log of how much a basket's songs stand together with every song."""
        return self.loud(self.pull(basket, weights), weights)

    def pull(self, basket: Positions, weights: Floats) -> Floats:
        """[num_songs] float32: the same before the log, a sum over the basket's songs."""
        heard = (weights * self._of_song[basket]) @ self._held(basket) * self._of_playlist
        pulled = np.bincount(self._songs, weights=heard[self._owners], minlength=len(self.counts))
        return (pulled * self._of_song).astype(np.float32)

    def evidence(self, song: int) -> float:
        """How much playlists say of a song: a short one says more of it than a long one."""
        return float(self._of_playlist[self._of(song)].sum())

    @staticmethod
    def loud(pull: Floats, weights: Floats) -> Floats:
        """The log of a pull: the first shared playlist says more than the tenth."""
        return np.log1p(50.0 * pull / np.sqrt(weights.sum())).astype(np.float32)

    def parts(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        """[n, num_songs] float32: each basket song's part in the scores of these songs."""
        heard = self._held(basket) * (weights * self._of_song[basket])[:, np.newaxis]
        pairs = (heard * self._of_playlist) @ self._held(songs).T
        parts = pairs.astype(np.float32) * self._of_song[songs]
        pull = np.maximum(parts.sum(axis=0), 1e-9)
        return (parts * (self.loud(pull, weights) / pull)).astype(np.float32)

    def shared(self, one: int, other: int) -> int:
        """How many playlists hold both songs."""
        return len(np.intersect1d(self._of(one), self._of(other), assume_unique=True))

    def _held(self, songs: Positions) -> Floats:
        """[n, num_playlists] float32: 1 where a playlist holds a song."""
        held = np.zeros((len(songs), len(self._of_playlist)), dtype=np.float32)
        for place, song in enumerate(songs.tolist()):
            held[place, self._of(song)] = 1.0
        return held

    def _of(self, song: int) -> npt.NDArray[np.int32]:
        return self._holders[self._starts[song] : self._starts[song + 1]]
