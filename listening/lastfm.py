"""Last.fm as JSON: its API (https://www.last.fm/api/show/user.getRecentTracks), and tools that follow it."""

from collections.abc import Iterator

from listening.rows import Item, Row, inner, play
from listening.times import read_time

_WHEN = ("date", "timestamp", "uts", "time", "played_at", "scrobbled_at", "timeMs")


def scrobble(row: Row) -> Item | None:
    """A track with the time of its play; None if it is none. What plays just now has no time yet."""
    track = row.get("name") or row.get("track")
    when = next((row[name] for name in _WHEN if name in row), None)
    if isinstance(track, dict):  # Maloja names everything within the track
        return play(_first(track.get("artists")), track.get("title"), read_time(when)) if when else None
    if "artist" not in row or not isinstance(track, str) or (when is None and "@attr" not in row):
        return None
    uts = inner(row, "date").get("uts", when)
    return play(_name(row["artist"]), track, read_time(uts))


def tracks(one: object) -> Iterator[object]:
    """The tracks of a page where this is one, else this itself; of one track a page makes no list."""
    if isinstance(one, dict):
        answer = one.get("recenttracks", one)
        page = answer.get("track") if isinstance(answer, dict) else None
        alone = isinstance(page, dict) and scrobble(page) is not None
        one = page if alone or isinstance(page, list) else one
    if isinstance(one, list):
        yield from one
    else:
        yield one


def _first(artists: object) -> object:
    return artists[0] if isinstance(artists, list) and artists else None


def _name(artist: object) -> object:
    return artist.get("#text") or artist.get("name") if isinstance(artist, dict) else artist
