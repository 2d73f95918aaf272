"""Ranking metrics, checked by hand in the tests.

Recall and NDCG with binary relevance as in Liang et al. 2018, section 4.2: recall divides by the smaller
of k and the number of relevant items, NDCG by the best that any ranking could reach.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Cell = TypeVar("Cell")


@dataclass(frozen=True)
class Accuracy:
    """Means over the questions of one cell of a table; all between 0 and 1."""

    recall_20: float
    recall_50: float
    ndcg_10: float
    ndcg_100: float


@dataclass(frozen=True)
class Measured(Generic[Cell]):
    """The figures of every split, by cell of a table."""

    figures: Mapping[Cell, Sequence[Accuracy]]

    def mean(self, cell: Cell, metric: str) -> float:
        return fmean(getattr(figures, metric) for figures in self.figures[cell])

    def spread(self, cell: Cell, metric: str) -> float:
        """Standard deviation over the splits."""
        return pstdev(getattr(figures, metric) for figures in self.figures[cell])


def accuracy(lists: Sequence[Indices], relevant: Sequence[Indices]) -> Accuracy:
    """Of ranked lists, best first, each beside what was asked for."""
    pairs = list(zip(lists, relevant, strict=True))
    return Accuracy(
        recall_20=float(np.mean([recall(*pair, 20) for pair in pairs])),
        recall_50=float(np.mean([recall(*pair, 50) for pair in pairs])),
        ndcg_10=float(np.mean([ndcg(*pair, 10) for pair in pairs])),
        ndcg_100=float(np.mean([ndcg(*pair, 100) for pair in pairs])),
    )


def recall(ranked: Indices, relevant: Indices, k: int) -> float:
    """Share of the relevant items among the first k; `ranked` [n] best first, `relevant` [m] unordered."""
    hits = np.isin(ranked[:k], relevant).sum()
    return float(hits / min(k, len(relevant)))


def ndcg(ranked: Indices, relevant: Indices, k: int) -> float:
    """Discounted cumulative gain at k over the ideal one (Järvelin & Kekäläinen 2002)."""
    discounts = 1.0 / np.log2(np.arange(2, k + 2))
    gains = np.isin(ranked[:k], relevant)
    return float(gains @ discounts[: len(gains)] / discounts[: min(k, len(relevant))].sum())


def coverage(lists: list[Indices], num_items: int, k: int) -> float:
    """Share of the catalogue that appears in anybody's first k."""
    return len(np.unique(np.concatenate([ranked[:k] for ranked in lists]))) / num_items


def mean_percentile(lists: list[Indices], percentiles: npt.NDArray[np.float64], k: int) -> float:
    """Mean popularity percentile (0..1) of what stands in the first k of all lists."""
    return float(np.mean(np.concatenate([percentiles[ranked[:k]] for ranked in lists])))
