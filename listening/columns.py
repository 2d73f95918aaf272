"""Which columns of a table of plays or songs hold what.

With a header, its words say so. Without one, a sample of rows does: the date is what reads as one; of the
texts, songs vary most and artists least.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from listening.messages import LeftOut
from listening.rows import Item, play
from listening.times import Time, read_time

_ARTIST = (
    "artist", "artist name", "artistname", "artists", "track artist", "artist names", "artist name 1",
    "master metadata album artist name",
    "künstler", "künstlername", "interpret", "исполнитель", "виконавець", "артист", "artista", "artiste",
    "artysta", "wykonawca", "zespół", "artiest", "sanatçı", "artisti", "esittäjä", "előadó",
    "アーティスト", "아티스트", "艺术家", "藝人",
    "歌手", "album artist", "albumartist",
)  # fmt: skip
_TRACK = (
    "track", "track name", "trackname", "title", "song", "song name", "song title", "name", "track title",
    "master metadata track name",
    "titel", "titelname", "lied", "трек", "песня", "композиция", "пісня", "название", "назва", "título",
    "canción", "música", "faixa", "titre", "morceau", "titolo", "brano", "utwór", "tytuł", "nummer", "şarkı",
    "skladba", "název", "låt", "sang", "kappale", "dal", "cím", "piesă", "melodie",
    "曲名", "곡", "歌曲", "歌名",
)  # fmt: skip
_DATE = (
    "uts", "date uts", "unixtime", "unix time", "timestamp", "date", "iso time", "utc time", "time",
    "datetime", "date/time", "date time", "played at", "listened at", "scrobbled at", "scrobble time",
    "endtime", "ts", "timems", "timehuman",
    "datum", "zeit", "дата", "время", "fecha", "data", "tarih",
    "dato", "dată", "dátum", "päivämäärä",
)  # fmt: skip
# For words that stand in neither list: when something was played, and when something else happened to it.
_OF_TIMES = re.compile(r"date|time|utc|play|scrobbl|listen|when|datum|zeit|дат|врем|fecha|data|日|時|时")
_OF_OTHERS = re.compile(
    r"added|release|creat|lov|lik|modif|updat|duration|length|dauer|länge|длит|duraci|id$"
)
_PLAYED = ("msplayed", "ms played", "milliseconds played")
_NO_TEXT = re.compile(r"[\d.,:\s]*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|https?://\S+")
_CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d)?(\s*[AaPp]\.?[Mm]\.?)?")
_SPAN = re.compile(r"\d{1,5}|\d{1,3}:\d\d(\.\d+)?")
"""How long a song is, in seconds or minutes, or the year that it is of: no time of a play."""
_IN_WORDS = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4},? \d\d:\d\d")
_MOSTLY = 0.5

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
        whole = (
            f"{date} {row[self.clock].strip()}" if self.clock is not None and self.clock < len(row) else date
        )
        # A column of clocks beside whole times is something else, how long a song is
        return read_time(whole, month_first=self.month_first) or read_time(date, month_first=self.month_first)


def artist_and_track(row: Cells) -> tuple[int, int] | None:
    """Where a header names the two, if it does."""
    names = list(map(_word, row))
    artist, track = _place(names, _ARTIST), _place(names, _TRACK)
    return None if artist is None or track is None else (artist, track)


def by_header(row: Cells, below: Sequence[Cells]) -> Columns | None:
    """Those of plays, if the first row names them; the rows below tell times by what they hold."""
    names, both = list(map(_word, row)), artist_and_track(row)
    date = _place(names, _DATE)
    if date is not None and _mostly([row[date] for row in below if len(row) > date], _is_span):
        date = None
    if date is None:
        date = _dated(names, below)
    if both is None or date is None:
        return None
    return Columns(*both, date, _place(names, _PLAYED), _clock(names, date, below))


def _clock(names: Sequence[str], date: int, below: Sequence[Cells]) -> int | None:
    """The column of times of the day, where that of dates holds days alone."""
    rows = [row for row in below if len(row) >= len(names)]
    if not rows or _share([row[date] for row in rows], _is_exact) > _MOSTLY:
        return None
    others = [place for place, name in enumerate(names) if place != date and not _OF_OTHERS.search(name)]
    shares = {place: _share([row[place] for row in rows], _is_clock) for place in others}
    return next((place for place in others if shares[place] > _MOSTLY), None)


def _word(cell: str) -> str:
    """A header's word without what tools put behind it: `Date#robin`, `artist.#text`, `Date (UTC)`."""
    return re.split(r"[#(\[]", cell)[0].replace("_", " ").replace(".", " ").strip("\ufeff ").lower()


def _dated(names: Sequence[str], below: Sequence[Cells]) -> int | None:
    """The column that is named like a time, in whatever words, and holds times; else one of exact times."""
    mine = [place for place, name in enumerate(names) if not _OF_OTHERS.search(name)]
    cells = {place: [row[place] for row in below if len(row) > place] for place in mine}
    named = (place for place in mine if _OF_TIMES.search(names[place]) and _mostly(cells[place], _is_date))
    exact = (place for place in mine if _mostly(cells[place], _is_exact))
    return next(chain(named, exact), None)


def _place(names: list[str], known: Sequence[str]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


def by_content(rows: Sequence[Cells]) -> Columns | None:
    """Those of plays without a header, if it can be told."""
    width, _ = Counter(len(row) for row in rows).most_common(1)[0]
    columns = list(zip(*(row for row in rows if len(row) == width), strict=True))
    dates = [place for place, cells in enumerate(columns) if _share(cells, _is_date) > _MOSTLY]
    texts = [place for place, cells in enumerate(columns) if _share(cells, _is_text) > _MOSTLY]
    names = [place for place in texts if place not in dates][:3]
    if not dates or len(names) < 2:
        return None
    if len(names) > 2:
        names = _without_album(names, columns)
    date = min(dates, key=lambda place: (-_share(columns[place], _is_exact), place))
    if _NO_TEXT.fullmatch(columns[date][0]) is None and not _is_date(columns[date][0]):
        return None  # the first row names the columns, and none of them as one that we know
    variety = {place: _variety(columns[place]) for place in names}
    artist = min(names, key=lambda place: (variety[place], place))
    if len(columns) == 4 and names[0] == 0 and date == 3 and _IN_WORDS.fullmatch(columns[date][-1].strip()):
        # benjaminbenben.com, from which most of these come, writes artist, album, song and such a date.
        # Who hears compilations and soundtracks has more artists than albums.
        artist = artist if variety[0] == max(variety.values()) else 0
    track = max((place for place in names if place != artist), key=lambda place: (variety[place], place))
    clocks = [place for place, cells in enumerate(columns) if _share(cells, _is_clock) > _MOSTLY]
    return Columns(artist, track, date, clock=clocks[0] if clocks else None)


def _without_album(names: list[int], columns: Sequence[Sequence[str]]) -> list[int]:
    """Of three columns the two that name artist and song, where it shows which names the album.

    It is the one that lacks words here and there. Or there is one album, or one word in its place; an artist
    may be the only one, too, but not beside albums that are all the same.
    """
    variety = {place: _variety(columns[place]) for place in names}
    gaps = {place: sum(not cell.strip() for cell in columns[place]) for place in names}
    album = None
    if sorted(map(bool, gaps.values())) == [False, False, True]:
        album = max(names, key=gaps.__getitem__)
    elif max(variety.values()) > 1:
        album = next((place for place in reversed(names) if variety[place] == 1), None)
    return [place for place in names if place != album]


def _variety(cells: Sequence[str]) -> int:
    return len({cell.casefold() for cell in cells})


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return bool(cells) and _share(cells, test) > _MOSTLY


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _is_date(cell: str) -> bool:
    return read_time(cell) is not None


def _is_clock(cell: str) -> bool:
    return _CLOCK.fullmatch(cell.strip()) is not None


def _is_span(cell: str) -> bool:
    return _SPAN.fullmatch(cell.strip()) is not None


def _is_exact(cell: str) -> bool:
    time = read_time(cell)
    return time is not None and time[1]


def _is_text(cell: str) -> bool:
    return _NO_TEXT.fullmatch(cell.strip()) is None
