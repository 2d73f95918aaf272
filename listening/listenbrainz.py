"""ListenBrainz: https://listenbrainz.readthedocs.io/en/latest/users/json.html describes a listen."""

from listening.rows import Item, Row, inner, play
from listening.times import read_time


def listen(row: Row) -> Item | None:
    """A listen of an export, an API answer or an old `timestamp` export; None if it is none."""
    metadata = inner(row, "track_metadata")
    if not metadata or not ("listened_at" in row or "timestamp" in row):
        return None
    time = read_time(row.get("listened_at") or row.get("timestamp"))
    more = inner(metadata, "additional_info")
    return play(metadata.get("artist_name"), metadata.get("track_name"), time, _milliseconds(more))


def _milliseconds(more: Row) -> float | None:
    """How long it was played, where a client says so; the song's own length says nothing of that."""
    seconds = more.get("duration_played")
    return seconds * 1000 if isinstance(seconds, int | float) else None
