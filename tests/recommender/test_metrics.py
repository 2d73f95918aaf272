"""Ranking metrics, worked out by hand."""

import numpy as np
import pytest

from recommender.training import metrics

RANKED = np.array([4, 7, 1, 9])
RELEVANT = np.array([7, 9, 2])


def test_recall_divides_by_the_smaller_of_k_and_the_relevant() -> None:
    assert metrics.recall(RANKED, RELEVANT, 2) == pytest.approx(1 / 2)
    assert metrics.recall(RANKED, RELEVANT, 4) == pytest.approx(2 / 3)


def test_ndcg_is_the_gain_over_the_best_possible() -> None:
    gain = 1 / np.log2(3) + 1 / np.log2(5)
    ideal = 1 / np.log2(2) + 1 / np.log2(3) + 1 / np.log2(4)
    assert metrics.ndcg(RANKED, RELEVANT, 4) == pytest.approx(gain / ideal)
    assert metrics.ndcg(np.array([7, 9, 2, 1]), RELEVANT, 100) == pytest.approx(1.0)


def test_coverage_counts_each_artist_once() -> None:
    lists = [np.array([1, 2, 3]), np.array([2, 4, 5])]
    assert metrics.coverage(lists, num_items=10, k=2) == pytest.approx(3 / 10)


def test_mean_percentile_looks_at_the_first_k_alone() -> None:
    percentiles = np.array([0.0, 0.5, 1.0])
    assert metrics.mean_percentile(
        [np.array([0, 1, 2]), np.array([2, 1, 0])], percentiles, 2
    ) == pytest.approx(0.5)
