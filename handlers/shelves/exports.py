"""Kept lists as files: plain text, CSV for spreadsheets, and links in the manner of M3U."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from urllib.parse import quote_plus

from handlers.buttons.shelves import Form

_SEARCH = "https://www.youtube.com/results?search_query="
"""Where an artist can be heard without an account."""
_FILE_NAME = 40
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    genres: tuple[str, ...]


def export(form: Form, title: str, artists: Sequence[Line]) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    stem = re.sub(r"[^\w]+", "-", title)[:_FILE_NAME].strip("-") or "list"
    return f"encore-{stem}.{form}", _FORMS[form](_one_line(title), artists)


def _text(title: str, artists: Sequence[Line]) -> bytes:
    lines = [f"{number}. {_one_line(artist.name)}" for number, artist in enumerate(artists, 1)]
    return ("\n".join([title, "", *lines]) + "\n").encode()


def _csv(_title: str, artists: Sequence[Line]) -> bytes:
    """With a byte-order mark, by which spreadsheets know UTF-8."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(["position", "artist", "genres", "link"])
    for number, artist in enumerate(artists, 1):
        name, genres = _one_line(artist.name), ", ".join(artist.genres)
        writer.writerow([number, _no_formula(name), _no_formula(genres), _link(name)])
    return table.getvalue().encode("utf-8-sig")


def _m3u(title: str, artists: Sequence[Line]) -> bytes:
    entries = [f"#EXTINF:-1,{_one_line(one.name)}\n{_link(_one_line(one.name))}" for one in artists]
    return ("\n".join(["#EXTM3U", f"#PLAYLIST:{title}", *entries]) + "\n").encode()


def _link(name: str) -> str:
    return _SEARCH + quote_plus(name)


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _no_formula(text: str) -> str:
    """`-M-` is an artist and no sum: spreadsheets take what follows an apostrophe as text."""
    return "'" + text if text.startswith(_FORMULA) else text


_FORMS: Mapping[Form, Callable[[str, Sequence[Line]], bytes]] = {
    Form.TEXT: _text,
    Form.CSV: _csv,
    Form.LINKS: _m3u,
}
