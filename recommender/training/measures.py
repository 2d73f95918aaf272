"""Item-item similarity measures over baskets, reduced to each artist's nearest neighbours.

An artist is a vector over baskets (its weight in each, 0 where absent). Every measure is computed over all
baskets, exactly, in blocks of rows; larger is more alike. Textbook forms: Deza & Deza, "Encyclopedia of
Distances" (2016), chapter 17; Sarwar et al. 2001, "Item-based collaborative filtering recommendation
algorithms", section 3.1.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse

from recommender.similarity import Neighbours

Dense = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
_BLOCK = 512  # rows at a time: 512 x 20,000 float32 are 40 MB


class Similarity(StrEnum):
    """How alike two artists are: by a textbook measure, or learned (`ease.py`)."""

    LEARNED = "learned"
    COSINE = "cosine"
    PEARSON = "pearson"
    EUCLIDEAN = "euclidean"
    TANIMOTO = "tanimoto"
    MANHATTAN = "manhattan"


def neighbours(baskets: sparse.csr_matrix, measure: Similarity, top: int) -> Neighbours:
    """Each artist's `top` most similar others with a positive similarity, best first.

    `baskets` is [num_baskets, num_artists] with weights >= 0.
    """
    return Neighbours.of(*nearest(similarity_blocks(baskets, measure), baskets.shape[1], top))


def nearest(blocks: Iterator[Dense], num_artists: int, top: int) -> tuple[Positions, Dense]:
    """Blocks of rows of a [num_artists, num_artists] similarity, reduced to the largest `top` per row.

    Positions and similarities, both [num_artists, top], best first; what is not above 0 has similarity 0.
    """
    width = min(top, num_artists - 1)
    positions = np.zeros((num_artists, width), dtype=np.int32)
    scores = np.zeros((num_artists, width), dtype=np.float32)
    start = 0
    for block in blocks:
        rows = np.arange(len(block))
        block[rows, start + rows] = -np.inf
        best = np.argpartition(-block, width - 1, axis=1)[:, :width]
        order = np.lexsort((best, -np.take_along_axis(block, best, axis=1)), axis=1)
        best = np.take_along_axis(best, order, axis=1)
        positions[start : start + len(block)] = best
        scores[start : start + len(block)] = np.maximum(np.take_along_axis(block, best, axis=1), 0.0)
        start += len(block)
    return positions, scores


def similarity_blocks(baskets: sparse.csr_matrix, measure: Similarity) -> Iterator[Dense]:
    """Rows of the full similarity matrix, [up to 512, num_artists] float32 at a time."""
    artists = sparse.csr_matrix(baskets.T, dtype=np.float64)
    compute = _MEASURES[measure]
    for start in range(0, artists.shape[0], _BLOCK):
        yield compute(artists, slice(start, min(start + _BLOCK, artists.shape[0]))).astype(np.float32)


def _dots(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    return np.asarray((artists[rows] @ artists.T).todense())


def _squares(artists: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    return np.asarray(artists.multiply(artists).sum(axis=1), dtype=np.float64).ravel()


def _sums(artists: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    return np.asarray(artists.sum(axis=1), dtype=np.float64).ravel()


def _cosine(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    """x.y / (|x| |y|)."""
    norms = np.sqrt(_squares(artists))
    return _divide(_dots(artists, rows), np.outer(norms[rows], norms))


def _pearson(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    """Cosine of the vectors after each one's mean over all baskets is taken off."""
    count = artists.shape[1]
    means = _sums(artists) / count
    deviations = np.sqrt(np.maximum(_squares(artists) / count - means**2, 0.0))
    covariance = _dots(artists, rows) / count - np.outer(means[rows], means)
    return _divide(covariance, np.outer(deviations[rows], deviations))


def _euclidean(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    """1 / (1 + |x - y|)."""
    squares = _squares(artists)
    distances = np.add.outer(squares[rows], squares) - 2.0 * _dots(artists, rows)
    return 1.0 / (1.0 + np.sqrt(np.maximum(distances, 0.0)))


def _tanimoto(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    """x.y / (|x|^2 + |y|^2 - x.y), the Jaccard index of weighted sets (Tanimoto 1958)."""
    dots, squares = _dots(artists, rows), _squares(artists)
    return _divide(dots, np.add.outer(squares[rows], squares) - dots)


def _manhattan(artists: sparse.csr_matrix, rows: slice) -> npt.NDArray[np.float64]:
    """1 / (1 + sum |x - y|), where |x - y| = x + y - 2 min(x, y) for weights >= 0."""
    sums = _sums(artists)
    shared = np.stack([_shared_weight(artists, row) for row in range(rows.start, rows.stop)])
    return 1.0 / (1.0 + np.maximum(np.add.outer(sums[rows], sums) - 2.0 * shared, 0.0))


def _shared_weight(artists: sparse.csr_matrix, row: int) -> npt.NDArray[np.float64]:
    """[num_artists] sum over baskets of min(x, y) between one artist and all others."""
    start, stop = artists.indptr[row], artists.indptr[row + 1]
    common = artists[:, artists.indices[start:stop]].tocsr()
    common.data = np.minimum(common.data, artists.data[start:stop][common.indices])
    return np.asarray(common.sum(axis=1), dtype=np.float64).ravel()


def _divide(
    numerator: npt.NDArray[np.float64], denominator: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Quotient with 0 where nothing is known of one of the two."""
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)


_MEASURES: dict[Similarity, Callable[[sparse.csr_matrix, slice], npt.NDArray[np.float64]]] = {
    Similarity.COSINE: _cosine,
    Similarity.PEARSON: _pearson,
    Similarity.EUCLIDEAN: _euclidean,
    Similarity.TANIMOTO: _tanimoto,
    Similarity.MANHATTAN: _manhattan,
}
