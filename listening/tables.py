"""Tables of plays, as the many tools for Last.fm write them, and of songs, as those for playlists do.

What columns hold is told by columns.py. Songs without a time at which they were played need a header.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TextIO

from listening import apple, rockbox
from listening.columns import Cells, Columns, artist_and_track, by_content, by_header
from listening.messages import LeftOut
from listening.rows import Item, kept
from listening.times import says_month_first

_SAMPLE = 300
_DELIMITERS = "\t;|,"  # where two part alike, the one that names and dates hold less often
_FIRST_LINES = 5  # among which the header stands; some tools write a title or a comment above it
_EXCEL = "sep="  # says with which sign the lines below are parted


def items(table: TextIO, sample: str) -> Iterator[Item] | None:
    """The plays or songs of a table that begins with `sample`; None if it holds neither."""
    if sample.startswith(_EXCEL):
        _, _, sample = sample.partition("\n")
        table.readline()
    rows = (row for row in _parted(table, _delimiter(sample)) if row)
    first = list(islice(rows, _SAMPLE))
    if not first:
        return None
    if first[0][0].startswith(rockbox.MARK):
        return (rockbox.scrobble(row) for row in chain(first, rows) if len(row) > 1)
    if reader := apple.tables(first[0]):
        return reader(chain(first[1:], rows))
    columns, below = _with_header(first) or (by_content(first), first)
    if columns is None:
        return _songs(first, rows)
    if any(says_month_first(row[columns.date]) for row in below if len(row) > columns.date):
        columns = replace(columns, month_first=True)
    return map(columns.read, chain(below, rows))


def _songs(first: list[Cells], rows: Iterator[Cells]) -> Iterator[Item] | None:
    """A playlist or a library: who wrote it down says when a song was added to it, if anything."""
    for place, row in enumerate(first[:_FIRST_LINES]):
        if both := artist_and_track(row):
            return (_song(*both, cells) for cells in chain(first[place + 1 :], rows))
    return None


def _song(artist: int, track: int, row: Cells) -> Item:
    return kept(row[artist], row[track]) if len(row) > max(artist, track) else LeftOut.UNREADABLE


def _parted(table: TextIO, delimiter: str) -> Iterator[Cells]:
    if delimiter != "\t":
        return csv.reader(table, delimiter=delimiter, skipinitialspace=True)
    # A line is a line where tabs part it: tools that write them quote nothing, Excel the odd cell.
    return (
        [_unquoted(cell) for cell in row] for row in csv.reader(table, "excel-tab", quoting=csv.QUOTE_NONE)
    )


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _delimiter(sample: str) -> str:
    """The one that parts most lines into as many cells; into two, where none parts them into more."""
    lines = sample.splitlines()[:50]
    return max(_DELIMITERS, key=lambda delimiter: [_consistency(lines, delimiter, least) for least in (3, 2)])


def _consistency(lines: Sequence[str], delimiter: str, least: int) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    return max((count for width, count in widths.items() if width >= least), default=0)


def _with_header(rows: list[Cells]) -> tuple[Columns, list[Cells]] | None:
    """What a header among the first lines says, and the rows below it."""
    for place, row in enumerate(rows[:_FIRST_LINES]):
        if columns := by_header(row, rows[place + 1 :]):
            return columns, rows[place + 1 :]
    return None
