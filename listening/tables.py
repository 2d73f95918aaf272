"""Last.fm histories as CSV, in the dialects of the many tools that write them.

With a header, its words say what the columns hold. Without one, a sample of rows does: the date is what
reads as one; of the texts, songs vary most and artists least.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TextIO

from listening.messages import LeftOut
from listening.rows import Item, play
from listening.times import Time, read_time, says_month_first

_SAMPLE = 300
_DELIMITERS = ",;\t|"
_ARTIST = (
    "artist", "artist name", "artistname", "artists", "track artist", "artist(s)",
    "master metadata album artist name",
    "künstler", "interpret", "исполнитель", "артист", "artista", "artiste", "artysta", "sanatçı",
)  # fmt: skip
_TRACK = (
    "track", "track name", "trackname", "title", "song", "song name", "song title", "name", "track title",
    "master metadata track name",
    "titel", "lied", "трек", "песня", "композиция", "название", "título", "canción", "música", "titre",
    "morceau", "titolo", "brano", "utwór", "şarkı",
)  # fmt: skip
_DATE = (
    "uts", "unixtime", "unix time", "timestamp", "date", "iso time", "utc time", "time", "datetime",
    "date/time", "date time", "played at", "listened at", "scrobbled at", "scrobble time", "endtime", "ts",
    "timems", "timehuman",
    "datum", "zeit", "дата", "время", "fecha", "data", "tarih",
)  # fmt: skip
_PLAYED = ("msplayed", "ms played", "milliseconds played")
_NO_TEXT = re.compile(r"[\d.,:\s]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|https?://\S+")
_MOSTLY = 0.5
_EXCEL = "sep="  # says with which sign the lines below are parted

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table holds what.

    `played` is the column of milliseconds and `clock` that of a time apart from its date, if there are any.
    """

    artist: int
    track: int
    date: int
    played: int | None = None
    clock: int | None = None
    month_first: bool = False

    def read(self, row: Cells) -> Item:
        if len(row) <= max(self.artist, self.track, self.date):
            return LeftOut.UNREADABLE
        played = row[self.played] if self.played is not None and self.played < len(row) else ""
        return play(row[self.artist], row[self.track], self._time(row), played)

    def _time(self, row: Cells) -> Time | None:
        date = row[self.date].strip()
        if self.clock is not None and self.clock < len(row):
            date = f"{date} {row[self.clock].strip()}"
        return read_time(date, month_first=self.month_first)


def history(table: TextIO, sample: str) -> Iterator[Item] | None:
    """The plays of a table that begins with `sample`; None if it is no history of plays."""
    if sample.startswith(_EXCEL):
        _, _, sample = sample.partition("\n")
        table.readline()
    rows = csv.reader(table, delimiter=_delimiter(sample))
    first = list(islice((row for row in rows if row), _SAMPLE))
    if not first:
        return None
    named = _by_header(first[0])
    columns = named or _by_content(first)
    if columns is None:
        return None
    if any(says_month_first(row[columns.date]) for row in first if len(row) > columns.date):
        columns = replace(columns, month_first=True)
    return (columns.read(row) for row in chain(first[1:] if named else first, rows) if row)


def _delimiter(sample: str) -> str:
    """The one that parts most lines into the same number of cells."""
    lines = sample.splitlines()[:50]
    return max(_DELIMITERS, key=lambda delimiter: _consistency(lines, delimiter))


def _consistency(lines: Sequence[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    return max((count for width, count in widths.items() if width >= 3), default=0)


def _by_header(row: Cells) -> Columns | None:
    # "Date#robin": one tool puts the listener's name behind the word
    names = [cell.partition("#")[0].replace("_", " ").strip("\ufeff ").lower() for cell in row]
    artist, track, date = (_place(names, known) for known in (_ARTIST, _TRACK, _DATE))
    if artist is None or track is None or date is None:
        return None
    clock = names.index("time") if names[date] == "date" and "time" in names else None
    return Columns(artist, track, date, _place(names, _PLAYED), clock)


def _place(names: list[str], known: Sequence[str]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


def _by_content(rows: Sequence[Cells]) -> Columns | None:
    width, _ = Counter(len(row) for row in rows).most_common(1)[0]
    columns = list(zip(*(row for row in rows if len(row) == width), strict=True))
    dates = [place for place, cells in enumerate(columns) if _share(cells, _is_date) > _MOSTLY]
    texts = [place for place, cells in enumerate(columns) if _share(cells, _is_text) > _MOSTLY]
    names = [place for place in texts if place not in dates][:3]
    if not dates or len(names) < 2:
        return None
    variety = {place: len({cell.casefold() for cell in columns[place]}) for place in names}
    if len(names) > 2 and max(variety.values()) > 1:
        # The one album there is, or an empty word in its place. An artist may be the only one, too, but
        # not beside albums that are all the same.
        constant = next((place for place in reversed(names) if variety[place] == 1), None)
        names = [place for place in names if place != constant]
    artist = min(names, key=lambda place: (variety[place], place))
    track = max((place for place in names if place != artist), key=lambda place: (variety[place], place))
    date = min(dates, key=lambda place: (-_share(columns[place], _is_exact), place))
    if _NO_TEXT.fullmatch(columns[date][0]) is None and not _is_date(columns[date][0]):
        return None  # the first row names the columns, and none of them as one that we know
    return Columns(artist, track, date)


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_date(cell: str) -> bool:
    return read_time(cell) is not None


def _is_exact(cell: str) -> bool:
    time = read_time(cell)
    return time is not None and time[1]


def _is_text(cell: str) -> bool:
    return _NO_TEXT.fullmatch(cell.strip()) is None
