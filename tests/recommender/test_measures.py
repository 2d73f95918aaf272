"""Every similarity measure against a slow textbook implementation on small random data."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from scipy import sparse

from recommender.training.ease import ease_blocks, largest, merged
from recommender.training.measures import Similarity, neighbours, similarity_blocks

Vector = npt.NDArray[np.float64]


def _cosine(x: Vector, y: Vector) -> float:
    return float(x @ y / (np.sqrt(x @ x) * np.sqrt(y @ y)))


def _pearson(x: Vector, y: Vector) -> float:
    return float(np.corrcoef(x, y)[0, 1])


def _euclidean(x: Vector, y: Vector) -> float:
    return float(1 / (1 + np.linalg.norm(x - y)))


def _tanimoto(x: Vector, y: Vector) -> float:
    return float(x @ y / (x @ x + y @ y - x @ y))


def _manhattan(x: Vector, y: Vector) -> float:
    return float(1 / (1 + np.abs(x - y).sum()))


TEXTBOOK: dict[Similarity, Callable[[Vector, Vector], float]] = {
    Similarity.COSINE: _cosine,
    Similarity.PEARSON: _pearson,
    Similarity.EUCLIDEAN: _euclidean,
    Similarity.TANIMOTO: _tanimoto,
    Similarity.MANHATTAN: _manhattan,
}


@pytest.fixture(name="baskets")
def baskets_fixture() -> sparse.csr_matrix:
    random = np.random.default_rng(3)
    weights = random.uniform(0.2, 3.0, size=(40, 23)) * (random.random((40, 23)) < 0.3)
    return sparse.csr_matrix(weights, dtype=np.float32)


@pytest.mark.parametrize("measure", list(TEXTBOOK))
def test_a_measure_equals_its_textbook_form(measure: Similarity, baskets: sparse.csr_matrix) -> None:
    computed = np.concatenate(list(similarity_blocks(baskets, measure)))
    vectors = baskets.toarray().astype(np.float64).T
    for one in range(len(vectors)):
        for other in range(len(vectors)):
            if one != other:
                expected = TEXTBOOK[measure](vectors[one], vectors[other])
                assert computed[one, other] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("measure", list(TEXTBOOK))
def test_neighbours_are_the_largest_similarities_best_first_without_oneself(
    measure: Similarity, baskets: sparse.csr_matrix
) -> None:
    found = neighbours(baskets, measure, top=5)
    full = np.concatenate(list(similarity_blocks(baskets, measure)))
    np.fill_diagonal(full, -np.inf)
    best = np.maximum(-np.sort(-full, axis=1)[:, :5], 0.0)
    for artist, row in enumerate(best):
        positions, scores = found.nearest(artist, 5)
        np.testing.assert_allclose(scores, row[row > 0], rtol=1e-6)
        assert artist not in positions


def test_an_artist_in_no_basket_is_like_nobody() -> None:
    baskets = sparse.csr_matrix(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]], dtype=np.float32))
    for measure in (Similarity.COSINE, Similarity.PEARSON, Similarity.TANIMOTO):
        assert not len(neighbours(baskets, measure, top=2).nearest(2, k=2)[0])


@pytest.mark.parametrize(("rows", "artists"), [(40, 23), (150, 128), (300, 1100)])
def test_the_learned_matrix_equals_ease_as_published(rows: int, artists: int) -> None:
    """Steck 2019, algorithm 1: the inverse of the artists' Gram matrix, each column over its diagonal."""
    random = np.random.default_rng(artists)
    weights = random.uniform(0.2, 3.0, (rows, artists)) * (random.random((rows, artists)) < 0.1)
    baskets = sparse.csr_matrix(weights, dtype=np.float32)
    dense = baskets.toarray().astype(np.float64)
    inverse = np.linalg.inv(dense.T @ dense + 10.0 * np.eye(dense.shape[1]))
    published = inverse / -np.diag(inverse)
    np.fill_diagonal(published, 0.0)
    computed = np.concatenate(list(ease_blocks(baskets, penalty=10.0)))
    np.fill_diagonal(computed, 0.0)
    np.testing.assert_allclose(computed, published, atol=1e-4)


def test_rows_of_the_same_artists_become_one_that_says_as_much() -> None:
    rows = np.array([[0, 3, 4, 0], [1, 1, 0, 0], [0, 6, 8, 0], [0, 0, 4, 3], [0, 3, 4, 0]], dtype=np.float32)
    one = merged(sparse.csr_matrix(rows)).toarray()
    assert one.shape == (3, 4)
    np.testing.assert_allclose(one.T @ one, rows.T @ rows, rtol=1e-6)


@pytest.mark.parametrize(("artists", "width"), [(1000, 5), (1000, 300), (50, 49), (3, 1)])
def test_the_largest_weights_of_a_row_are_kept_and_never_its_own(artists: int, width: int) -> None:
    rows = np.random.default_rng(artists).standard_normal((artists, artists)).astype(np.float32)
    kept = largest(iter([rows.copy()]), np.full(artists, width))
    np.fill_diagonal(rows, 0.0)
    for row in range(0, artists, 7):
        best = np.argsort(-rows[row])[:width]
        columns, weights = kept.matrix.row(row)
        assert sorted(columns) == sorted(best[rows[row, best] > 0])
        assert weights == pytest.approx(rows[row, columns])
