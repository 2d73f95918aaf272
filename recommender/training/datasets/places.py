"""Where a row of a table stands in its file, so that a fault can be looked up there."""

import csv
import gzip
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

_FIRST = 2  # row of a table whose header is row 1
_UNQUOTED = ".dat"  # the ending of the one layout that knows no quotes


def row_of(path: Path, position: int) -> int:
    """The row of a file, as an editor counts lines, at which the record at a position (from 0) begins.

    Blank lines count, and so do all lines of a text over several. A Parquet has no header before row 1.
    """
    if path.suffix.lower() == ".parquet":
        return position + 1
    with suppress(OSError, EOFError, csv.Error):
        return next(islice(_beginnings(path), position + 1, None), position + _FIRST)
    return position + _FIRST


def _beginnings(path: Path) -> Iterator[int]:
    """The line at which each record begins, the header's among them; a blank line is no record."""
    unquoted = path.suffix == _UNQUOTED
    opened = gzip.open if path.suffix == ".gz" else open
    # of no matter which encoding: separators and ends of lines are the same bytes in all that are read
    with opened(path, "rt", encoding="latin-1", newline="") as lines:
        records = csv.reader(
            lines,
            delimiter=_separator(path),
            quoting=csv.QUOTE_NONE if unquoted else csv.QUOTE_MINIMAL,
            skipinitialspace=not unquoted,
        )
        line = 1
        for record in records:
            if record[1:] or "".join(record).strip():
                yield line
            line = records.line_num + 1


def _separator(path: Path) -> str:
    return "\t" if path.suffix.lower() in {".tsv", _UNQUOTED} else ","
