"""Variety and tastes: worked out by hand on vectors in the plane."""

import numpy as np
import pytest

from recommender.interests import log_shares, mixed, tastes
from recommender.variety import Candidates, paged, vary
from recommender.words.acts import is_of, one_of_each, whole_acts

EAST, NORTH, WEST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]


def _vectors(*rows: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(rows, dtype=np.float32)


def test_a_clone_of_the_first_stands_behind_somebody_else_with_nearly_its_score() -> None:
    scores = np.array([9.0, 8.0, 7.5], dtype=np.float32)
    assert vary(scores, _vectors(EAST, EAST, NORTH), sameness=1.0).tolist() == [0, 2, 1]


def test_a_much_better_clone_keeps_its_place_and_what_lies_further_down_stays() -> None:
    scores = np.array([9.0, 8.0, 5.0, 4.0], dtype=np.float32)
    assert vary(scores, _vectors(EAST, EAST, NORTH), sameness=1.0).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("k", range(6))
def test_the_first_of_an_order_are_those_of_the_whole(k: int) -> None:
    scores = np.array([9.0, 8.0, 7.5, 7.0, 6.0], dtype=np.float32)
    vectors = _vectors(EAST, EAST, NORTH, WEST)
    whole = vary(scores, vectors, sameness=1.0).tolist()
    assert vary(scores, vectors, sameness=1.0, k=k).tolist() == whole[:k]


def test_without_a_price_on_sameness_the_order_is_that_of_the_scores() -> None:
    scores = np.array([3.0, 2.0, 1.0], dtype=np.float32)
    assert vary(scores, _vectors(EAST, EAST, EAST), sameness=0.0).tolist() == [0, 1, 2]


def test_half_of_a_page_is_for_the_surest_and_half_for_whom_fewer_hear() -> None:
    """Of twenty-four, none like another, every second is famous; on a page the better stands above."""
    scores = np.arange(24, 0, -1).astype(np.float32)
    fame = np.where(np.arange(24) % 2, 0.0, 100.0).astype(np.float32)
    listable = Candidates(np.arange(24, dtype=np.int32), scores, scores, fame)
    order = paged(listable, np.arange(24), lambda names: np.eye(24, dtype=np.float32)[names], 24)
    assert order[:10].tolist() == [0, 1, 2, 3, 4, 5, 7, 9, 11, 13]
    assert order[10:20].tolist() == [6, 8, 10, 12, 14, 15, 17, 19, 21, 23]
    assert order[20:].tolist() == [16, 18, 20, 22]


def test_a_small_page_has_room_for_whom_fewer_hear_too() -> None:
    scores = np.arange(12, 0, -1).astype(np.float32)
    fame = np.where(np.arange(12) % 2, 0.0, 100.0).astype(np.float32)
    listable = Candidates(np.arange(12, dtype=np.int32), scores, scores, fame)
    order = paged(listable, np.arange(12), lambda names: np.eye(12, dtype=np.float32)[names], 10, page=5)
    assert order.tolist() == [0, 1, 2, 3, 5, 4, 6, 7, 9, 11]


def test_without_a_price_on_fame_the_best_are_listed() -> None:
    scores = np.arange(24, 0, -1).astype(np.float32)
    listable = Candidates(np.arange(24, dtype=np.int32), scores, scores, np.zeros(24, dtype=np.float32))
    order = paged(listable, np.arange(24), lambda names: np.eye(24, dtype=np.float32)[names], 24)
    assert order.tolist() == list(range(24))


def test_two_names_of_one_act_never_stand_together() -> None:
    names = ["The Beatles", "Prince", "Beatles", "Prince & The Revolution", "Muse", "Prince feat. Eve"]
    assert list(one_of_each(names)) == [0, 1, 4]
    assert list(one_of_each(["GD X TAEYANG", "TAEYANG", "MARINA", "Marina & the Diamonds"])) == [0, 2]
    assert list(one_of_each(["Jimi Hendrix", "The Jimi Hendrix Experience"])) == [0]
    assert list(one_of_each(["Dido", "Eminem (feat. Dido)", "Eminem [ft.Dido]", "João Bosco"])) == [0, 3]
    assert list(one_of_each(["João Bosco & Vinícius", "João Bosco e Vinícius"])) == [0]
    assert list(one_of_each(["Eric Clapton", "B.B. King & Eric Clapton"])) == [0]


def test_names_that_only_share_a_word_are_two_acts() -> None:
    names = [
        "Belle and Sebastian",
        "Sebastian",
        "Black Sabbath",
        "Black Keys",
        "!!!",
        "???",
        "Black",
        "Black Band",
    ]
    assert list(one_of_each(names)) == list(range(8))


@pytest.mark.parametrize(
    ("name", "had"),
    [
        ("Bob Marley & The Wailers", "Bob Marley"),
        ("Bob Marley", "Bob Marley & The Wailers"),
        ("Jay-Z and Linkin Park", "Linkin Park"),
        ("Placebo (Feat. David Bowie)", "Placebo"),
        ("MARINA", "Marina & the Diamonds"),
        ("Prince", "Prince & The Revolution"),
        ("João Bosco & Vinícius", "João Bosco e Vinícius"),
    ],
)
def test_another_name_of_an_act_is_known_for_one(name: str, had: str) -> None:
    assert is_of(name, whole_acts([had]))


@pytest.mark.parametrize(
    ("name", "had"),
    [
        ("Earth, Wind & Fire", "Earth"),
        ("Sleeping With Sirens", "The Sleeping"),
        ("Angus & Julia Stone", "Julia Stone"),
        ("Noah and the Whale", "Noah"),
        ("Queen", "Queen Latifah"),
        ("João Bosco", "João Bosco & Vinícius"),
        ("João Bosco", "João Bosco e Vinícius"),
    ],
)
def test_a_name_that_begins_like_another_is_not_taken_for_it(name: str, had: str) -> None:
    assert not is_of(name, whole_acts([had]))


def test_a_basket_that_points_two_ways_is_two_tastes() -> None:
    vectors = _vectors(EAST, WEST, EAST, WEST, EAST, WEST)
    groups = tastes(vectors, np.ones(6, dtype=np.float32))
    assert sorted(group.tolist() for group in groups) == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize(
    "rows",
    [
        [EAST, WEST, EAST, WEST, EAST],  # too few to tell
        [EAST, EAST, NORTH, NORTH, [1.0, 1.0], [1.0, 1.0]],  # two corners of one taste
        [EAST] * 9 + [WEST],  # one guilty pleasure
        [EAST] * 6,
    ],
)
def test_other_baskets_are_one_taste(rows: list[list[float]]) -> None:
    groups = tastes(_vectors(*rows), np.ones(len(rows), dtype=np.float32))
    assert [group.tolist() for group in groups] == [list(range(len(rows)))]


def test_a_mixture_serves_both_tastes_and_knows_whose_a_candidate_is() -> None:
    """Each group likes one of two candidates; the mixture ranks both above a third that neither likes."""
    answers = [np.array([5.0, 0.0, 1.0], dtype=np.float32), np.array([0.0, 5.0, 1.0], dtype=np.float32)]
    groups = [np.array([0]), np.array([1])]
    scores, parts = mixed(groups, np.ones(2, dtype=np.float32), answers)
    assert scores.argmin() == 2
    assert parts[:, 0].argmax() == 0
    assert parts[:, 1].argmax() == 1
    np.testing.assert_allclose(parts.sum(axis=0), 1.0, rtol=1e-5)


def test_a_mixture_of_nobody_is_empty() -> None:
    nobody = np.empty(0, dtype=np.float32)
    scores, parts = mixed([np.array([0]), np.array([1])], np.ones(2, dtype=np.float32), [nobody, nobody])
    assert (scores.shape, parts.shape) == ((0,), (2, 0))


def test_shares_of_few_candidates_sum_to_one() -> None:
    shares = np.exp(log_shares(np.array([1.0, 2.0, 3.0], dtype=np.float32)))
    assert shares.sum() == pytest.approx(1.0)
