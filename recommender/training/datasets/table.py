"""Reading delimited files so that every fault names file, row and column."""

import csv
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from errors import DataError
from recommender.training.datasets.places import row_of, separator

_TABLES = {".csv", ".tsv"}
_LONG_ROW = re.compile(r"in line (\d+), saw \d+")  # of pandas' words
_TOO_LONG = "more fields than the header has; a name with the separator in it needs quotes around it"
_OPEN_QUOTE = (
    "a quotation mark that begins here is not closed before the line ends; within two, it is doubled"
)
_UNCLOSED = re.compile(r"EOF inside string starting at row (\d+)")  # the row after the header is 0


def is_table(path: Path) -> bool:
    """Whether a path's ending, in letters of either case, is that of a table with a header."""
    return path.suffix.lower() in _TABLES


def tables(folder: Path) -> list[Path]:
    """The tables of a directory."""
    return sorted(child for child in folder.iterdir() if is_table(child))


def read_table(
    path: Path,
    columns: Mapping[str, type],
    *,
    filled: Sequence[str] = (),
    quoted: bool = True,
    encoding: str = "utf-8",
) -> pd.DataFrame:
    """Read the named columns of a delimited file, gzipped or plain, as `str` or `float`.

    Text stays text: an artist called "NA" or "None" is a name, not a hole. Between semicolons, numbers may
    have decimal commas. Raises DataError for a missing or empty file, a missing column, a torn row, a text
    over several lines, wrong bytes, a number that is none, or a blank in one of those columns that must be
    `filled`.
    """
    table = _read_text(path, quoted, encoding)
    decimal = "," if separator(path) == ";" else "."
    for column, kind in columns.items():
        if column not in table.columns:
            raise DataError(
                f"{path}: row 1: column {column!r} is missing (found: {', '.join(table.columns)})"
            )
        # who opens a quotation mark and closes none makes one text of all rows up to the next
        refuse(path, table[column], table[column].str.contains("\n", regex=False), _OPEN_QUOTE)
        if kind is float:
            table[column] = numbers(path, table[column], decimal)
    for column in filled:
        refuse(path, table[column], table[column].str.strip() == "")
    return table[list(columns)]


def numbers(path: Path, texts: "pd.Series", decimal: str = ".") -> "pd.Series[float]":
    """Parse a column of numbers; the first that is none is named with its row."""
    points = texts if decimal == "." else texts.str.replace(decimal, ".", regex=False)
    values: pd.Series[float] = pd.to_numeric(points, errors="coerce").astype("float64")
    wrong = ~np.isfinite(values.to_numpy())  # "inf" and 1e309 would be read, and outweigh all else
    if wrong.any():
        row = int(wrong.argmax())
        told = f"row {row_of(path, row)}, column {texts.name!r}"
        raise DataError(f"{path}: {told}: {texts.iloc[row]!r} is not a number")
    return values


def refuse(path: Path, column: "pd.Series", wrong: "pd.Series[bool]", why: str = "") -> None:
    """Raise DataError naming the first row that is wrong, if any is."""
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        value = column.iloc[row]
        shown = f"{value:g}" if isinstance(value, float) else repr(value)
        told = f"row {row_of(path, row)}, column {column.name!r}"
        raise DataError(f"{path}: {told}: {why or f'{shown} is not allowed'}")


def header(path: Path) -> list[str]:
    """The column names of a table."""
    return list(_read_text(path, True, "utf-8", rows=0).columns)


def _read_text(path: Path, quoted: bool, encoding: str, rows: int | None = None) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            # pandas warns of a first row that is longer than the header, and cuts it
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(
                path,
                sep=separator(path),
                dtype="str",
                keep_default_na=False,
                nrows=rows,
                encoding=encoding,
                quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
                index_col=False,
                skipinitialspace=quoted,  # "a, b": by hand, and by some programs
            )
        return table.rename(columns=str.strip)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except pd.errors.EmptyDataError:
        raise DataError(f"{path}: the file is empty") from None
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path}: row {_row_of_bad_byte(path, encoding)}: not {encoding} ({error.reason})"
        ) from None
    except pd.errors.ParserWarning:
        raise DataError(f"{path}: row 2: {_TOO_LONG}") from None
    except pd.errors.ParserError as error:
        raise DataError(f"{path}: {_told(str(error))}") from None
    except (OSError, EOFError) as error:
        raise DataError(f"{path}: {error}") from None


def _told(fault: str) -> str:
    """What pandas says of a torn row, as an engineer would."""
    if row := _LONG_ROW.search(fault):
        return f"row {row[1]}: {_TOO_LONG}"
    if row := _UNCLOSED.search(fault):
        return f"row {int(row[1]) + 1}: {_OPEN_QUOTE}"
    return fault


def _row_of_bad_byte(path: Path, encoding: str) -> int:
    with path.open("rb") as lines:
        for row, line in enumerate(lines, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return row
    return 1
