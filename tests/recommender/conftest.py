"""The shipped bundle, loaded once for all tests that ask real questions."""

import pytest

from recommender import Recommender


@pytest.fixture(scope="session", name="shipped")
def shipped_fixture() -> Recommender:
    return Recommender.load()
