"""Where a row of a table stands in its file, so that a fault can be looked up there."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO, cast

_FIRST = 2  # row of a table whose header is row 1
_UNQUOTED = ".dat"  # the ending of the one layout that knows no quotes
_SEPARATORS = ",;\t"  # of tables that end in .csv, the usual one first


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
    with _opened(path) as lines:
        records = csv.reader(
            lines,
            delimiter=separator(path),
            quoting=csv.QUOTE_NONE if unquoted else csv.QUOTE_MINIMAL,
            skipinitialspace=not unquoted,
        )
        line = 1
        for record in records:
            if record[1:] or "".join(record).strip():
                yield line
            line = records.line_num + 1


def separator(path: Path) -> str:
    """What parts the columns of a table: a tab in `.tsv` and `.dat`, else what its header has most of.

    Spreadsheets write semicolons where numbers have decimal commas, and keep the ending `.csv`.
    """
    if path.suffix.lower() in {".tsv", _UNQUOTED}:
        return "\t"
    return max(_SEPARATORS, key=_header(path).count)


def _header(path: Path) -> str:
    # whoever reads the table says what is wrong with the file
    with suppress(OSError, EOFError, zlib.error), _opened(path) as lines:
        return lines.readline()
    return ""


def _opened(path: Path) -> TextIO:
    """A file's text, of no matter which encoding: separators and ends of lines are the same bytes in all."""
    opened = gzip.open if path.suffix == ".gz" else open
    return cast("TextIO", opened(path, "rt", encoding="latin-1", newline=""))
