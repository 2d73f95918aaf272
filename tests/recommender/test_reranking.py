"""The ranking stage learns from held-out baskets what a sum of the voices cannot say."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.blending import BlendWeights, Known, Said
from recommender.reranking import INPUTS, Reranker
from recommender.training import evaluate, reranking
from recommender.training.evaluate import Task
from recommender.training.model import Recipe, fit
from recommender.training.reranking import Lesson, learn, lessons
from recommender.training.two_tower import Hyperparameters
from recommender.training.voices import Voices
from tests.recommender import checkerboard

WEIGHTS = BlendWeights(0.0, 2.0, 0.25, -0.45, 0.0, closeness_one=2.5)
CANDIDATES = 80


def lesson(random: np.random.Generator, kind: tuple[Task, str] = (Task.SINGLE, "listeners")) -> Lesson:
    """Hits are those of whom either the tower or company thinks highly: not both, and not neither."""
    tower, company = random.integers(0, 2, (2, CANDIDATES)).astype(np.float32)
    rest = np.zeros(CANDIDATES, dtype=np.float32)
    hits = (tower != company).astype(np.float32)
    said = Said(tower, rest, company, rest, rest, rest)
    return Lesson(kind, said, Known(rest, rest), 1.0, hits)


def found(scores: np.ndarray, one: Lesson) -> float:
    """The share of hits among as many of the best."""
    best = np.argsort(-scores)[: int(one.hits.sum())]
    return float(one.hits[best].mean())


def test_it_learns_what_no_sum_of_voices_says() -> None:
    random = np.random.default_rng(1)
    learned = learn([lesson(random) for _ in range(200)], WEIGHTS)
    asked = lesson(random)
    assert learned is not None
    added = learned(asked.said, asked.known, artists=asked.artists)
    assert found(asked.base(WEIGHTS), asked) < 0.7
    assert found(asked.base(WEIGHTS) + added, asked) == 1.0


def test_it_adds_nothing_to_whom_nobody_speaks_of_whatever_the_basket() -> None:
    random = np.random.default_rng(2)
    learned = learn([replace(lesson(random), artists=float(1 + number % 9)) for number in range(50)], WEIGHTS)
    nothing = np.zeros(3, dtype=np.float32)
    silent = Said(*[nothing] * 6)
    assert learned is not None
    for artists in (1.0, 7.0, np.array([[1.0], [40.0], [300.0]])):
        assert learned(silent, Known(nothing, nothing), artists=artists) == pytest.approx(0.0, abs=1e-5)


def test_without_lessons_there_is_nothing_to_add() -> None:
    assert learn([], WEIGHTS) is None


def test_a_manifests_rows_are_the_network() -> None:
    random = np.random.default_rng(3)
    learned, asked = learn([lesson(random) for _ in range(20)], WEIGHTS), lesson(random)
    assert learned is not None
    read = Reranker.of(learned.rows())
    assert read(asked.said, asked.known, artists=1.0) == pytest.approx(
        learned(asked.said, asked.known, artists=1.0), abs=1e-3
    )


@pytest.mark.parametrize(
    "rows", [[], [1.0], [[1.0] * INPUTS], [[float("nan")] * (INPUTS + 2)], [["a"] * (INPUTS + 2)], "rows"]
)
def test_rows_that_are_no_network_are_refused(rows: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Reranker.of(rows)  # type: ignore[arg-type] # as a manifest may have it


@pytest.mark.parametrize("foldings", [1, 2])
def test_lessons_are_of_held_out_baskets_and_never_of_artists_whom_training_did_not_see(
    foldings: int,
) -> None:
    corpus = checkerboard.corpus()
    held = evaluate.split(corpus, 0)
    recipe = Recipe(towers=Hyperparameters(dimensions=8, content_dimensions=4, epochs=1), neighbours=9)
    voices = Voices(fit(held.train, recipe), held.train.counts)
    unseen = voices.counts == 0
    voices.counts[0] = 0  # as if its only basket was held out
    taught = lessons(corpus, held.validation, voices, WEIGHTS, foldings)
    assert not unseen.any()
    assert {one.kind[0] for one in taught} == set(Task)
    assert 0 < len(taught) <= 2 * foldings * len(held.validation)
    others = len(corpus.keys) - 2  # without the one that asks and the unseen one
    assert max(len(one.hits) for one in taught) <= others + 1
    assert all(one.hits.sum() > 0 for one in taught)


def test_every_task_and_source_counts_the_same() -> None:
    random = np.random.default_rng(4)
    many = [lesson(random) for _ in range(9)]
    few = [lesson(random, (Task.SINGLE, "playlists"))]
    counts = reranking._counts([*many, *few])
    roots = np.sqrt([one.hits.sum() for one in (*many, *few)])
    assert (counts * roots)[:9].sum() == pytest.approx((counts * roots)[9:].sum())
