"""Names by their words: who says `Floyd` may mean Pink Floyd, and who says `Haydn` Joseph Haydn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recommender.words.names import letters, normalise

_FAMOUS = 3_000  # names; of others the last word alone may be meant, a surname
_KNOWN = 30_000


def words_of(name: str) -> frozenset[str]:
    return frozenset(normalise(name).split())


class NameParts:
    """The most heard of artists, by `baskets[position]`.

    `positions[number]` says whose a spelling is; their names come first, each at its position. The words are
    gathered when they are first asked for.
    """

    def __init__(
        self,
        spellings: Sequence[str],
        positions: npt.NDArray[np.int32],
        baskets: npt.NDArray[np.integer],
    ) -> None:
        self._spellings = spellings
        self._positions = positions
        self._baskets = baskets

    def of(self, words: frozenset[str]) -> frozenset[int]:
        """Positions of those whose names have all of these words, and more."""
        holders = [frozenset(self._holders.get(letters(word), ())) for word in words]
        alike = frozenset.intersection(*holders) if holders else frozenset[int]()
        return frozenset(at for at in alike if words_of(self._spellings[at]) != words)

    @cached_property
    def _holders(self) -> Mapping[str, tuple[int, ...]]:
        # Tuples: most are of one, for whom a set takes four times as much.
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for rank, number in enumerate(np.argsort(-self._baskets, kind="stable")[:_KNOWN].tolist()):
            words = normalise(self._spellings[number]).split()
            for word in words if rank < _FAMOUS else words[-1:]:
                holders[letters(word)].append(int(self._positions[number]))
        return {word: tuple(of) for word, of in holders.items()}
