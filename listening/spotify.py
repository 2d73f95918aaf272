"""Spotify: extended history, account data, library and playlists.

https://support.spotify.com/article/understanding-my-data/ names the fields. Only those read here leave the
row; addresses, devices and countries go no further than the parser.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus

from listening.messages import LeftOut
from listening.rows import Item, Row, clean, inner, kept, play
from listening.times import read_time

_EPISODE = ("episode_name", "episode_show_name", "spotify_episode_uri")
_AUDIOBOOK = ("audiobook_title", "audiobook_uri", "audiobook_chapter_title", "audiobook_chapter_uri")
_TRACK = "master_metadata_track_name"
_ARTIST = "master_metadata_album_artist_name"


def extended(row: Row) -> Item | None:
    """A row of `Streaming_History_Audio_*.json` or `endsong_*.json`; None if it is none."""
    if "ts" not in row or not ("ms_played" in row or _TRACK in row):
        return None
    if row.get(_TRACK) is None:
        if any(row.get(name) for name in _AUDIOBOOK):
            return LeftOut.AUDIOBOOK
        if any(row.get(name) for name in _EPISODE):
            return LeftOut.PODCAST
    return play(row.get(_ARTIST), row.get(_TRACK), read_time(row["ts"]), row.get("ms_played"))


def account(row: Row) -> Item | None:
    """A row of `StreamingHistory*.json`; None if it is none."""
    time = row.get("endTime") or ("trackName" in row and row.get("time"))  # as of 2018
    if not time:
        return None
    if "podcastName" in row or "episodeName" in row:
        return LeftOut.PODCAST
    if any(name.startswith("audiobook") for name in row):
        return LeftOut.AUDIOBOOK
    return play(row.get("artistName"), row.get("trackName"), read_time(time), row.get("msPlayed"))


def library(place: str, row: Row) -> Item | None:
    """An object of `YourLibrary.json` or `Playlist*.json`, found at that place; None for other places."""
    reader = _PLACES.get(place)
    return reader(row) if reader else None


def _listed(row: Row) -> Item:
    if track := inner(row, "track"):
        return _named(track)
    if local := inner(row, "localTrack"):
        return _local(str(local.get("uri")))
    if row.get("episode"):
        return LeftOut.PODCAST
    return LeftOut.AUDIOBOOK if row.get("audiobook") else LeftOut.UNNAMED


def _named(track: Row) -> Item:
    return kept(track.get("artistName"), track.get("trackName"))


def _local(uri: str) -> Item:
    """A song of the listener's own: `spotify:local:Artist:Album:Song:seconds`."""
    match uri.split(":"):
        case ["spotify", "local", artist, _, track, *_]:
            return kept(unquote_plus(artist), unquote_plus(track))
    return LeftOut.UNNAMED


def _unwanted(track: Row) -> Item:
    """A song that is never to be played; its artist may be."""
    title = clean(track.get("track"))
    return kept(track.get("artist"), title, banned=True) if title else LeftOut.UNNAMED


_PLACES: Mapping[str, Callable[[Row], Item]] = {
    "tracks.item": lambda row: kept(row.get("artist"), row.get("track")),
    "albums.item": lambda row: kept(row.get("artist")),
    "artists.item": lambda row: kept(row.get("name")),
    "bannedTracks.item": _unwanted,
    "bannedArtists.item": lambda row: kept(row.get("name"), banned=True),
    "shows.item": lambda _: LeftOut.PODCAST,
    "episodes.item": lambda _: LeftOut.PODCAST,
    "playlists.item.items.item": _listed,
    "playlists.item.tracks.item": _named,  # as of 2019
}
