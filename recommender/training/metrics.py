"""Ranking metrics, checked by hand in the tests.

Recall and NDCG with binary relevance as in Liang et al. 2018, section 4.2: recall divides by the smaller
of k and the number of relevant items, NDCG by the best that any ranking could reach.
"""

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]


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
