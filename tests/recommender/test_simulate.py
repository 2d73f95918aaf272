"""Played listeners: what they tell of a scorer that knows the checkerboard, and of one that does not."""

import numpy as np

from recommender.match import RankingWeights
from recommender.training import simulate
from recommender.training.evaluate import Floats, Indices, Question
from tests.recommender import checkerboard


def _votes(positions: Indices, weights: Floats) -> Floats:
    """Every artist is near those of its parity: the basket's weights, by parity."""
    parity = np.arange(checkerboard.ARTISTS) % 2
    votes: Floats = np.array([weights[positions % 2 == one].sum() for one in (0, 1)])[parity]
    return votes.astype(np.float32)


def _best_of_one(positions: Indices, weights: Floats) -> Floats:
    """Hears the louder half of a basket alone."""
    scores = _votes(positions, weights)
    loud: Floats = np.where(scores == scores.max(), scores, -scores - 1.0).astype(np.float32)
    return loud


def _question(parity: int) -> Question:
    own = np.arange(parity, checkerboard.ARTISTS, 2)
    return Question(own[:4], np.ones(4, dtype=np.float32), own[4:])


def test_who_is_asked_in_turn_serves_both_and_who_hears_the_louder_serves_one() -> None:
    louder = Question(np.arange(0, 20, 2)[:5], np.ones(5, dtype=np.float32), np.arange(10, 20, 2))
    quieter = _question(1)
    in_turn = simulate._in_turn(_best_of_one, louder, quieter)
    assert {found % 2 for found in in_turn[:2].tolist()} == {0, 1}
    as_one = simulate._as_one(_best_of_one, louder, quieter)
    assert {found % 2 for found in as_one[:5].tolist()} == {0}
    rows = simulate.two_tastes({"loud": _best_of_one}, [louder, quieter])
    assert list(rows) == ["loud", "each alone, in turn"]


def test_listeners_with_too_few_artists_are_not_asked_for_thirty_ratings() -> None:
    corpus = checkerboard.corpus()
    assert simulate.ratings(corpus, np.arange(60), _votes, corpus.counts) == {}


WEIGHTS = RankingWeights(
    matrix_one=0.0,
    matrix_many=0.0,
    company_one=0.0,
    rarity_one=0.0,
    rarity_many=0.0,
    dislike=0.0,
    match_slope=1.0,
    match_slope_per_log=0.0,
    match_intercept=0.0,
    match_intercept_per_log=0.0,
    match_floor=0.0,
    match_ceiling=1.0,
)


def test_a_list_for_two_holds_what_only_one_of_them_would_like() -> None:
    rows = simulate.together(_votes, WEIGHTS, [_question(0), _question(1)])
    assert [label for label in rows if label.startswith("2 ")] == list(rows)
    assert rows["2 listeners, 0.5"] == {"Recall@20, mean": 1.0, "the least served": 1.0}


def test_what_anybody_of_a_group_asked_with_is_no_hit_for_the_others() -> None:
    even, same = _question(0), Question(np.array([8, 10]), np.ones(2, dtype=np.float32), np.array([12, 0]))
    chances = simulate._chances(_votes, WEIGHTS, [even, same])
    assert not chances[:, [0, 2, 4, 6, 8, 10]].any()
    assert chances[:, 12].all()
    assert simulate._served_of([even, same], chances.mean(axis=0)) == [1.0, 1.0]
