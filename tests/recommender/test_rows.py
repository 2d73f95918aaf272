"""What the rows' small helpers promise."""

import numpy as np
import pytest

from recommender.rows import Rows, distinct
from recommender.similarity import Company, Neighbours


@pytest.mark.parametrize("positions", [[], [3], [3, 3, 3], [5, 1, 5, 2, 1], list(range(1000)) * 2])
def test_positions_come_in_order_and_once(positions: list[int]) -> None:
    given = np.array(positions, dtype=np.int32)
    found = distinct(given)
    assert found.tolist() == sorted(set(positions))
    assert found.dtype == np.int32
    assert given.tolist() == positions


@pytest.mark.parametrize("basket", [[0], [2, 0, 1]])
def test_what_artists_say_one_by_one_adds_up_to_what_a_basket_says(basket: list[int]) -> None:
    meetings = Rows(np.array([3, 5, 2, 7]), np.array([1, 2, 0, 1]), np.array([0, 2, 2, 4]))
    asked, candidates = np.array(basket, dtype=np.int32), np.array([2, 1], dtype=np.int32)
    weights = np.array([1.5, 0.5, 2.0], dtype=np.float32)[: len(asked)]
    for said in (Neighbours(meetings), Company(meetings, np.array([10, 20, 40]))):
        pairs = said.pairs(asked, candidates)
        assert pairs.dtype == np.float32
        assert weights @ pairs == pytest.approx(said.score(asked, weights)[candidates], rel=1e-5)
