"""Reading a listener's line as artists: one name, or several with commas between."""

import re
from collections.abc import Callable, Iterator

_SEPARATORS = re.compile(r"\s*[,;\n]+\s*")
_CONJUNCTIONS = re.compile(r"\s+(?:and|und|и|&|\+)\s+", re.IGNORECASE)
_PIECES = 4  # no name has more commas: `Crosby, Stills, Nash & Young`


def split(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """The names in a line, each once: commas part them, unless a name has one itself.

    `Tyler, The Creator, Björk` is two names, as `is_artist` knows the first; `Radiohead and Björk` is two
    because both are known and the whole is not.
    """
    pieces = [piece for piece in _SEPARATORS.split(text.strip()) if piece]
    names = [name for joined in _join_known(pieces, is_artist) for name in _part_known(joined, is_artist)]
    return list(dict.fromkeys(names))


def _join_known(pieces: list[str], is_artist: Callable[[str], bool]) -> Iterator[str]:
    start = 0
    while start < len(pieces):
        longest = min(len(pieces), start + _PIECES)
        ends = (end for end in range(longest, start + 1, -1) if is_artist(", ".join(pieces[start:end])))
        stop = next(ends, start + 1)
        yield ", ".join(pieces[start:stop])
        start = stop


def _part_known(name: str, is_artist: Callable[[str], bool]) -> list[str]:
    if is_artist(name):
        return [name]
    parts = _CONJUNCTIONS.split(name)
    return parts if len(parts) > 1 and all(map(is_artist, parts)) else [name]
