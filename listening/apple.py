"""Apple Music, as https://privacy.apple.com hands it out: the days' tracks, the library, likes and dislikes.

Apple describes none of these files. `Apple Music - Play History Daily Tracks.csv` sums plays by track and
day. In `Apple Music Play Activity.csv` stands every play, but of hardly any its artist: so the days are read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from listening.messages import LeftOut
from listening.rows import Item, Play, Row, kept, play
from listening.times import read_time

Cells = list[str]
_DAILY = ("track description", "date played", "hours")
_LIKES = ("item description", "preference")
_OTHERS = (
    {"song name", "event start timestamp"},  # Apple Music Play Activity
    {"track description", "container description"},  # Apple Music - Recently Played Tracks
)
_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_HOUR = re.compile(r"\d{1,2}")
_MINUTES = 60
_BETWEEN = " - "  # artist and song


def tables(header: Cells) -> Callable[[Iterable[Cells]], Iterator[Item]] | None:
    """How to read the rows below such a header; None if it is none of Apple's."""
    names = _names(header)
    if all(name in names for name in _DAILY):
        return lambda rows: _days(names, rows)
    if all(name in names for name in _LIKES):
        return lambda rows: (_liked(_cells(names, row)) for row in rows)
    return None


def says_too_little(header: Cells) -> bool:
    """Whether it is of a table whose plays stand in another one with all that they lack here."""
    names = set(_names(header))
    return any(other <= names for other in _OTHERS)


def library(row: Row) -> Item | None:
    """A row of `Apple Music Library Tracks.json`; None if it is none."""
    if "Title" not in row or not ("Date Added To Library" in row or "Track Identifier" in row):
        return None
    return kept(row.get("Artist") or row.get("Album Artist"), row["Title"])


def _names(header: Cells) -> list[str]:
    return [name.strip("\ufeff ").lower() for name in header]


def _cells(names: list[str], row: Cells) -> dict[str, str]:
    return dict(zip(names, row, strict=False))


def _days(names: list[str], rows: Iterable[Cells]) -> Iterator[Item]:
    """Each play at a minute of its own in its hour, as nobody says more; the same ones for the same file."""
    taken: Counter[tuple[str, str, int]] = Counter()
    for row in rows:
        cells = _cells(names, row)
        plays = max(_whole(cells.get("play count")), 1)
        for number in range(min(plays, _MINUTES)):
            item = _play(cells, number, plays)
            if not isinstance(item, Play):
                yield item  # the row counts once as what it is
                break
            begun = item.artist, item.track, item.at
            yield replace(item, at=item.at + 60 * (taken[begun] % _MINUTES))
            taken[begun] += 1


def _play(cells: dict[str, str], number: int, plays: int) -> Item:
    artist, parted, track = cells.get("track description", "").partition(_BETWEEN)
    if not parted:
        return LeftOut.UNNAMED
    hours = _HOUR.findall(cells.get("hours", "")) or ["12"]
    day = _DAY.fullmatch(cells.get("date played", "").strip())
    time = read_time(f"{'-'.join(day.groups())} {int(hours[number % len(hours)]):02}:00") if day else None
    return play(artist, track, time, _milliseconds(cells, plays))


def _milliseconds(cells: dict[str, str], plays: int) -> float | None:
    """How long each of the plays was, where this is told."""
    with suppress(ValueError):
        return max(float(cells.get("play duration milliseconds", "")), 0.0) / plays
    return None


def _whole(text: str | None) -> int:
    with suppress(ValueError, OverflowError):
        return int(float(text or ""))
    return 0


def _liked(cells: dict[str, str]) -> Item:
    """A song, an album or an artist that is liked or disliked; a disliked album says little of its artist."""
    what, banned = cells.get("item description", ""), "DISLIKE" in cells.get("preference", "").upper()
    artist, parted, track = what.partition(_BETWEEN)
    match cells.get("favorite type", "song").strip().lower():
        case "song" if parted:
            return kept(artist, track, banned=banned)
        case "album" if parted and not banned:
            return kept(artist)
        case "artist":
            return kept(what, banned=banned)
    return LeftOut.UNREADABLE
