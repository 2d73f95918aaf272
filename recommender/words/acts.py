"""An act stands in a list once, whatever its names, and what is no artist nowhere."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from recommender.words.known_as import FIRST_NAMES, NOBODY
from recommender.words.names import normalise

_GUESTS = re.compile(
    r"\s+[(\[]?(?:(?:feat\.?|ft\.?|featuring|with|vs\.?|x|×)\s+|(?:feat|ft)\.)", re.IGNORECASE
)
_JOINTS = re.compile(r"\s+(?:and|&|\+|и|und|y|et|(?-i:e))\s+|\s*[,/;]\s+", re.IGNORECASE)
_FEATURED = re.compile(r"\s+[(\[]?(?:(?:feat\.?|ft\.?|featuring)\s+|(?:feat|ft)\.)", re.IGNORECASE)
# Whom listeners have besides the act, where its words mislead: a duo is none of another artist's work, and a
# first name alone may say enough.
_TOLD = {
    normalise(name): leaders
    for name, leaders in (
        ("João Bosco & Vinícius", ()),
        ("João Bosco e Vinícius", ("João Bosco & Vinícius",)),
        ("Prince & The Revolution", ("Prince",)),
        ("Prince and the New Power Generation", ("Prince",)),
    )
}
_ENSEMBLE = re.compile(
    r"\s+(?:experience|trio|quartet|quintet|sextet|group|band|orchestra|ensemble)$", re.IGNORECASE
)


def one_of_each(names: Iterable[str]) -> Iterator[int]:
    """The places of names that are no other name of an act above: its own, one that it leads or joins in.

    `The Beatles` after `Beatles`, `Prince & The Revolution` after `Prince`, `Prince feat. Eve` after either
    or after `Eve`, `Bill Evans Trio` after `Bill Evans`, `MARINA` after `Marina & the Diamonds`.
    `Various Artists` stands nowhere.
    """
    above = set(NOBODY)
    for place, name in enumerate(names):
        acts = _acts(name)
        if not above & acts:
            yield place
            above |= acts


def whole_acts(names: Iterable[str]) -> set[str]:
    """The keys of acts that listeners have when they have these, by all their names."""
    return {key for name in names for key in _sure_acts(name)}


def own_name(key: str) -> str:
    """The key of an act by this of its names alone: who has had enough of a duo may like one of them."""
    return FIRST_NAMES.get(key, key)


def is_of(name: str, acts: Collection[str]) -> bool:
    """Whether this is surely another name of one of these acts, or one of them with others."""
    return not _sure_acts(name).isdisjoint(acts)


@lru_cache(20_000)
def _acts(name: str) -> frozenset[str]:
    """The keys of a name itself, of who leads it or plays with them, and of its guests."""
    leader, *guests = _GUESTS.split(name)
    first, *others = _JOINTS.split(leader)
    return _keys(name, leader, first, *guests, *filter(_is_long, others))


@lru_cache(20_000)
def _sure_acts(name: str) -> frozenset[str]:
    """The same without single words, which may be parts of a name: `Earth, Wind & Fire` is not `Earth`."""
    leader, *guests = _FEATURED.split(name)
    return _keys(name, leader, *guests, *_leaders(leader))


def _leaders(name: str) -> Iterable[str]:
    if (told := _TOLD.get(_key(name))) is not None:
        return told
    parts = [one for half in _GUESTS.split(name) for one in _JOINTS.split(half)]
    return filter(_is_long, parts) if _is_long(parts[0]) else ()


def _keys(*names: str) -> frozenset[str]:
    alone = (_ENSEMBLE.sub("", one) for one in names if _ENSEMBLE.search(one))
    return frozenset(FIRST_NAMES.get(key, key) for key in map(_key, {*names, *filter(_is_long, alone)}))


def _is_long(name: str) -> bool:
    """Whether it is of two words and more, and so nobody else's."""
    return " " in _key(name)


@lru_cache(20_000)
def _key(name: str) -> str:
    return normalise(name) or name
