"""Sparse rows of numbers in plain arrays: SciPy's own take twice the memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Numbers = npt.NDArray[Any]


class Matrix(Protocol):
    """What a CSR matrix of SciPy has."""

    data: Numbers
    indices: Numbers
    indptr: Numbers


@dataclass(frozen=True)
class Rows:
    """The numbers of all rows one after the other, their columns, and where each row starts.

    Numbers may be narrow (half precision, 16 bits), as they lie in a file; a row that is asked for is not.
    """

    data: Numbers
    columns: Numbers
    starts: Numbers

    @classmethod
    def of(cls, matrix: Matrix) -> "Rows":
        return cls(matrix.data, matrix.indices, matrix.indptr)

    @classmethod
    def packed(cls, arrays: Mapping[str, Numbers], name: str) -> "Rows":
        """From arrays as `pack` names them."""
        starts = np.concatenate([[0], np.cumsum(arrays[f"{name}_lengths"], dtype=np.int64)])
        return cls(_narrow(arrays[name]), arrays[f"{name}_columns"], starts)

    def pack(self, name: str, data: npt.DTypeLike, columns: npt.DTypeLike) -> dict[str, Numbers]:
        """Arrays for a file, in these types."""
        return {
            name: self.data.astype(data),
            f"{name}_columns": self.columns.astype(columns),
            f"{name}_lengths": np.diff(self.starts).astype(np.int32),
        }

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, place: int) -> tuple[Positions, Numbers]:
        """The columns of a row, and its numbers there: float32 or int32."""
        part = slice(self.starts[place], self.starts[place + 1])
        kind = np.float32 if self.data.dtype.kind == "f" else np.int32
        return self.columns[part].astype(np.int32, copy=False), self.data[part].astype(kind, copy=False)

    def cells(self, places: Positions) -> tuple[npt.NDArray[np.int64], Numbers, Numbers]:
        """The numbers of some rows [m], >= 1: of which row, 0 to m - 1, each is, its column, and itself."""
        starts, ends = self.starts[places], self.starts[places + 1]
        parts = [slice(*of) for of in zip(starts.tolist(), ends.tolist(), strict=True)]
        owners = np.repeat(np.arange(len(parts)), ends - starts)
        columns, data = (np.concatenate([of[part] for part in parts]) for of in (self.columns, self.data))
        return owners, columns, data

    def at(self, place: int, column: int) -> int:
        """One of a row's whole numbers, 0 where there is none."""
        columns, data = self.row(place)
        return int(data[columns == column].sum())

    def check(self, num_rows: int, width: int) -> None:
        """Raise ValueError unless there are so many rows, of so many columns, with a number in each cell."""
        self._check_kinds()
        cells = len(self.columns)
        ends = self.starts[0] == 0 and self.starts[-1] == cells
        whole = len(self) == num_rows and len(self.data) == cells and ends
        if not whole or np.diff(self.starts).min(initial=0) < 0:
            raise ValueError("rows that do not fit together")
        if self.columns.min(initial=0) < 0 or self.columns.max(initial=0) >= width:
            raise ValueError("columns that are not there")
        if not np.isfinite([self.data.min(initial=0), self.data.max(initial=0)]).all():  # NaN is either
            raise ValueError("cells that are no numbers")

    def _check_kinds(self) -> None:
        """What is read as if it were numbers would fail with the first question, or answer none."""
        places = self.columns.dtype.kind + self.starts.dtype.kind
        if not set(places) <= set("iu") or self.data.dtype.kind not in "iuf":
            raise ValueError("rows of other things than numbers")


def _narrow(data: Numbers) -> Numbers:
    """Counts in 16 bits, where none is larger."""
    small = data.dtype.kind == "i" and data.min(initial=0) >= 0 and data.max(initial=0) < 2**16
    return data.astype(np.uint16) if small else data


def distinct(positions: Positions) -> Positions:
    """Positions [n] in ascending order, each once.

    `np.unique` puts them in a table first, and takes ten times as long for a thousand.
    """
    ordered = np.sort(positions)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
