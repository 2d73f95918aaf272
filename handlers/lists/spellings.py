"""Whom the catalogue means by a name as exports spell it: with guests, notes, channels, or turned round."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from listening.channels import artist_of
from recommender.words.names import compact, fold, letters, normalise

KeyOf = Callable[[str], str | None]

_GUESTS = re.compile(
    r"\s+(?:[(\[]\s*(?:feat|ft|featuring|with|w/|f/)|(?:feat|ft|featuring)\b|[wf]/\s)[^;]*", re.IGNORECASE
)
_LISTED = re.compile(r"\s*;\s*")
_AND = re.compile(r"\s*[,;/]\s*|\s+(?:&|\+|and|x|×|vs\.?|with|und|и|y)\s+", re.IGNORECASE)
_PIECES = 5  # of a name, between such signs
_THE_LAST = re.compile(r"(.+), the", re.IGNORECASE)
_NOTED = re.compile(r"(\S.*?)\s*[(\[]([^()\[\]]+)[)\]]")
_TURNED = re.compile(r"([^,;/&]+),\s*([^,;/&]+)|(\w{2,})\s(\w{2,})")


def main_name(name: str) -> str:
    """A name without the guests, and with "the" in front: `Beatles, The`, `Eminem ft. Dido`."""
    alone = _GUESTS.sub("", name)
    last = _THE_LAST.fullmatch(alone)
    return f"The {last[1]}" if last else alone


def forms(name: str) -> Iterator[str]:
    """A name as it stands and as others would write it, the likeliest first.

    Scrobblers take the channels of YouTube for artists; shops write a name in two scripts; libraries sort by
    the family name.

    >>> list(forms("AC/DC - Topic")), list(forms("BTS (방탄소년단)"))
    (['AC/DC - Topic', 'AC/DC'], ['BTS (방탄소년단)', 'BTS', '방탄소년단'])
    """
    main = main_name(name)
    bare = artist_of(main)
    yield from dict.fromkeys((name, main, bare))
    if noted := _NOTED.fullmatch(bare):
        yield noted[1]
        if fold(noted[1]).isascii() != fold(noted[2]).isascii():  # else a note: `Nirvana (UK)`
            yield noted[2]


def known_key(name: str, key_of: KeyOf) -> str | None:
    """The catalogue's key of the artist that a name means; None if it knows none or several are meant."""
    return next((key for form in forms(name) if (key := key_of(form))), None) or _turned_key(name, key_of)


def _turned_key(name: str, key_of: KeyOf) -> str | None:
    """The key of `Davis, Miles` and `Utada Hikaru` the other way round."""
    turned = _TURNED.fullmatch(main_name(name))
    if turned is None:
        return None
    other_way = f"{turned[2] or turned[4]} {turned[1] or turned[3]}"
    key = key_of(other_way)
    # By its letters alone, in other words, it is somebody else: `El Micha` is no Michael.
    return None if key and letters(key) == compact(other_way) and _words(key) != _words(other_way) else key


def _words(name: str) -> list[str]:
    return list(map(letters, normalise(name).split()))


def together(name: str, key_of: KeyOf) -> list[str]:
    """Who plays together under a name that the catalogue does not know as one: `Queen & David Bowie`."""
    if known_key(name, key_of):
        return []
    credited = _LISTED.split(name)
    return list(dict.fromkeys(key for one in credited for key in _credited(main_name(one), key_of)))


def _credited(name: str, key_of: KeyOf) -> Iterator[str]:
    """The artists of a credit, each by the longest name that is known: `Earth, Wind & Fire, The Emotions`."""
    cuts = [(0, 0), *(found.span() for found in _AND.finditer(name)), (len(name), len(name))]
    start = 0
    while start < len(cuts) - 1:
        ends = range(min(len(cuts) - 1, start + _PIECES), start, -1)
        known = ((end, key) for end in ends if (key := _joined_key(name, cuts[start : end + 1], key_of)))
        end, key = next(known, (start + 1, None))
        if key is not None:
            yield key
        start = end


def _joined_key(name: str, cuts: Sequence[tuple[int, int]], key_of: KeyOf) -> str | None:
    """The key of what stands between cuts, as it stands or with "and": the duo `João Bosco, Vinícius`."""
    parts = [name[before[1] : after[0]] for before, after in pairwise(cuts)]
    return key_of(name[cuts[0][1] : cuts[-1][0]]) or key_of(" & ".join(parts))
