"""What a training step looks at: parts of baskets, and the artists that its softmax sums over.

These are all who stand in one of its baskets, and some of the others, drawn evenly, each of whom speaks for
several: the log of how many is added to a score, and so the sum estimates the one over the whole catalogue
without a bias (importance sampling with an even proposal; Bengio & Senécal 2008, "Adaptive importance
sampling to accelerate training of a neural probabilistic language model"). The others are those of whom few
hear, and weigh little in the sum, all together.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]


class View(NamedTuple):
    """A part of a basket that asks, and the rest that answers: positions and weights, each [n]."""

    asked: Positions
    weights: Floats
    targets: Positions
    target_weights: Floats


class Batch(NamedTuple):
    """The weights of views in columns, one for each artist of `sample` [num_sampled], as positions.

    `asked` and `targets` [batch, num_sampled] float32; `speaks_for` [num_sampled] float32 is the log of how
    many each artist stands for.
    """

    asked: Floats
    targets: Floats
    sample: Positions
    speaks_for: Floats


def everybody(views: Sequence[View], num_artists: int) -> Batch:
    """Views with the whole catalogue as their sample."""
    sample = np.arange(num_artists, dtype=np.int32)
    return _batch(views, sample, np.zeros(num_artists, dtype=np.float32))


def sampled(views: Sequence[View], num_artists: int, negatives: int, random: np.random.Generator) -> Batch:
    """Views with all artists of theirs and up to `negatives` others."""
    used = np.unique(np.concatenate([part for view in views for part in (view.asked, view.targets)]))
    others = np.setdiff1d(np.arange(num_artists, dtype=np.int32), used, assume_unique=True)
    drawn = random.choice(others, min(negatives, len(others)), replace=False, shuffle=False)
    speaks_for = np.zeros(len(used) + len(drawn), dtype=np.float32)
    speaks_for[len(used) :] = np.log(max(len(others), 1) / max(len(drawn), 1))
    return _batch(views, np.concatenate([used, drawn]).astype(np.int32), speaks_for)


def _batch(views: Sequence[View], sample: Positions, speaks_for: Floats) -> Batch:
    place = np.zeros(sample.max(initial=0) + 1, dtype=np.int32)
    place[sample] = np.arange(len(sample))
    asked, targets = np.zeros((2, len(views), len(sample)), dtype=np.float32)
    for row, view in enumerate(views):
        asked[row, place[view.asked]] = view.weights
        targets[row, place[view.targets]] = view.target_weights
    return Batch(asked, targets, sample, speaks_for)
