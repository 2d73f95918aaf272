"""What genres songs are said to be of: TF-IDF vectors over genres and their words."""

import re
from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
_WORD = re.compile(r"\w+")
_LEAST = 3  # songs; a word said of fewer connects nobody


class Genres:
    """Cosine of genres between songs; songs of which nothing is said have none."""

    def __init__(self, said: Sequence[Sequence[int]], vocabulary: Sequence[str]) -> None:
        """`said` holds each song's genres as indices into `vocabulary`."""
        self.matrix = _tf_idf(said, vocabulary)
        self.known = np.diff(self.matrix.indptr) > 0

    def profile(self, basket: Positions, weights: Floats) -> Floats:
        """[num_tokens] float32 of length 1 (or 0): the genres of a basket of songs."""
        total = np.asarray(self.matrix[basket].T @ weights).ravel()
        return (total / max(float(np.linalg.norm(total)), 1e-6)).astype(np.float32)

    def cosine(self, profile: Floats) -> Floats:
        """[num_songs] float32: how alike every song's genres are."""
        return np.asarray(self.matrix @ profile, dtype=np.float32)

    def vectors(self, songs: Positions) -> Floats:
        """[n, num_tokens] float32: rows of length 1, or of zeros."""
        return np.asarray(self.matrix[songs].todense(), dtype=np.float32)


def _tf_idf(said: Sequence[Sequence[int]], vocabulary: Sequence[str]) -> sparse.csr_matrix:
    """[num_songs, num_tokens] rows of length 1: a genre's words connect `art pop` with `dance pop`."""
    words = sorted({word for genre in vocabulary for word in _WORD.findall(genre)})
    index = {word: len(vocabulary) + number for number, word in enumerate(words)}
    tokens = [
        [genre, *(index[word] for word in _WORD.findall(name))] for genre, name in enumerate(vocabulary)
    ]
    width = len(vocabulary) + len(words)
    # each genre once however often it has a word, and each song as often as it has a genre with it
    counts = sparse.csr_matrix(
        _rows(said, len(vocabulary)) @ _rows(list(map(sorted, map(set, tokens))), width)
    )
    counts.sort_indices()
    counts.data = np.log1p(counts.data)
    songs = counts.getnnz(axis=0)
    idf = np.log((len(said) + 1) / np.maximum(songs, 1)) * (songs >= min(_LEAST, len(said)))
    weighted = sparse.csr_matrix(counts @ sparse.diags(idf), dtype=np.float32)
    weighted.eliminate_zeros()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1.0 / np.maximum(lengths, 1e-6)) @ weighted, dtype=np.float32)


def _rows(lists: Sequence[Sequence[int]], width: int) -> sparse.csr_matrix:
    """[len(lists), width] float32: how often each number stands in each list."""
    columns = np.fromiter(chain.from_iterable(lists), dtype=np.int32)
    starts = np.fromiter(accumulate(map(len, lists), initial=0), dtype=np.int64)
    shape = (len(lists), width)
    rows = sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=shape)
    rows.sum_duplicates()
    return rows
