"""What a training step looks at: parts of baskets, and the artists that its softmax sums over.

These are all who stand in one of its baskets, and some of the others, each of whom speaks for several: the
log of how many is added to a score, and so the sum estimates the one over the whole catalogue without a bias
(importance sampling; Bengio & Senécal 2008, "Adaptive importance sampling to accelerate training of a neural
probabilistic language model"). Who is heard more weighs more in the sum, and is drawn rather.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LARGEST_PART = 0.9  # of a basket, as a query in training
SMALL_PARTS = 0.6  # share of the views whose query is small

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]


class View(NamedTuple):
    """A part of a basket that asks, and the rest that answers: positions and weights, each [n]."""

    asked: Positions
    weights: Floats
    targets: Positions
    target_weights: Floats


class Batch(NamedTuple):
    """Views, and the artists that their softmax sums over.

    `asked` [n, 2] and `targets` [m, 2] int64 say whose they are, by a view's number and a place in `sample`,
    with weights [n] and [m] float32; `sample` [num_sampled] int32 are positions, and `speaks_for`
    [num_sampled] float32 is the log of how many each of them stands for.
    """

    asked: Places
    weights: Floats
    targets: Places
    target_weights: Floats
    sample: Positions
    speaks_for: Floats


def part_size(basket: int, random: np.random.Generator) -> int:
    """How many of a basket's artists or songs ask, at least 1 and at most 90% of so many.

    Drawn evenly on a log scale for most views: questions of one and long profiles are asked of one model.
    """
    most = max(1.0, LARGEST_PART * basket)
    small = random.random() < SMALL_PARTS
    return int(np.exp(random.uniform(0.0, np.log(most))) if small else random.uniform(1.0, most))


def everybody(views: Sequence[View], num_artists: int) -> Batch:
    """Views with the whole catalogue as their sample."""
    sample = np.arange(num_artists, dtype=np.int32)
    return _batch(views, sample, np.zeros(num_artists, dtype=np.float32))


def sampled(views: Sequence[View], fame: Floats, negatives: int, random: np.random.Generator) -> Batch:
    """Views with all artists of theirs and up to `negatives` others, drawn in proportion to `fame`.

    `fame` [num_artists] is above 0.
    """
    present = np.zeros(len(fame), dtype=bool)
    for view in views:
        present[view.asked] = present[view.targets] = True
    used, others = np.flatnonzero(present), np.flatnonzero(~present)
    chances = np.minimum(1.0, negatives * fame[others] / fame[others].sum())
    drawn = _drawn(chances, random)
    speaks_for = np.concatenate([np.zeros(len(used)), -np.log(chances[drawn])]).astype(np.float32)
    return _batch(views, np.concatenate([used, others[drawn]]).astype(np.int32), speaks_for)


def _drawn(chances: Floats, random: np.random.Generator) -> Indices:
    """Who is drawn, each by its chance in 0..1 and nobody twice.

    Systematic sampling (Madow 1949, "On the theory of systematic sampling, II"): a ruler with a mark at every
    whole number is laid along the chances.
    """
    marks = np.floor(np.cumsum(chances, dtype=np.float64) + random.random())
    return np.flatnonzero(np.diff(marks, prepend=0.0))


def _batch(views: Sequence[View], sample: Positions, speaks_for: Floats) -> Batch:
    place = np.zeros(sample.max(initial=0) + 1, dtype=np.int64)
    place[sample] = np.arange(len(sample))
    asked, weights = _placed(place, [view.asked for view in views], [view.weights for view in views])
    targets, answers = _placed(
        place, [view.targets for view in views], [view.target_weights for view in views]
    )
    return Batch(asked, weights, targets, answers, sample, speaks_for)


def _placed(place: Indices, artists: Sequence[Positions], weights: Sequence[Floats]) -> tuple[Places, Floats]:
    numbers = np.repeat(np.arange(len(artists)), [len(part) for part in artists])
    return np.stack([numbers, place[np.concatenate(artists)]], axis=1), np.concatenate(weights)
