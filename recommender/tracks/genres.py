"""What genres songs are said to be of: TF-IDF vectors over genres and their words."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recommender.rows import Rows

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
_WORD = re.compile(r"\w+")
_LEAST = 3  # songs; a word said of fewer connects nobody


class Genres:
    """Cosine of genres between songs; songs of which nothing is said have none."""

    def __init__(self, said: Sequence[Sequence[int]], vocabulary: Sequence[str]) -> None:
        """`said` holds each song's genres as indices into `vocabulary`."""
        kinds: dict[tuple[int, ...], int] = {}
        self.kind = np.array([kinds.setdefault(tuple(of), len(kinds)) for of in said], dtype=np.int32)
        """[num_songs] int32: most songs are of the same genres as many others."""
        self.rows, self.width = _tf_idf(list(kinds), np.bincount(self.kind, minlength=len(kinds)), vocabulary)
        """What is said of each kind, of `width` tokens: of length 1 or nothing."""
        self._told_of = np.diff(self.rows.starts) > 0
        self.known = self._told_of[self.kind]

    def profile(self, basket: Positions, weights: Floats) -> Floats:
        """[num_tokens] float32 of length 1 (or 0): the genres of a basket of songs."""
        total = weights @ self.vectors(basket)
        return (total / max(float(np.linalg.norm(total)), 1e-6)).astype(np.float32)

    def cosine(self, profile: Floats) -> Floats:
        """[num_songs] float32: how alike every song's genres are."""
        alike = np.zeros(len(self.rows), dtype=np.float32)
        if len(self.rows.data):
            told = self.rows.data * profile[self.rows.columns]
            alike[self._told_of] = np.add.reduceat(told, self.rows.starts[:-1][self._told_of])
        return alike[self.kind]

    def vectors(self, songs: Positions) -> Floats:
        """[n, num_tokens] float32: rows of length 1, or of zeros."""
        vectors = np.zeros((len(songs), self.width), dtype=np.float32)
        for place, kind in enumerate(self.kind[songs].tolist()):
            columns, told = self.rows.row(kind)
            vectors[place, columns] = told
        return vectors


def _tf_idf(
    kinds: Sequence[Sequence[int]], songs: npt.NDArray[np.int64], vocabulary: Sequence[str]
) -> tuple[Rows, int]:
    """Rows of length 1 over so many tokens: a genre's words connect `art pop` with `dance pop`.

    `songs` says how many are of each kind.
    """
    words = sorted({word for genre in vocabulary for word in _WORD.findall(genre)})
    index = {word: len(vocabulary) + number for number, word in enumerate(words)}
    width, total = len(vocabulary) + len(words), int(songs.sum())
    # each genre once however often it has a word, and each song as often as it has a genre with it
    tokens = [[at, *{index[word] for word in _WORD.findall(name)}] for at, name in enumerate(vocabulary)]
    cells = (kind * width + token for kind, of in enumerate(kinds) for genre in of for token in tokens[genre])
    places, counts = np.unique(np.fromiter(cells, dtype=np.int64), return_counts=True)
    owners, columns = np.divmod(places, max(width, 1))
    having = np.bincount(columns, weights=songs[owners], minlength=width)
    idf = np.log((total + 1) / np.maximum(having, 1)) * (having >= min(_LEAST, total))
    weighted = np.log1p(counts) * idf[columns]
    kept = weighted > 0
    return _of_length_1(owners[kept], columns[kept], weighted[kept], len(kinds)), width


def _of_length_1(
    owners: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], data: npt.NDArray[np.float64], rows: int
) -> Rows:
    """Rows of which each number is in ascending order of its row, `owners`, and column."""
    lengths = np.sqrt(np.bincount(owners, weights=data**2, minlength=rows))
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=rows))])
    return Rows((data / lengths[owners]).astype(np.float32), columns.astype(np.int32), starts)
