"""Which of many names share the most pairs of letters with a text: a short list for a closer look."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


class Grams:
    """An inverted index from pairs of letters to names."""

    def __init__(self, names: Sequence[str]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        sizes = []
        for place, name in enumerate(names):
            grams = _pairs(name)
            sizes.append(len(grams))
            for gram in grams:
                places[gram].append(place)
        self._names = names
        self._sizes = np.array(sizes, dtype=np.float32)
        self._places = {gram: np.array(of, dtype=np.int32) for gram, of in places.items()}

    def nearest(self, text: str, k: int) -> list[str]:
        """Up to k names with the largest Dice coefficient above 0 (Dice 1945), in no order."""
        grams = _pairs(text)
        found = [self._places[gram] for gram in grams if gram in self._places]
        if not found:
            return []
        shared = np.bincount(np.concatenate(found), minlength=len(self._names))
        alike: npt.NDArray[np.float64] = shared / (self._sizes + len(grams))
        best = np.flatnonzero(shared)
        if len(best) > k:
            best = best[np.argpartition(-alike[best], k - 1)[:k]]
        return [self._names[place] for place in best.tolist()]


def _pairs(text: str) -> set[str]:
    """`ab` has ` a`, `ab` and `b `: a first letter says more than one within."""
    padded = f" {text} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
