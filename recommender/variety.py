"""Variety: no list is ten clones of one band, nor the same ten well-known ones for everybody.

Maximal marginal relevance (Carbonell & Goldstein 1998, "The use of MMR, diversity-based reranking"): each
next artist is the one with the best score after what it shares with those already chosen is taken off.

Half of each page, or two of five, goes to those whom fewer hear, of the best forty that are left: there fame
costs something (Adomavicius & Kwon 2012, "Improving aggregate recommendation diversity using ranking-based
techniques").
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.types import PAGE

Floats = npt.NDArray[np.float32]
VARIED = 40  # of a list's first artists; further down nobody sees clones side by side
SAMENESS = 2.0
"""What a candidate loses that is the same as one already chosen (docs/evaluation.md, the variety curve)."""


def vary(
    scores: Floats,
    vectors: Floats,
    *,
    sameness: float = SAMENESS,
    k: int | None = None,
    fame: Floats | float = 0.0,
    page: int = PAGE,
) -> npt.NDArray[np.int32]:
    """[<= k] int32: a new order for candidates with `scores` [n], best first, of which the first are varied.

    `vectors` [m, dimensions] float32, m <= n: those of the first m candidates, any length. The first
    candidate stays first, and whoever has no vector stays where it is. Without `k` all n are put in order.
    `fame` [m] float32: what each loses of its score beyond the surest of a page of so many.
    """
    surest = (page + 1) // 2
    count, wanted = len(vectors), len(scores) if k is None else k
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))  # a third of what np.linalg.norm takes
    directions = vectors / np.maximum(lengths, 1e-6)[:, None]
    alike = np.maximum(directions @ directions.T, 0.0)
    worth = scores[:count].astype(np.float32)
    beside = worth - np.float32(sameness) * alike  # what each is worth beside each other one
    order: list[int] = []
    for place in range(min(count, wanted)):
        best = int((worth if place % page < surest else worth - fame).argmax())
        order.append(best)
        np.minimum(worth, beside[best], out=worth)  # beside the most alike of those already chosen
        worth[best] = -np.inf
    return np.array([*order, *range(count, len(scores))][:wanted], dtype=np.int32)


@dataclass(frozen=True)
class Candidates:
    """Who may be listed: `names` [n] int32, `scores` [n] float32, and `dialled` [n], which say who is listed.

    `fame` [n] float32 is what each loses of that beyond the surest of a page.
    """

    names: npt.NDArray[np.int32]
    scores: Floats
    dialled: Floats
    fame: Floats


def paged(
    candidates: Candidates,
    order: npt.NDArray[np.int64],
    vectors: Callable[[npt.NDArray[np.int32]], Floats],
    k: int,
    *,
    sameness: float = SAMENESS,
    page: int = PAGE,
) -> npt.NDArray[np.int64]:
    """[<= k] int64: the places of candidates, in pages of so many as they are listed.

    `order` holds those who are left, best first as dialled: `VARIED` of them at least, if there are.
    `vectors` gives the [m, dimensions] of m names.
    """
    near, scores = order[:VARIED], candidates.dialled[order]
    of_near, fame = vectors(candidates.names[near]), candidates.fame[near]
    listed = order[vary(scores, of_near, sameness=sameness, k=k, fame=fame, page=page)]
    return best_first(listed, candidates.scores, page)


def first(scores: Floats, names: npt.NDArray[np.int32], k: int | None = None) -> npt.NDArray[np.int64]:
    """[<= k] int64: the places of the k best scores [n], best first; of equal ones the smallest name [n]."""
    near = np.arange(len(scores))
    if k is not None and len(scores) > k:
        near = np.flatnonzero(scores >= np.partition(scores, -k)[-k])
    return near[np.lexsort((names[near], -scores[near]))][:k]


def best_first(order: npt.NDArray[np.int64], scores: Floats, page: int = PAGE) -> npt.NDArray[np.int64]:
    """The same order [k] of candidates, each page of them best first by `scores` of all candidates.

    Dial and variety say who stands on a page; on it, the better match stands above.
    """
    pages = [order[start : start + page] for start in range(0, len(order), page)]
    ordered = [one[np.argsort(-scores[one], kind="stable")] for one in pages]
    return np.concatenate(ordered) if ordered else order
