"""Which of many names share the most pairs of letters with a text: a short list for a closer look."""

from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from recommender.texts import Arrays, Lists, Texts, below, under

Places = npt.NDArray[np.int64]


class Grams:
    """An inverted index from pairs of letters to the places of names."""

    def __init__(self, arrays: Arrays) -> None:
        self._sizes = arrays["sizes"]
        self._number = {pair: number for number, pair in enumerate(Texts(below("pairs", arrays)))}
        self._places = Lists(below("places", arrays))

    @staticmethod
    def arrays(names: Iterable[str]) -> Arrays:
        """The index of these names, as it may stand in a file."""
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        sizes = array("f")
        for place, name in enumerate(names):
            pairs = _pairs(name)
            sizes.append(len(pairs))
            for pair in pairs:
                places[pair].append(place)
        return {
            "sizes": np.array(sizes, dtype=np.float32),
            **under("pairs", Texts.of(places).arrays),
            **under("places", Lists.of(places.values()).arrays),
        }

    def nearest(self, text: str, k: int) -> Places:
        """Places of up to k names with the largest Dice coefficient above 0 (Dice 1945), in no order."""
        pairs = _pairs(text)
        found = [self._places.row(self._number[pair]) for pair in pairs if pair in self._number]
        if not found:
            return np.empty(0, dtype=np.int64)
        shared = np.bincount(np.concatenate(found), minlength=len(self._sizes))
        best = np.flatnonzero(shared)
        alike: npt.NDArray[np.float64] = shared[best] / (self._sizes[best] + len(pairs))
        return best if len(best) <= k else best[np.argpartition(-alike, k - 1)[:k]]


def _pairs(text: str) -> set[str]:
    """`ab` has ` a`, `ab` and `b `: a first letter says more than one within."""
    padded = f" {text} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
