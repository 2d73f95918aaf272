"""What the rows' small helpers promise."""

import numpy as np
import pytest

from recommender.rows import distinct


@pytest.mark.parametrize("positions", [[], [3], [3, 3, 3], [5, 1, 5, 2, 1], list(range(1000)) * 2])
def test_positions_come_in_order_and_once(positions: list[int]) -> None:
    given = np.array(positions, dtype=np.int32)
    found = distinct(given)
    assert found.tolist() == sorted(set(positions))
    assert found.dtype == np.int32
    assert given.tolist() == positions
