"""What speaks for a candidate, and for how many artists in the basket."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.blending import BlendWeights, Said, blend, likeness_heard, telling
from recommender.dial import OBSCURITY, dial, in_reach, steered
from recommender.types import DEFAULT_STEP

WEIGHTS = BlendWeights(0.0, 2.0, 0.25, -0.45, 0.0, closeness_one=2.5)
NOBODY = np.zeros(2, dtype=np.float32)
SILENCE = Said(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY)
SIXTH_AND_HUNDREDTH = np.log(np.array([6.0, 100.0], dtype=np.float32))


def _scores(artists: int, closeness: list[float], heard: np.ndarray = NOBODY) -> np.ndarray:
    said = replace(SILENCE, closeness=np.array(closeness, dtype=np.float32))
    return blend(said, heard, artists=artists, weights=WEIGHTS)


def test_closeness_speaks_for_one_artist_and_little_for_fifty() -> None:
    near, far = _scores(1, [0.8, 0.2])
    assert near - far == pytest.approx(1.5)
    near, far = _scores(50, [0.8, 0.2])
    assert near - far == pytest.approx(0.03)


def test_fame_speaks_for_a_single_artist_but_beyond_the_dials_default_for_nobody() -> None:
    rare, famous = _scores(1, [0.5, 0.5], SIXTH_AND_HUNDREDTH)
    assert famous > rare
    taken = dial(DEFAULT_STEP + 1, 1, WEIGHTS) * SIXTH_AND_HUNDREDTH
    assert rare - taken[0] > famous - taken[1]
    assert dial(DEFAULT_STEP, 1, WEIGHTS) == OBSCURITY[DEFAULT_STEP]


def test_the_dial_takes_nothing_back_where_fame_has_not_spoken() -> None:
    plain = BlendWeights(0.0, 2.0, 0.25, 0.0, 0.1)
    assert [dial(step, 10**6, plain) for step in range(len(OBSCURITY))] == pytest.approx(OBSCURITY, rel=1e-3)


def test_beyond_the_dials_default_who_is_hardly_a_hit_stands_behind_as_it_scores() -> None:
    scores, dialled = np.array([[3.0, 2.0, 1.0, 0.5], [0.0, 1.0, 8.0, 9.0]], dtype=np.float32)
    chances = np.array([0.8, 0.5, 0.12, 0.11])
    reached = in_reach(DEFAULT_STEP + 1, dialled, scores, chances)
    assert np.argsort(-reached).tolist() == [1, 0, 2, 3]
    assert in_reach(DEFAULT_STEP, dialled, scores, chances).tolist() == dialled.tolist()


@pytest.mark.parametrize("voice", ["company", "likeness"])
def test_company_and_likeness_speak_louder_beyond_the_dials_default_for_few_artists(voice: str) -> None:
    def gain(step: int, artists: int) -> float:
        said = replace(SILENCE, **{voice: np.array([0.6, 0.1], dtype=np.float32)})
        met, stranger = blend(said, NOBODY, artists=artists, weights=steered(step, WEIGHTS))
        return float(met - stranger)

    assert gain(0, 1) == gain(DEFAULT_STEP, 1) < gain(DEFAULT_STEP + 1, 1)
    assert gain(DEFAULT_STEP + 1, 50) < gain(DEFAULT_STEP + 1, 1) / 40


def test_another_kind_of_music_loses_along_the_dial_and_of_whom_nothing_is_said_loses_nothing() -> None:
    said = replace(SILENCE, likeness=np.array([0.7, 0.99, 0.0, 0.3, -0.2], dtype=np.float32))
    alike, the_same, unknown, other, opposite = likeness_heard(said)
    assert alike == the_same == unknown > other > opposite


def test_a_like_says_more_the_fewer_hear_the_artist() -> None:
    told = telling(np.ones(2, dtype=np.float32), SIXTH_AND_HUNDREDTH)
    assert told[0] > told[1]
    assert told.mean() == pytest.approx(1.0)
    assert telling(np.array([3.0], dtype=np.float32), SIXTH_AND_HUNDREDTH[1:]) == pytest.approx(1.0)


def test_weights_learned_before_closeness_was_known_still_say_what_they_said() -> None:
    assert BlendWeights(0.0, 2.0, 0.25, 0.0, 0.1).closeness(1) == 0.0
