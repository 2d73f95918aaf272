"""Many texts, lists or keys as a few arrays, which a file may hold: no Python object stands for each."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, overload
from zlib import crc32

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]
"""Arrays by name, as they stand in a bundle."""


def under(name: str, arrays: Arrays) -> dict[str, npt.NDArray[Any]]:
    """The same arrays below a name: `starts` -> `name.starts`."""
    return {f"{name}.{key}": array for key, array in arrays.items()}


def below(name: str, arrays: Arrays) -> dict[str, npt.NDArray[Any]]:
    """The arrays that stand below a name."""
    start = f"{name}."
    return {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}


class Lists(Sequence[Sequence[int]]):
    """Lists of numbers: `values`, and where each list starts."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._starts, self._values = arrays["starts"].data, arrays["values"]

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> "Lists":
        rows = [np.asarray(row, dtype=np.int32) for row in lists]
        values = np.concatenate(rows) if rows else np.empty(0, dtype=np.int32)
        return cls({"starts": _starts(map(len, rows)), "values": values})

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, place: int | slice) -> Sequence[Any]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        numbers: list[int] = self.row(place).tolist()
        return numbers

    def row(self, place: int) -> npt.NDArray[Any]:
        """One list as an array."""
        return self._values[self._starts[place] : self._starts[place + 1]]

    def holding(self, value: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The lists that hold a number, and at which place of theirs."""
        at = np.flatnonzero(self._values == value)
        starts = self.arrays["starts"]
        lists = np.searchsorted(starts, at, side="right") - 1
        return lists, at - starts[lists]

    def lengths(self, first: int, last: int) -> npt.NDArray[np.int64]:
        """How long these lists are."""
        return np.diff(self.arrays["starts"][first : last + 1])

    def span(self, first: int, last: int) -> npt.NDArray[Any]:
        """The lists from the first up to the last, which is left out, one after the other."""
        return self._values[self._starts[first] : self._starts[last]]


class Texts(Sequence[str]):
    """Texts in UTF-8, one after the other: `letters`, and where each text starts."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._starts, self._letters = arrays["starts"].data, arrays["letters"].data

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        encoded = [_bytes(text) for text in texts]
        letters = np.frombuffer(b"".join(encoded), dtype=np.uint8)
        return cls({"starts": _starts(map(len, encoded)), "letters": letters})

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return str(self._letters[self._starts[place] : self._starts[place + 1]], "utf-8", "surrogatepass")


class Places:
    """Where texts stand: sorted `codes` of them, and a place for each.

    Few texts share a code; whoever asks looks at the texts themselves.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._codes, self._places = arrays["codes"].data, arrays["places"].data

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Places":
        codes = np.fromiter((_code(text) for text in texts), dtype=np.uint32)
        order = np.argsort(codes, kind="stable").astype(np.int32)
        return cls({"codes": codes[order], "places": order})

    def where(self, text: str) -> list[int]:
        """The places at which this text may stand, the first one first."""
        code = _code(text)
        at = bisect_left(self._codes, code)
        found = []
        while at < len(self._codes) and self._codes[at] == code:
            found.append(self._places[at])
            at += 1
        return found


def within(lists: Iterable[Sequence[int]], count: int) -> bool:
    """Whether these lists hold nothing but places among so many."""
    places = list(chain.from_iterable(lists))
    return not places or (min(places) >= 0 and max(places) < count)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a letter is a text too, where a listener types it


def _code(text: str) -> int:
    return crc32(_bytes(text))


def _starts(lengths: Iterable[int]) -> npt.NDArray[np.integer]:
    starts = np.fromiter(accumulate(lengths, initial=0), dtype=np.int64)
    return starts.astype(np.int32) if starts[-1] < 2**31 else starts
