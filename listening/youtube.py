"""YouTube Music: `watch-history.json` of a Google Takeout, in any language.

Titles come with the word "watched" of the account's language around them. What all titles of a file share
at their beginning or end is that word; the common languages are known beforehand, for files of few rows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from listening.channels import TOPIC, artist_of
from listening.messages import LeftOut
from listening.rows import Item, Row, play
from listening.times import read_time
from listening.watched import AROUND

_MUSIC = "YouTube Music"
_PARTED = re.compile(r" [-–—] (?=[^-–—]+$)")
_NO_CHANNEL = "Release - Topic"  # the channel of songs whose artist has none
_DASH = re.compile(r"\s+[-–—]\s+")
_LINK = re.compile(r"https?://\S+")
_SAMPLE = 200
_ENOUGH = 8  # rows from which a shared beginning is no accident
_QUOTES = (("„", "“"), ("“", "”"), ("”", "”"), ('"', '"'), ("«", "»"), ("「", "」"), ("『", "』"))
# Where what all titles share may end; in Chinese, Japanese and Korean no blank ends a word.
_BOUNDARY = re.compile('[- „“”"«»「」『』\u2e80-\uffff]')


def is_history(row: Row) -> bool:
    return "title" in row and "time" in row and ("header" in row or "titleUrl" in row)


def history(rows: Iterable[Row]) -> Iterator[Item]:
    """The plays of a watch history; what is no music is told apart."""
    rows = iter(rows)
    first = list(islice(rows, _SAMPLE))
    around, topics = _shared(first), _topics(first)
    return (_play(row, around, topics) for row in chain(first, rows))


def _play(row: Row, around: tuple[str, str], topics: frozenset[str]) -> Item:
    if not is_history(row):
        return LeftOut.UNREADABLE
    channel = _plain(_channel(row), topics)
    if row.get("details") or not (row.get("header") == _MUSIC or TOPIC.search(channel)):
        return LeftOut.NOT_MUSIC  # `details` marks advertisements
    title = _bare(row["title"], around) if isinstance(row["title"], str) else ""
    if _LINK.fullmatch(title):
        return LeftOut.UNNAMED  # taken off YouTube since
    if channel == _NO_CHANNEL:
        return LeftOut.UNNAMED
    artist, track = _parted(artist_of(channel), title)
    return play(artist, track, read_time(row["time"]))


def _parted(artist: str, title: str) -> tuple[str, str]:
    """Artist and song where a title names both; the artist as there: a channel may be `TheWeekndVEVO`."""
    lead, *rest = _DASH.split(title, maxsplit=1)
    return (lead, rest[0]) if rest and _letters(lead) == _letters(artist) else (artist, title)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _topics(rows: Iterable[Row]) -> frozenset[str]:
    """What many channels of a file are called behind a dash: "Topic" in a language that is not known."""
    channels = {_channel(row) for row in rows if row.get("header") == _MUSIC}
    if any(map(TOPIC.search, channels)):
        return frozenset()  # the language is known: what else many are called is their name, `Warp - Records`
    ends = Counter(parts[1] for channel in channels if len(parts := _PARTED.split(channel)) > 1)
    return frozenset(end for end, count in ends.items() if count >= _ENOUGH)


def _plain(channel: str, topics: frozenset[str]) -> str:
    """The channel with the known word for "Topic" in place of one that the file has shown."""
    artist, *end = _PARTED.split(channel)
    return f"{artist} - Topic" if end and end[0] in topics else channel


def _channel(row: Row) -> str:
    match row.get("subtitles"):
        case [{"name": str(name)}, *_]:
            return name
    return ""


def _shared(rows: list[Row]) -> tuple[str, str]:
    """What stands around the titles, cut at a word's end; empty where the rows are too few to tell.

    Rows without a channel are visits and searches, in other words. What the songs of one channel share may be
    an album's name: only many channels show the word that all have.
    """
    titles = {_channel(row): str(row.get("title")) for row in rows if _channel(row)}
    some = set(titles.values())
    if len(some) < _ENOUGH:
        some = {str(row.get("title")) for row in rows if _channel(row)}
        if len(some) < _ENOUGH or any(all(_stands(shape, title) for title in some) for shape in AROUND):
            return "", ""
    start = _beginning(some)
    end = _beginning({title[::-1] for title in some})[::-1]
    cuts = [match.end() for match in _BOUNDARY.finditer(start)]
    first = _BOUNDARY.search(end)
    return start[: cuts[-1]] if cuts else "", end[first.start() :] if first else ""


def _stands(shape: tuple[str, str], title: str) -> bool:
    return title.startswith(shape[0]) and title.endswith(shape[1])


def _beginning(texts: set[str]) -> str:
    """What all texts begin with."""
    low, high = min(texts), max(texts)
    differ = (index for index, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1])
    return low[: next(differ, min(len(low), len(high)))]


def _bare(title: str, around: tuple[str, str]) -> str:
    """The title without "watched", before it, behind it or both, and without quotation marks."""
    shapes = (around, *AROUND)
    before, after = next((one for one in shapes if any(one) and _stands(one, title)), ("", ""))
    bare = title[len(before) : len(title) - len(after)].strip()
    quoted = any(len(bare) > 2 and bare[0] == left and bare[-1] == right for left, right in _QUOTES)
    return bare[1:-1] if quoted else bare
