"""Measuring recommenders on listeners and playlists that training did not see.

Split by basket, never by row, into ten folds: the first is for validation, always, and each of the others can
be a test. Two tasks: a folded-in basket (80% of it asks, 20% is asked for) and a single
artist (one asks, all others are asked for).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from errors import TooLittleData
from recommender.training import metrics
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Scorer = Callable[[Indices, Floats], Floats]  # basket positions [n], weights [n] -> scores [num_artists]

DEPTH = 100  # of every ranked list
FOLD_IN = 0.8
SMALLEST = 5  # artists in a held-out basket
FOLDS = 10
MOST_SPLITS = FOLDS - 1
_SEED = 20261122  # of the folds
_SINGLES = 3  # artists of a basket that each ask a question of their own
SOURCES = (Source.LISTENERS, Source.PLAYLISTS)


class Task(StrEnum):
    FOLDED_IN = "folded-in basket"
    SINGLE = "single artist"


@dataclass(frozen=True)
class Question:
    """A part of a held-out basket, and the artists of the rest."""

    positions: Indices
    weights: Floats
    relevant: Indices

    def __post_init__(self) -> None:
        if np.isin(self.relevant, self.positions).any():
            raise ValueError("a question must not hold its own answer")


@dataclass(frozen=True)
class Figures(metrics.Accuracy):
    """And how much of the catalogue the lists show, and how popular they are; 0 to 1 as well."""

    coverage_10: float
    popularity: float


@dataclass(frozen=True)
class Split:
    """A corpus without the held-out baskets, and those baskets' positions in the whole corpus."""

    train: Corpus
    validation: Indices
    test: Indices


def split(corpus: Corpus, number: int) -> Split:
    """Hold out one fold of each source's baskets for validation, always the same, and one for the test.

    `number` 0 to 8 says which; no basket is in two tests, and none that validation has seen is in any.
    Raises TooLittleData when there are too few baskets to hold any out.
    """
    if not 0 <= number < MOST_SPLITS:
        raise ValueError(f"there are {MOST_SPLITS} splits, from 0")
    check(corpus, number + 1)
    folds = _folds(corpus)
    validation, test = folds[0], folds[1 + number]
    return Split(corpus.without(np.concatenate([validation, test])), validation, test)


def check(corpus: Corpus, splits: int) -> None:
    """Raise TooLittleData unless there are baskets to hold out in each of so many splits."""
    if not min(map(len, _folds(corpus)[: splits + 1])):
        raise TooLittleData(
            f"too few baskets of {SMALLEST} artists or more to measure on: ten of a kind are needed"
        )


def _folds(corpus: Corpus) -> list[Indices]:
    random = np.random.default_rng(_SEED)
    sizes = np.diff(corpus.baskets.indptr)
    parts: list[list[Indices]] = []
    for source in SOURCES:
        rows = random.permutation(np.flatnonzero((corpus.sources == source.value) & (sizes >= SMALLEST)))
        parts.append(np.array_split(rows, FOLDS))
    return [np.concatenate(fold) for fold in zip(*parts, strict=True)]


def questions(corpus: Corpus, rows: Indices, task: Task, source: Source) -> list[Question]:
    """Questions from the given baskets of one source; the same rows ask the same."""
    random = np.random.default_rng(_SEED)
    chosen = [int(row) for row in rows if corpus.sources[row] == source.value]
    ask = _singles if task is Task.SINGLE else _folded_in
    return [question for row in chosen for question in ask(corpus, row, random)]


def _folded_in(corpus: Corpus, row: int, random: np.random.Generator) -> list[Question]:
    start, stop = corpus.baskets.indptr[row], corpus.baskets.indptr[row + 1]
    order = random.permutation(stop - start) + start
    asked, rest = np.split(order, [int(FOLD_IN * len(order))])
    positions, weights = corpus.baskets.indices.astype(np.int64), corpus.baskets.data
    return [Question(positions[asked], weights[asked], positions[rest])]


def _singles(corpus: Corpus, row: int, random: np.random.Generator) -> list[Question]:
    """Several artists of one basket, each asking alone for all others."""
    start, stop = corpus.baskets.indptr[row], corpus.baskets.indptr[row + 1]
    held = random.permutation(corpus.baskets.indices[start:stop].astype(np.int64))
    one = np.ones(1, dtype=np.float32)
    return [Question(held[[place]], one, np.delete(held, place)) for place in range(_SINGLES)]


def ranked(scorer: Scorer, question: Question) -> Indices:
    """The first 100 artists, best first, without those of the question; ties by position."""
    scores = np.array(scorer(question.positions, question.weights), dtype=np.float32)
    scores[question.positions] = -np.inf
    depth = min(DEPTH, len(scores) - len(question.positions))
    # all who score as the last of the list does: of equals, a partition alone would take any
    near = np.flatnonzero(-scores <= np.partition(-scores, depth - 1)[depth - 1])
    return near[np.argsort(-scores[near], kind="stable")][:depth]


def measure(scorer: Scorer, asked: list[Question], counts: Indices) -> Figures:
    """Figures of one scorer; `counts` [num_artists] are the training baskets of each artist."""
    lists = [ranked(scorer, question) for question in asked]
    reached = metrics.accuracy(lists, [question.relevant for question in asked])
    return Figures(
        **asdict(reached),
        coverage_10=metrics.coverage(lists, len(counts), 10),
        popularity=metrics.mean_percentile(lists, percentiles(counts), 10),
    )


def percentiles(counts: Indices) -> npt.NDArray[np.float64]:
    """[num_artists] in 0..1: the share of artists that are heard by fewer."""
    order = np.sort(counts)
    return np.searchsorted(order, counts) / max(len(counts) - 1, 1)


Cell = tuple[Task, Source, str]  # task, source, scorer


def table(
    corpus: Corpus, rows: Indices, by_name: Mapping[str, Scorer], counts: Indices
) -> Iterator[tuple[Cell, Figures]]:
    """Figures of every scorer on both tasks and both sources (those that have held-out baskets)."""
    for task in Task:
        for source in SOURCES:
            asked = questions(corpus, rows, task, source)
            for name, scorer in by_name.items():
                if asked:
                    yield (task, source, name), measure(scorer, asked, counts)
