"""One score out of the towers, the learned matrix, plain company and closeness; less a touch of rarity.

    tower + matrix(n) * log(1 + m / 0.003) + company(n) * log(1 + p / 0.01) + closeness(n) * c
          + likeness(n) * l - rarity(n) * log(baskets)

`m` is the weighted sum of the basket's rows of the learned matrix, `p` the weighted mean of its rows of the
company matrix: the share of an artist's baskets that hold the candidate too; `c` is the weighted mean of the
cosines between the basket's vectors and the candidate's, to which fame adds nothing; `l` that of cosines
between what is said of them, heard along the dial alone. The tower's score is a log likelihood, so the others
speak in logs as well. A single artist is best judged by its company, by who is close to it and by who is
heard most, a long basket by the learned matrix; in between the weights move with 1/n.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Size = Any  # a number, or an array of them that fits the scores
_LEAST_MATRIX = 0.003
_LEAST_COMPANY = 0.01
_ALIKE = 0.7
_TELLING = 0.15
DOUBT = 3.0
"""Baskets added to each artist's number when shares are taken of it: three baskets prove little."""


@dataclass(frozen=True)
class BlendWeights:
    """Learned on validation baskets: how loud each voice is for one artist and for many."""

    matrix_one: float
    matrix_many: float
    company_one: float
    rarity_one: float
    rarity_many: float
    closeness_one: float = field(default=0.0, kw_only=True)  # older bundles have none
    likeness_one: float = field(default=0.0, kw_only=True)  # not learned, see dial.py

    def matrix(self, artists: Size) -> Size:
        return self.matrix_many + (self.matrix_one - self.matrix_many) / artists

    def rarity(self, artists: Size) -> Size:
        return self.rarity_many + (self.rarity_one - self.rarity_many) / artists

    def company(self, artists: Size) -> Size:
        return self.company_one / artists

    def closeness(self, artists: Size) -> Size:
        return self.closeness_one / artists

    def likeness(self, artists: Size) -> Size:
        return self.likeness_one / artists**2  # the mean of unlike artists' words fits nobody


def effective_size(total: Size, squares: Size) -> Size:
    """How many artists of one weight say as much as these, given the sums of weights and of their squares.

    (Kish 1965, "Survey Sampling", the effective sample size.) One artist asked for with forty likes that
    only tilt the list is still about one.
    """
    sized: Size = np.maximum(total**2 / np.maximum(squares, 1e-9), 1.0)
    return sized


@dataclass(frozen=True)
class Said:
    """What is said of candidates for a basket, all of one shape, float32.

    `tower` are tower scores, `matrix` the weighted sums of the basket's rows, `company` the weighted means of
    its rows, `closeness` the weighted means of cosines, `likeness` those of cosines between what is said of
    artists, which the blend hears beyond the default step alone. It does without `curation`, which the
    reranker hears: how much of the basket's artists' being heard are playlists, the same for all candidates.
    """

    tower: Floats
    matrix: Floats
    company: Floats
    closeness: Floats
    likeness: Floats
    curation: Floats

    def each(self, change: Callable[[Floats], Floats]) -> "Said":
        """The same after a change to every part."""
        return Said(**{field.name: change(getattr(self, field.name)) for field in fields(self)})


@dataclass(frozen=True)
class Known:
    """What is known of candidates whoever asks, float32 of one shape.

    `heard` is the natural log of the baskets that hold each, `curation` how much of these are playlists.
    """

    heard: Floats
    curation: Floats


def blend(said: Said, heard: Floats, *, artists: Size, weights: BlendWeights) -> Floats:
    """[...] float32: the scores of candidates for a basket of so many artists (>= 1).

    `heard` is the natural log of the baskets that hold each candidate.
    """
    learned = weights.matrix(artists) * matrix_heard(said)
    together = weights.company(artists) * company_heard(said)
    close = weights.closeness(artists) * said.closeness
    alike = weights.likeness(artists) * likeness_heard(said)
    scores = said.tower + learned + together + close + alike - weights.rarity(artists) * heard
    return np.asarray(scores, dtype=np.float32)


def matrix_heard(said: Said) -> Floats:
    """[...] float32: what the learned matrix says, as a log."""
    return np.asarray(np.log1p(np.maximum(said.matrix, 0.0) / _LEAST_MATRIX), dtype=np.float32)


def company_heard(said: Said) -> Floats:
    """[...] float32: what company says, as a log."""
    return np.asarray(np.log1p(said.company / _LEAST_COMPANY), dtype=np.float32)


def likeness_heard(said: Said) -> Floats:
    """[...] float32: how little candidates are another kind of music, at most `_ALIKE`.

    Who is as alike as that is as good as anybody's double; of whom nothing is said, nothing is held against.
    """
    known = np.where(said.likeness == 0, _ALIKE, said.likeness)
    return np.asarray(np.minimum(known, _ALIKE), dtype=np.float32)


def telling(weights: Floats, heard: Floats) -> Floats:
    """A basket's weights [n] with mean 1: who likes somebody whom few hear says more by it.

    `heard` [n] as in `blend`.
    """
    told = weights * np.exp(-_TELLING * heard)
    return np.asarray(told / told.mean(), dtype=np.float32)


def shares_of_company(
    counts: npt.NDArray[np.number], baskets: np.integer | npt.NDArray[np.integer]
) -> Floats:
    """From in how many baskets others meet an artist to the share of that artist's, in 0..1; elementwise."""
    shares: Floats = (counts / (baskets + DOUBT)).astype(np.float32)
    return shares
