"""Variety: no list is ten clones of one band.

Maximal marginal relevance (Carbonell & Goldstein 1998, "The use of MMR, diversity-based reranking"): each
next artist is the one with the best score after what it shares with those already chosen is taken off.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.names import normalise

Floats = npt.NDArray[np.float32]
_JOINTS = re.compile(
    r"\s+(?:feat\.?|ft\.?|featuring|with|vs\.?|and|&|\+|x|×|и|und|y|et)\s+|\s*[,/;]\s+", re.IGNORECASE
)
PAGE = 10  # artists that are looked at together
VARIED = 40  # of a list's first artists; further down nobody sees clones side by side
SAMENESS = 2.0
"""What a candidate loses that is the same as one already chosen (docs/evaluation.md, the variety curve)."""


def vary(scores: Floats, vectors: Floats, sameness: float = SAMENESS) -> npt.NDArray[np.int32]:
    """[n] int32: a new order for candidates with `scores` [n], best first, of which the first are varied.

    `vectors` [m, dimensions] float32, m <= n: those of the first m candidates, any length. The first
    candidate stays first, and whoever has no vector stays where it is.
    """
    count = len(vectors)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    alike = np.maximum((vectors / lengths) @ (vectors / lengths).T, 0.0)
    order: list[int] = []
    nearest = np.zeros(count, dtype=np.float32)
    left = np.ones(count, dtype=bool)
    for _ in range(count):
        worth = np.where(left, scores[:count] - sameness * nearest, -np.inf)
        best = int(worth.argmax())
        order.append(best)
        left[best] = False
        nearest = np.maximum(nearest, alike[best])
    return np.array([*order, *range(count, len(scores))], dtype=np.int32)


def best_first(order: npt.NDArray[np.int64], scores: Floats, page: int = PAGE) -> npt.NDArray[np.int64]:
    """The same order [k] of candidates, each ten of them best first by `scores` of all candidates.

    Dial and variety say who stands on a page; on it, the better match stands above.
    """
    pages = [order[start : start + page] for start in range(0, len(order), page)]
    ordered = [one[np.argsort(-scores[one], kind="stable")] for one in pages]
    return np.concatenate(ordered) if ordered else order


def one_of_each(names: Sequence[str]) -> list[int]:
    """The places of names that are no other name of an act above: its own, or one that it leads.

    `The Beatles` after `Beatles`, `Prince & The Revolution` after `Prince`, `Prince feat. Eve` after either.
    """
    places: list[int] = []
    led: set[str] = set()
    for place, name in enumerate(names):
        own, leader = _act(name)
        if own not in led and leader not in led:
            places.append(place)
        led.update((own, leader))
    return places


@lru_cache(20_000)
def _act(name: str) -> tuple[str, str]:
    """An act's own name and that of its leader, normalised."""
    return normalise(name) or name, normalise(_JOINTS.split(name)[0]) or name
