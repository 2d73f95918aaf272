"""The evaluation harness: a perfect model scores 1, splits share no basket, no answer is in its question."""

import numpy as np
import pytest

from errors import TooLittleData
from recommender.match import RankingWeights, hit_chances
from recommender.training import evaluate
from recommender.training.calibrate import Scored, fit_match
from recommender.training.datasets import Source
from recommender.training.evaluate import Floats, Indices, Question, Task
from tests.recommender import checkerboard


def _same_parity(positions: Indices, _weights: Floats) -> Floats:
    """Who knows the board: every artist of the query's parity, the others never."""
    same: Floats = (np.arange(checkerboard.ARTISTS) % 2 == positions[0] % 2).astype(np.float32)
    return same


def _other_parity(positions: Indices, _weights: Floats) -> Floats:
    return 1.0 - _same_parity(positions, _weights)


@pytest.mark.parametrize("task", list(Task))
@pytest.mark.parametrize("source", [Source.LISTENERS, Source.PLAYLISTS])
def test_on_the_checkerboard_knowing_the_parity_finds_everything(task: Task, source: Source) -> None:
    corpus = checkerboard.corpus()
    asked = evaluate.questions(corpus, np.arange(checkerboard.BASKETS), task, source)
    figures = evaluate.measure(_same_parity, asked, corpus.counts)
    assert len(asked) == checkerboard.BASKETS // 2 * (3 if task is Task.SINGLE else 1)
    assert figures.recall_20 == figures.recall_50 == 1.0
    assert figures.ndcg_100 > 0.8  # ten artists of one parity, one of them missing from the truth


def test_on_the_checkerboard_the_wrong_parity_comes_last() -> None:
    corpus = checkerboard.corpus()
    asked = evaluate.questions(corpus, np.arange(60), Task.SINGLE, Source.LISTENERS)
    right = evaluate.measure(_same_parity, asked, corpus.counts)
    wrong = evaluate.measure(_other_parity, asked, corpus.counts)
    assert right.ndcg_10 > 0.8
    assert wrong.ndcg_10 < 0.1


def test_the_answer_to_a_known_question_is_worked_out_by_hand() -> None:
    question = Question(np.array([0]), np.ones(1, dtype=np.float32), np.array([2, 3]))
    scores = np.array([9.0, 5.0, 4.0, 1.0, 3.0], dtype=np.float32)
    figures = evaluate.measure(lambda _p, _w: scores, [question], np.array([5, 4, 3, 2, 1]))
    ideal = 1 + 1 / np.log2(3)
    assert figures.ndcg_10 == pytest.approx((1 / np.log2(3) + 1 / np.log2(5)) / ideal)
    assert figures.recall_20 == 1.0
    assert figures.coverage_10 == pytest.approx(4 / 5)  # all but the question itself


def test_ties_go_by_position_and_the_question_itself_never_comes_back() -> None:
    question = Question(np.array([1]), np.ones(1, dtype=np.float32), np.array([0]))
    order = evaluate.ranked(lambda _p, _w: np.zeros(4, dtype=np.float32), question)
    assert order.tolist() == [0, 2, 3]


def test_ties_go_by_position_at_the_end_of_a_long_list_too() -> None:
    """Neighbours are often fewer than a hundred, and all others score nothing."""
    scores = np.zeros(1_000, dtype=np.float32)
    scores[900:970] = 1.0
    question = Question(np.array([3]), np.ones(1, dtype=np.float32), np.array([0]))
    order = evaluate.ranked(lambda _p, _w: scores, question)
    assert order.tolist() == [*range(900, 970), 0, 1, 2, *range(4, 31)]


def test_who_asks_with_everybody_is_given_nobody() -> None:
    everybody = np.arange(4)
    question = Question(everybody, np.ones(4, dtype=np.float32), np.empty(0, dtype=np.int64))
    assert not len(evaluate.ranked(lambda _p, _w: np.ones(4, dtype=np.float32), question))


def test_a_question_that_holds_its_own_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="its own answer"):
        Question(np.array([1, 2]), np.ones(2, dtype=np.float32), np.array([2]))


def test_a_split_is_by_basket_and_the_training_part_forgets_the_rest() -> None:
    corpus = checkerboard.corpus()
    held = evaluate.split(corpus, 0)
    out = np.concatenate([held.validation, held.test])
    assert len(np.unique(out)) == len(out) == 12
    assert held.train.baskets.shape[0] == checkerboard.BASKETS - len(out)
    assert not {corpus.owners[row] for row in out} & set(held.train.owners)


def test_what_the_owner_of_a_held_out_basket_said_of_artists_is_forgotten_too() -> None:
    corpus = checkerboard.corpus()
    corpus.tags["basket"] = [3, -1]
    assert corpus.without(np.array([3])).tags["tag"].tolist() == ["odd"]


def test_no_basket_is_in_two_tests_and_validation_is_the_same_in_all() -> None:
    corpus = checkerboard.corpus()
    splits = [evaluate.split(corpus, number) for number in range(evaluate.MOST_SPLITS)]
    tests = np.concatenate([one.test for one in splits])
    assert len(np.unique(tests)) == len(tests)
    assert len({one.validation.tobytes() for one in splits}) == 1
    assert not np.isin(splits[0].validation, tests).any()
    with pytest.raises(ValueError, match="9 splits"):
        evaluate.split(corpus, evaluate.MOST_SPLITS)


def test_too_few_baskets_are_too_little_to_measure_on() -> None:
    corpus = checkerboard.corpus().without(np.arange(5, checkerboard.BASKETS))
    with pytest.raises(TooLittleData, match="ten of a kind"):
        evaluate.split(corpus, evaluate.MOST_SPLITS - 1)


def test_an_owner_knows_whom_it_describes_outside_its_basket() -> None:
    """Basket 3 holds odd artists but 3; its owner tagged 0, which is outside, and 1, which is inside."""
    corpus = checkerboard.corpus()
    corpus.tags["basket"] = [3, 3]
    spoken = corpus.spoken_of
    assert list(zip(*(axis.tolist() for axis in spoken.nonzero()), strict=True)) == [(3, 0)]
    later = corpus.without(np.array([1]))  # basket 3 is now the third
    assert list(zip(*(axis.tolist() for axis in later.spoken_of.nonzero()), strict=True)) == [(2, 0)]
    assert corpus.without(np.array([3])).spoken_of.nnz == 0


def test_the_same_seed_asks_the_same_questions() -> None:
    corpus = checkerboard.corpus()
    rows = np.arange(checkerboard.BASKETS)
    first, again = (evaluate.questions(corpus, rows, Task.FOLDED_IN, Source.LISTENERS) for _ in range(2))
    assert [question.relevant.tolist() for question in first] == [
        question.relevant.tolist() for question in again
    ]


def test_the_match_recovers_the_odds_it_was_drawn_from_whatever_the_share_of_hits() -> None:
    """Two normals one apart: the log odds of equally many of both are the score less its middle."""
    random = np.random.default_rng(0)
    scores = np.concatenate([random.normal(1.0, size=2_000), random.normal(0.0, size=48_000)])
    scored = Scored(scores, np.ones(50_000, dtype=np.int64), np.arange(50_000) < 2_000)
    fitted = fit_match(scored)
    slope, intercept = fitted["match_slope"], fitted["match_intercept"]
    assert slope == pytest.approx(1.0, abs=0.1)
    assert intercept == pytest.approx(-0.5, abs=0.1)


def test_the_match_has_a_floor_and_a_ceiling_where_scores_say_no_more() -> None:
    """Three in ten of the worst are hits, and three in ten of the best are misses."""
    random = np.random.default_rng(0)
    scores = np.concatenate([random.normal(4.0, size=20_000), random.normal(-4.0, size=20_000)])
    hits = random.random(40_000) < np.where(scores > 0, 0.7, 0.3)
    fitted = fit_match(Scored(scores, np.ones(40_000, dtype=np.int64), hits))
    assert fitted["match_floor"] == pytest.approx(0.3, abs=0.02)
    assert fitted["match_ceiling"] == pytest.approx(0.7, abs=0.02)


def test_of_a_few_hits_that_a_line_parts_no_curve_of_certainties_is_made() -> None:
    scores, hits = np.linspace(-9.0, -1.0, 20), np.arange(20) >= 12
    sizes = np.where(hits, 2, 3).astype(np.int64)
    fitted = fit_match(Scored(scores, sizes, hits))
    assert max(map(abs, fitted.values())) < 10
    weights = RankingWeights(0.0, 2.0, 0.25, -0.45, 0.0, dislike=0.1, **fitted)
    chances = hit_chances(np.array([-6.0, -4.0]), 4, weights)
    assert 0.02 < chances[0] < chances[1] < 0.98


def test_the_match_takes_the_size_of_the_basket_into_account() -> None:
    """For baskets of three artists the scores spread twice as wide: their slope is half."""
    random = np.random.default_rng(0)
    scores = np.concatenate([random.normal(1.0, size=20_000), random.normal(0.0, size=20_000)])
    artists = np.where(np.arange(40_000) % 2, 1, 3)
    scored = Scored(np.where(artists == 3, 2 * scores, scores), artists, np.arange(40_000) < 20_000)
    fitted = fit_match(scored)
    slope, per_log = fitted["match_slope"], fitted["match_slope_per_log"]
    assert slope == pytest.approx(1.0, abs=0.1)
    assert slope + per_log * np.log(3) == pytest.approx(0.5, abs=0.1)
