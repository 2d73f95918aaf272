"""One file of an export: what it is, told by its content, and what it holds."""

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from itertools import chain, islice

import ijson

from listening import apple, lastfm, listenbrainz, spotify, tables, youtube
from listening.letters import AsUtf8
from listening.messages import LeftOut, Problem
from listening.rows import Item, Row

SAMPLE = 64 * 1024
_LONGEST_ROW = SAMPLE // 3  # characters
_TRIED = 20  # rows among which one must be known

_JSON_LINES = re.compile(rb'\s*\{"[^\n]*\}\s*\n\s*\{')
_ROW_ENDS = re.compile(r"[}\r\n]")  # an export has many among its first letters
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
_HISTORY_PAGE = re.compile(r"(outer|content)-cell|mdl-|material-design-lite|youtube\.com/watch|Watched")
_NO_TEXT = (b"%PDF", b"{\\rtf")
_OTHER_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_READERS: tuple[Callable[[Row], Item | None], ...] = (
    spotify.extended,
    spotify.account,
    listenbrainz.listen,
    lastfm.scrobble,
    apple.library,
)
# Where objects stand in files that are no plain list of rows.
_PLAYS: Mapping[str, Callable[[Row], Item | None]] = {
    "payload.listens.item": listenbrainz.listen,
    "listens.item": listenbrainz.listen,
    "recenttracks.track.item": lastfm.scrobble,
    "recenttracks.track": lastfm.scrobble,  # a page of one
    "scrobbles.item": lastfm.scrobble,
}
_SHELVES = re.compile(
    r"(tracks|albums|artists|bannedTracks|bannedArtists|shows|episodes|playlists\.item\.(items|tracks))\.item"
)


class Unreadable(Exception):
    """A file that is not taken."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read(file: BufferedReader) -> Iterator[Item]:
    """All that an export's file holds; Unreadable, at the start or in the middle, if it is none."""
    start = file.peek(SAMPLE)[:SAMPLE]
    encoding = _encoding(start)
    sample = codecs.getincrementaldecoder(encoding)("replace").decode(start).lstrip("\ufeff")
    try:
        yield from _items(file, sample, encoding)
    except ijson.JSONError as error:
        wrong_bytes = "UTF8" in str(error)
        raise Unreadable(Problem.ENCODING if wrong_bytes else Problem.BROKEN) from error
    except UnicodeError as error:
        raise Unreadable(Problem.ENCODING) from error
    except csv.Error as error:
        raise Unreadable(Problem.BROKEN) from error


def _encoding(start: bytes) -> str:
    """UTF-8 or UTF-16, by the mark at the beginning or by where the zeros stand."""
    if not start.strip():
        raise Unreadable(Problem.EMPTY)
    if start.startswith(_OTHER_ARCHIVES):
        raise Unreadable(Problem.PACKED)
    if start.startswith(_NO_TEXT):
        raise Unreadable(Problem.UNKNOWN)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(start) > 1 and (start[0] == 0) != (start[1] == 0):
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    if b"\0" in start:
        raise Unreadable(Problem.UNKNOWN)
    return "utf-8-sig"


def _items(file: BufferedReader, sample: str, encoding: str) -> Iterator[Item]:
    opening = sample.lstrip()[:1]
    if _MARKUP.match(sample):
        raise Unreadable(Problem.HTML if _HISTORY_PAGE.search(sample) else Problem.UNKNOWN)
    if len(sample) > _LONGEST_ROW and not _ROW_ENDS.search(sample):
        raise Unreadable(Problem.UNKNOWN)
    if opening not in ("[", "{"):
        if apple.says_too_little(next(csv.reader([sample.partition("\n")[0]]), [])):
            raise Unreadable(Problem.APPLE)
        table = tables.items(TextIOWrapper(file, encoding, newline=""), sample)
        if table is None:
            raise Unreadable(Problem.UNKNOWN)
        return table
    text = AsUtf8(file, encoding)
    if opening == "[":
        return _rows(_objects(text, "item"))
    if _JSON_LINES.match(sample.encode()) or _is_row(sample):
        return _rows(_objects(text, ""))
    return _shelves(text)


def _objects(text: AsUtf8, prefix: str) -> Iterator[object]:
    """Of several lists one after the other, as tools that append to a file leave them, those of all."""
    yield from ijson.items(text, prefix, use_float=True, multiple_values=True)


def _is_row(sample: str) -> bool:
    """Whether the first object is a row in itself: a file of such looks like an object."""
    try:
        row, _ = json.JSONDecoder().raw_decode(sample.lstrip())
    except (ValueError, RecursionError):
        return False
    known = isinstance(row, dict) and any(reader(row) is not None for reader in _READERS)
    return known or (isinstance(row, dict) and youtube.is_history(row))


def _rows(objects: Iterable[object]) -> Iterator[Item]:
    """The rows of a list, read by the first reader that knows one of the first of them."""
    objects = (row for one in objects for row in lastfm.tracks(one))
    first = list(islice(objects, _TRIED))
    rows = (one if isinstance(one, dict) else {} for one in chain(first, objects))
    known = [one for one in first if isinstance(one, dict)]
    if any(map(youtube.is_history, known)):
        return youtube.history(rows)
    for reader in _READERS:
        if any(reader(row) is not None for row in known):
            return (reader(row) or LeftOut.UNREADABLE for row in rows)
    raise Unreadable(Problem.UNKNOWN if first else Problem.EMPTY)


def _shelves(text: AsUtf8) -> Iterator[Item]:
    """The objects in the lists of a library, of playlists, or of an API's answer."""
    some = bare = False
    for place, row in _placed(text):
        if row is None:
            bare = True
            continue
        item = _PLAYS[place](row) if place in _PLAYS else spotify.library(place, row)
        some = True
        if item is not None:
            yield item
    if not some:
        raise Unreadable(Problem.EMPTY if bare else Problem.UNKNOWN)


def _placed(text: AsUtf8) -> Iterator[tuple[str, Row | None]]:
    """The objects with the places where they stand; None for a list that lacks any."""
    builder: ijson.ObjectBuilder | None = None
    at = before = ""
    for prefix, event, value in ijson.parse(text, use_float=True, multiple_values=True):
        if builder is None and event == "start_map" and _is_place(prefix):
            builder, at = ijson.ObjectBuilder(), prefix
        bare = (before, event) == ("start_array", "end_array")
        if bare and builder is None and (prefix == "playlists" or _is_place(f"{prefix}.item")):
            yield prefix, None
        before = event
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == at:
                yield at, builder.value
                builder = None


def _is_place(prefix: str) -> bool:
    return prefix in _PLAYS or _SHELVES.fullmatch(prefix) is not None
