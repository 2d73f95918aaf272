"""What a reader says about an upload, and its form on the wire: one JSON array a line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why an upload, or one file in it, was not read."""

    EMPTY = "empty"
    UNKNOWN = "unknown"  # nothing that an export of listening looks like
    BROKEN = "broken"
    ENCODING = "encoding"
    HTML = "html"
    PACKED = "packed"  # an archive or a compression other than plain zip
    PASSWORD = "password"  # noqa: S105 - not one itself
    NESTED = "nested"
    TRICKS = "tricks"  # a zip whose entries point outside of it
    APPLE = "apple"  # a table of Apple Music that another one of it says better
    TOO_LARGE = "too-large"
    TOO_MANY_FILES = "too-many-files"
    TOO_MUCH = "too-much"


class LeftOut(StrEnum):
    """Why a row of an export is not music that the listener played."""

    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    NOT_MUSIC = "not-music"
    UNNAMED = "unnamed"
    UNDATED = "undated"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the upload has been read, in percent."""

    percent: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of the upload, whole or not at all.

    `problem` is None for one that was read; `plays` counts what it holds, `banned` what the listener never
    wants to hear, `left_out` what was not taken;
    `first` and `last` are seconds since 1970, UTC.
    """

    name: str
    problem: Problem | None
    plays: int
    skips: int
    saved: int
    banned: int
    first: int | None
    last: int | None
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """One song of a file that was read whole, with its plays, or kept in a library (`saved`).

    `track` is empty for an artist alone. Each play is (seconds since 1970 UTC, listened or only skipped,
    whether the seconds are exact or the minute is all that is known).
    """

    artist: str
    track: str
    plays: tuple[tuple[int, bool, bool], ...]
    saved: bool
    banned: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Some songs of the file that the last FileRead announced."""

    songs: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The upload as a whole cannot be read."""

    problem: Problem


Message = Progress | FileRead | Batch | Refused


def encode(message: Message) -> bytes:
    """One line, with its end."""
    match message:
        case Progress(percent):
            parts: list[object] = ["progress", percent]
        case Refused(problem):
            parts = ["refused", problem]
        case FileRead():
            counts = [message.plays, message.skips, message.saved, message.banned]
            times = [message.first, message.last]
            parts = ["file", message.name, message.problem, counts, times, message.left_out]
        case Batch(songs):
            parts = ["batch", [_pack(song) for song in songs]]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> Message:
    """The message of a line; ValueError if there is none."""
    match json.loads(line):
        case ["progress", int(percent)]:
            return Progress(percent)
        case ["refused", str(problem)]:
            return Refused(Problem(problem))
        case ["file", str(name), problem, [plays, skips, saved, banned], [first, last], {**left_out}]:
            reasons = {LeftOut(str(reason)): int(str(count)) for reason, count in left_out.items()}
            why = problem and Problem(problem)
            return FileRead(name, why, plays, skips, saved, banned, first, last, reasons)
        case ["batch", list(songs)]:
            return Batch(tuple(_unpack(*song) for song in songs))
    raise ValueError("no message of a reader")


def _pack(song: Heard) -> list[object]:
    times = [at * 4 + 2 * listened + exact for at, listened, exact in song.plays]
    return [song.artist, song.track, times, 2 * song.saved + song.banned]


def _unpack(artist: str, track: str, times: list[int], marks: int) -> Heard:
    plays = tuple((time >> 2, bool(time & 2), bool(time & 1)) for time in times)
    return Heard(artist, track, plays, bool(marks & 2), bool(marks & 1))
