"""How much an artist belongs to a genre, by all that is said of it.

Who is `roots reggae`, `ska` and `dub` is surely reggae, who is `barbadian pop`, `pop` and `reggae` hardly:
each word said of an artist speaks for a genre by how many, of those of whom it is said, are of the genre.
"""

import numpy as np
import numpy.typing as npt

from recommender.texts import Lists

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
_DOUBT = 3.0  # artists that have a word and not the genre, besides those there are
_SILENCE = 2.0  # words more that would speak against it: one alone tells little


class Belonging:
    """What is said of artists, `said`, as one long line; `traits` [num_words] are what tells no genre."""

    def __init__(self, said: Lists, traits: Flags) -> None:
        starts = said.arrays["starts"]
        self._said, self._traits, self._artists = said.arrays["values"], traits, len(said)
        self._owners = np.repeat(np.arange(len(said), dtype=np.int32), np.diff(starts))
        self._places = np.arange(len(self._said)) - starts[self._owners]

    def to(self, kin: Flags) -> Floats:
        """[num_artists] float32 in 0..1: how much each belongs to a genre, which all words of `kin` name."""
        theirs = np.zeros(self._artists, dtype=np.bool_)
        theirs[self._owners[kin[self._said]]] = True
        speaks = np.where(kin, 1.0, self._share(theirs))
        weights = np.where(self._traits[self._said], 0.0, 1.0 / np.sqrt(self._places + 1))
        told = np.bincount(self._owners, weights, self._artists)
        for_it = np.bincount(self._owners, weights * speaks[self._said], self._artists)
        return (for_it / (told + _SILENCE)).astype(np.float32)

    def _share(self, theirs: Flags) -> npt.NDArray[np.float64]:
        """[num_words]: of the artists of whom each word is said, how many are among these."""
        words = len(self._traits)
        meant = np.bincount(self._said, theirs[self._owners], words)
        return meant / (np.bincount(self._said, minlength=words) + _DOUBT)
