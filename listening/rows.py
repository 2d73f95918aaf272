"""What a row of an export says, whatever service it comes from."""

import re
from dataclasses import dataclass

from listening.messages import LeftOut

Row = dict[str, object]
LONGEST_NAME = 200
"""Characters of a name that are kept."""
SHORTEST_PLAY = 30_000
"""Milliseconds from which a play counts as listening; services themselves count so."""

# What shows nothing, and what turns the direction of the text that follows.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
)
_DIGITS = re.compile(r"[0-9]{1,15}(\.[0-9]*)?")
# What players write into files without tags, in the language of their machine.
_NOBODY = {
    "", "unknown artist", "unknown", "<unknown>", "[unknown]", "unbekannter künstler",
    "unbekannter interpret", "неизвестный исполнитель", "невідомий виконавець", "artista desconocido",
    "artista desconhecido", "artiste inconnu", "artista sconosciuto", "onbekende artiest",
    "nieznany wykonawca", "neznámý interpret",
    "okänd artist", "ukjent artist", "ukendt kunstner", "tuntematon esittäjä", "bilinmeyen sanatçı",
    "不明なアーティスト", "未知艺术家", "未知藝人", "알 수 없는 아티스트",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Play:
    """One play; see `Heard` for its parts."""

    artist: str
    track: str
    at: int
    listened: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A song or an artist (no track) in a library or playlist, or banned by the listener."""

    artist: str
    track: str
    banned: bool = False


Item = Play | Kept | LeftOut


def clean(value: object) -> str:
    """A name without what cannot be shown, cut to a length; empty where there is none."""
    if not isinstance(value, str):
        return ""
    return " ".join(_UNPRINTABLE.sub(" ", value).split())[:LONGEST_NAME].rstrip()


def play(
    artist: object, track: object, time: tuple[int, bool] | None, milliseconds: object = None
) -> Play | LeftOut:
    """A play of named music at a known time, else the reason why it is none."""
    named, titled = clean(artist), clean(track)
    if named.casefold() in _NOBODY or not titled:
        return LeftOut.UNNAMED
    if time is None:
        return LeftOut.UNDATED
    played = _number(milliseconds)
    return Play(named, titled, time[0], played is None or played >= SHORTEST_PLAY, time[1])


def _number(value: object) -> float | None:
    """A number, which some exports write as text."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return float(value)
    return value if isinstance(value, int | float) else None


def kept(artist: object, track: object = "", *, banned: bool = False) -> Kept | LeftOut:
    """Something of a library, if it has a name."""
    named = clean(artist)
    return LeftOut.UNNAMED if named.casefold() in _NOBODY else Kept(named, clean(track), banned)


def inner(row: Row, name: str) -> Row:
    """An object within a row, empty where there is none."""
    value = row.get(name)
    return value if isinstance(value, dict) else {}
