"""The peers: every one finds what a checkerboard withholds, and its formula is the textbook's."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy import sparse

from recommender.training import evaluate
from recommender.training.datasets import DataSet, Source
from recommender.training.evaluate import Floats, Indices, Scorer, Task
from recommender.training.measures import Similarity
from recommender.training.peers import published
from recommender.training.peers.base import Peer
from recommender.training.peers.factorized import Als, Bm25, Bpr
from recommender.training.peers.grids import GRIDS, MEASURES
from recommender.training.peers.linear import Ease, Slim
from recommender.training.peers.mult_vae import MultVae
from recommender.training.peers.neighbourhood import ItemKnn, Popularity, RP3Beta, walks
from recommender.training.peers.table import Comparison, compare
from tests.recommender import checkerboard

Matrix = npt.NDArray[np.float64]

PEERS: list[Peer] = [
    *[ItemKnn(measure, is_binary, (9, 15)) for measure in MEASURES for is_binary in (False, True)],
    Bm25(1.2, 0.2, 9),
    Als(2, 1.0, 5.0),
    Bpr(2, 0.1, 0.01, 100, (0.1, 1.0)),
    RP3Beta(1.0, 0.4, is_binary=False),
    Ease(1.0, is_binary=True),
    Slim(1.0, 1.0),
    MultVae(16, 4, 0.1, (60, 120), dropout=0.2, learning_rate=1e-2, batch_size=20),
]


def _row(basket: int) -> tuple[Indices, Floats]:
    row = checkerboard.board()[basket]
    return row.indices.astype(np.int64), row.data


def _best(scorer: Scorer, positions: Indices, weights: Floats, k: int = 1) -> list[int]:
    scores = np.array(scorer(positions, weights))
    scores[positions] = -np.inf
    best: list[int] = np.argsort(-scores, kind="stable")[:k].tolist()
    return best


@cache
def _taught(number: int) -> Mapping[str, Scorer]:
    return PEERS[number].fit(checkerboard.board())


def _learned(peer: Peer) -> Mapping[str, Scorer]:
    """What it makes of the board, learned once; a scorer keeps nothing of what it is asked."""
    return _taught(PEERS.index(peer))


@pytest.mark.parametrize("peer", PEERS, ids=str)
class TestEveryPeer:
    def test_a_basket_of_the_board_gets_back_exactly_what_it_lacks(self, peer: Peer) -> None:
        for name, scorer in _learned(peer).items():
            for basket in range(4):
                assert _best(scorer, *_row(basket)) == [checkerboard.missing(basket)], name

    def test_a_single_artist_gets_all_of_its_parity_before_any_other(self, peer: Peer) -> None:
        for name, scorer in _learned(peer).items():
            for artist in (0, 7):
                best = _best(scorer, np.array([artist]), np.ones(1, dtype=np.float32), 9)
                assert {found % 2 for found in best} == {artist % 2}, name

    def test_many_questions_asked_together_are_answered_as_each_alone(self, peer: Peer) -> None:
        corpus = checkerboard.corpus()
        asked = evaluate.questions(corpus, np.arange(8), Task.FOLDED_IN, Source.LISTENERS)
        for scorer in _learned(peer).values():
            once = [evaluate.ranked(scorer, question).tolist() for question in asked]
            again = [evaluate.ranked(scorer, question).tolist() for question in reversed(asked)]
            assert once == again[::-1]

    def test_learning_twice_gives_the_same_scores(self, peer: Peer) -> None:
        first, again = _learned(peer), peer.fit(checkerboard.board())
        assert list(first) == list(again)
        for name in first:
            np.testing.assert_array_equal(first[name](*_row(1)), again[name](*_row(1)))

    def test_an_artist_without_baskets_neither_breaks_a_question_nor_leads_a_list(self, peer: Peer) -> None:
        board = sparse.hstack([checkerboard.board(), sparse.csr_matrix((60, 2))]).tocsr().astype(np.float32)
        for scorer in peer.fit(board).values():
            alone = scorer(np.array([20]), np.ones(1, dtype=np.float32))
            assert alone.shape == (22,)
            assert alone.dtype == np.float32
            assert np.isfinite(alone).all()
            mixed = np.array([20, *_row(0)[0]])
            assert _best(scorer, mixed, np.ones(len(mixed), dtype=np.float32)) == [checkerboard.missing(0)]


def _random(seed: int = 0, baskets: int = 30, artists: int = 12) -> sparse.csr_matrix:
    random = np.random.default_rng(seed)
    weights = random.random((baskets, artists)) * (random.random((baskets, artists)) < 0.3)
    return sparse.csr_matrix(weights.astype(np.float32))


def _ones(count: int) -> Floats:
    return np.ones(count, dtype=np.float32)


def test_popularity_is_the_number_of_baskets_whoever_asks() -> None:
    baskets = sparse.csr_matrix(np.array([[1, 0, 2], [3, 0, 0]], dtype=np.float32))
    assert Popularity().fit(baskets)[""](np.array([1]), _ones(1)).tolist() == [2.0, 0.0, 1.0]


@pytest.mark.parametrize("regularization", [0.5, 20.0])
def test_ease_from_the_baskets_side_is_the_paper_s_from_the_artists_side(regularization: float) -> None:
    baskets = _random()
    x = baskets.toarray().astype(np.float64)
    inverse = np.linalg.inv(x.T @ x + regularization * np.eye(x.shape[1]))
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    asked = np.array([1, 4, 7]), np.array([0.5, 2.0, 1.0], dtype=np.float32)
    expected = asked[1] @ weights[asked[0]]
    found = Ease(regularization, is_binary=False).fit(baskets)[""](*asked)
    others = np.delete(np.arange(12), asked[0])  # what asks is never listed
    np.testing.assert_allclose(found[others], expected[others], atol=1e-5)


def test_the_walk_is_the_sum_over_all_paths_of_three_steps() -> None:
    baskets, alpha, beta = _random(1), 0.7, 0.4
    x = baskets.toarray().astype(np.float64)
    expected = np.zeros((12, 12))
    for start in range(12):
        for end in range(12):
            for basket in range(30):
                there = x[basket, start] / max(x[:, start].sum(), 1e-9)
                on = x[basket, end] / max(x[basket].sum(), 1e-9)
                expected[start, end] += (there * on) ** alpha / max((x[:, end] > 0).sum(), 1) ** beta
    np.fill_diagonal(expected, 0.0)
    np.testing.assert_allclose(walks(baskets, alpha, beta).toarray(), expected, rtol=1e-5)


def _slow_elastic_net(gram: Matrix, shared: Matrix, l1: float, l2: float) -> Matrix:
    """Coordinate descent, one soft threshold at a time (Friedman et al. 2010)."""
    weights = np.zeros(len(gram))
    for _ in range(300):
        for i in range(len(gram)):
            rest = shared[i] - gram[i] @ weights + gram[i, i] * weights[i]
            weights[i] = max(0.0, rest - l1) / (gram[i, i] + l2)
    return weights


@pytest.mark.parametrize(("l1", "l2"), [(0.0, 1.0), (2.0, 3.0), (100.0, 1.0)])
def test_slim_is_the_regression_of_every_artist_on_all_others(l1: float, l2: float) -> None:
    baskets = _random(3, baskets=60)
    x = (baskets.toarray() > 0).astype(np.float64)
    gram, expected = x.T @ x, np.zeros((12, 12))
    for target in range(12):
        others = np.delete(np.arange(12), target)
        near = gram[np.ix_(others, others)]
        expected[others, target] = _slow_elastic_net(near, gram[others, target], l1, l2)
    scorer = Slim(l1, l2, iterations=2000).fit(baskets)[""]
    for artist in range(12):
        np.testing.assert_allclose(scorer(np.array([artist]), _ones(1)), expected[artist], atol=1e-4)


def test_slim_leaves_out_artists_in_too_few_baskets() -> None:
    baskets = sparse.csr_matrix(np.array([[1, 1, 1], [1, 1, 0], [1, 1, 0]], dtype=np.float32))
    scorer = Slim(0.0, 1.0, fewest=3).fit(baskets)[""]
    assert (scorer(np.array([0]), _ones(1)) > 0).tolist() == [False, True, False]


SMALL_GRIDS: dict[str, Sequence[Peer]] = {
    "popularity": [Popularity()],
    "EASE": [Ease(1e6, is_binary=True), Ease(1.0, is_binary=True)],
}


class TestComparison:
    def _compared(self) -> Comparison:
        return compare(checkerboard.corpus(), 2, SMALL_GRIDS)

    def test_every_peer_is_measured_on_every_task_source_and_split(self) -> None:
        figures = self._compared().figures
        assert set(figures) == {
            (task, source, name) for task in Task for source in evaluate.SOURCES for name in SMALL_GRIDS
        }
        assert {len(runs) for runs in figures.values()} == {2}

    def test_the_table_holds_what_the_evaluator_measures(self) -> None:
        corpus = checkerboard.corpus()
        compared = self._compared()
        held = evaluate.split(corpus, 1)
        asked = evaluate.questions(corpus, held.test, Task.SINGLE, Source.LISTENERS)
        chosen = compared.chosen["EASE", Task.SINGLE]
        scorer = chosen.peer.fit(held.train.baskets)[chosen.variant]
        expected = evaluate.measure(scorer, asked, held.train.counts)
        assert compared.figures[Task.SINGLE, Source.LISTENERS, "EASE"][1] == expected

    def test_what_validation_prefers_is_chosen(self) -> None:
        """More neighbours than the parity has artists, or fewer than it needs: the fewer lose."""
        grid = [ItemKnn(Similarity.COSINE, True, (1, 9))]
        chosen = compare(checkerboard.corpus(), 1, {"cosine": grid}).chosen
        assert chosen["cosine", Task.SINGLE].variant == "9 neighbours"
        assert "9 neighbours" in str(chosen["cosine", Task.SINGLE])

    def test_progress_is_told_from_nothing_to_all(self) -> None:
        told: list[tuple[str, int, int]] = []
        compare(
            checkerboard.corpus(),
            1,
            {"popularity": [Popularity()]},
            lambda stage, done, total: told.append((stage, done, total)),
        )
        assert told == [
            ("tuning popularity", 0, 1),
            ("tuning popularity", 1, 1),
            ("split 1 of 1: testing the peers", 0, 1),
            ("split 1 of 1: testing the peers", 1, 1),
        ]


def test_the_grids_hold_every_peer_that_the_table_promises() -> None:
    knn = {f"item kNN, {measure}" for measure in ("cosine", "pearson", "euclidean", "tanimoto", "manhattan")}
    others = {"popularity", "BM25 kNN", "ALS", "BPR", "RP3beta", "EASE", "SLIM", "Mult-VAE"}
    assert set(GRIDS) == knn | others


class TestPublished:
    def test_every_row_is_split_eight_to_one_to_one_without_an_answer_in_its_question(self) -> None:
        seen = sparse.csr_matrix(np.ones((3, 50), dtype=np.float32))
        parts = published.split_rows(seen, np.random.default_rng(0))
        assert np.diff(parts.train.indptr).tolist() == [40, 40, 40]
        for row in range(3):
            validation, test = parts.validation[row], parts.test[row]
            assert (len(validation.relevant), len(test.relevant)) == (5, 5)
            everything = {*parts.train[row].indices, *validation.relevant, *test.relevant}
            assert everything == set(range(50))
            assert set(test.positions) == everything - set(test.relevant)

    def test_perfect_factors_reach_one_and_the_opposite_ones_zero(self) -> None:
        question = evaluate.Question(np.arange(30), _ones(30), np.array([31, 35]))
        artists = np.zeros((50, 1), dtype=np.float32)
        artists[[31, 35]] = 1.0
        perfect = published.figures(np.ones((1, 1), dtype=np.float32), artists, {0: question})
        assert perfect == {"recall@10": 1.0, "ndcg@10": 1.0}
        opposite = published.figures(-np.ones((1, 1), dtype=np.float32), artists, {0: question})
        assert opposite == {"recall@10": 0.0, "ndcg@10": 0.0}

    def test_of_two_kinds_of_listeners_it_finds_what_each_is_asked_for(self) -> None:
        """Twenty artists for each kind; four are held out, and chance would put few of them among ten."""
        rows = [(str(row), f"artist {row % 2 + 2 * number}") for row in range(60) for number in range(20)]
        baskets = pd.DataFrame(rows, columns=["basket", "artist"]).assign(id="", weight=1.0)
        found = published.reproduce(DataSet("two kinds", "none", Source.LISTENERS, baskets), epochs=400)
        assert set(found) == set(published.PUBLISHED)
        assert min(found.values()) > 0.9
