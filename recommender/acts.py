"""An act stands in a list once, whatever its names, and what is no artist nowhere."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from recommender.known_as import FIRST_NAMES, NOBODY
from recommender.names import normalise

_GUESTS = re.compile(r"\s+(?:feat\.?|ft\.?|featuring|with|vs\.?|x|×)\s+", re.IGNORECASE)
_JOINTS = re.compile(r"\s+(?:and|&|\+|и|und|y|et)\s+|\s*[,/;]\s+", re.IGNORECASE)


def one_of_each(names: Iterable[str]) -> Iterator[int]:
    """The places of names that are no other name of an act above: its own, one that it leads or joins in.

    `The Beatles` after `Beatles`, `Prince & The Revolution` after `Prince`, `Prince feat. Eve` after either
    or after `Eve`, `MARINA` after `Marina & the Diamonds`. `Various Artists` stands nowhere.
    """
    above = set(NOBODY)
    for place, name in enumerate(names):
        acts = _acts(name)
        if not above & acts:
            yield place
            above |= acts


@lru_cache(20_000)
def _acts(name: str) -> frozenset[str]:
    """The keys of a name itself, of who leads it, and of its guests."""
    leader, *guests = _GUESTS.split(name)
    keys = (normalise(one) or one for one in {name, leader, _JOINTS.split(leader)[0], *guests})
    return frozenset(FIRST_NAMES.get(key, key) for key in keys)
