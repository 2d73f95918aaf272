"""Measuring recommenders on listeners and playlists that training did not see.

Split by basket, never by row. Two tasks: a folded-in basket (80% of it asks, 20% is asked for) and a single
artist (one asks, all others are asked for).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from errors import DataError
from recommender.ranking import prior_share
from recommender.training import metrics
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source
from recommender.training.model import Model

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Scorer = Callable[[Indices, Floats], Floats]  # basket positions [n], weights [n] -> scores [num_artists]

DEPTH = 100  # of every ranked list
FOLD_IN = 0.8
SMALLEST = 5  # artists in a held-out basket
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
class Figures:
    """Means over the questions of one task and source; all between 0 and 1."""

    recall_20: float
    recall_50: float
    ndcg_10: float
    ndcg_100: float
    coverage_10: float
    popularity: float


@dataclass(frozen=True)
class Split:
    """A corpus without the held-out baskets, and those baskets' positions in the whole corpus."""

    train: Corpus
    validation: Indices
    test: Indices


def split(corpus: Corpus, seed: int, share: float = 0.1) -> Split:
    """Hold out `share` of each source's baskets for validation, and as many for the test.

    Raises DataError when there are too few baskets to hold any out.
    """
    random = np.random.default_rng(seed)
    validation, test = [], []
    sizes = np.diff(corpus.baskets.indptr)
    for source in SOURCES:
        rows = random.permutation(np.flatnonzero((corpus.sources == source.value) & (sizes >= SMALLEST)))
        count = round(share * len(rows))
        validation.append(rows[:count])
        test.append(rows[count : 2 * count])
    held = np.concatenate(validation), np.concatenate(test)
    if not min(map(len, held)):
        raise DataError(
            f"too few baskets of {SMALLEST} artists or more to measure on: ten of a kind are needed"
        )
    return Split(corpus.without(np.concatenate(held)), *held)


def questions(corpus: Corpus, rows: Indices, task: Task, source: Source, seed: int) -> list[Question]:
    """Questions from the given baskets of one source; the same seed asks the same."""
    random = np.random.default_rng(seed)
    chosen = [row for row in rows if corpus.sources[row] == source.value]
    return [_question(corpus, int(row), task, random) for row in chosen]


def _question(corpus: Corpus, row: int, task: Task, random: np.random.Generator) -> Question:
    start, stop = corpus.baskets.indptr[row], corpus.baskets.indptr[row + 1]
    order = random.permutation(stop - start) + start
    asked = 1 if task is Task.SINGLE else int(FOLD_IN * len(order))
    positions = corpus.baskets.indices.astype(np.int64)
    weights = corpus.baskets.data if task is Task.FOLDED_IN else np.ones_like(corpus.baskets.data)
    return Question(positions[order[:asked]], weights[order[:asked]], positions[order[asked:]])


def ranked(scorer: Scorer, question: Question) -> Indices:
    """The first 100 artists, best first, without those of the question; ties by position."""
    scores = np.array(scorer(question.positions, question.weights), dtype=np.float32)
    scores[question.positions] = -np.inf
    depth = min(DEPTH, len(scores) - len(question.positions))
    best = np.sort(np.argpartition(-scores, depth - 1)[:depth])
    return best[np.argsort(-scores[best], kind="stable")]


def measure(scorer: Scorer, asked: list[Question], counts: Indices) -> Figures:
    """Figures of one scorer; `counts` [num_artists] are the training baskets of each artist."""
    lists = [ranked(scorer, question) for question in asked]
    pairs = list(zip(lists, [question.relevant for question in asked], strict=True))
    return Figures(
        recall_20=float(np.mean([metrics.recall(*pair, 20) for pair in pairs])),
        recall_50=float(np.mean([metrics.recall(*pair, 50) for pair in pairs])),
        ndcg_10=float(np.mean([metrics.ndcg(*pair, 10) for pair in pairs])),
        ndcg_100=float(np.mean([metrics.ndcg(*pair, 100) for pair in pairs])),
        coverage_10=metrics.coverage(lists, len(counts), 10),
        popularity=metrics.mean_percentile(lists, percentiles(counts), 10),
    )


def percentiles(counts: Indices) -> npt.NDArray[np.float64]:
    """[num_artists] in 0..1: the share of artists that are heard by fewer."""
    order = np.sort(counts)
    return np.searchsorted(order, counts) / max(len(counts) - 1, 1)


def scorers(model: Model, counts: Indices, matrix_weight: float) -> dict[str, Scorer]:
    """What stands in the table: popularity, the matrix alone, the towers alone, and their blend."""

    def popularity(_positions: Indices, _weights: Floats) -> Floats:
        return counts.astype(np.float32)

    def matrix(positions: Indices, weights: Floats) -> Floats:
        return model.neighbours.score(positions.astype(np.int32), weights)

    def towers(positions: Indices, weights: Floats) -> Floats:
        return model.towers.score(positions, weights, prior_share(len(positions)))

    def blend(positions: Indices, weights: Floats) -> Floats:
        return towers(positions, weights) + matrix_weight * matrix(positions, weights)

    return {"popularity": popularity, "matrix": matrix, "TFRS": towers, "blend": blend}


Cell = tuple[Task, Source, str]  # task, source, scorer


def table(
    corpus: Corpus, rows: Indices, by_name: Mapping[str, Scorer], counts: Indices, seed: int
) -> Iterator[tuple[Cell, Figures]]:
    """Figures of every scorer on both tasks and both sources (those that have held-out baskets)."""
    for task in Task:
        for source in SOURCES:
            asked = questions(corpus, rows, task, source, seed)
            for name, scorer in by_name.items():
                if asked:
                    yield (task, source, name), measure(scorer, asked, counts)
