"""Exports of every shape, made up, in the folders and under the names that the services give them."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

SECRETS = ("203.0.113.77", "robins_username", "Mozilla/5.0 (secret agent)", "ZZ-COUNTRY", "SM-G973F")
"""What stands in the personal columns."""
SPOTIFY_FOLDER = "Spotify Extended Streaming History"
DAY = 86_400

Listen = tuple[str, str, int]
"""Artist, song, seconds since 1970 at which the play began (or ended, for Spotify)."""


def iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minute(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def words(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%d %b %Y, %H:%M")


def extended_row(
    artist: str | None, track: str | None, at: int, ms: int = 200_000, **other: object
) -> dict[str, object]:
    """A row of Spotify's extended history, with all its columns."""
    return {
        "ts": iso(at),
        "username": SECRETS[1],
        "platform": f"Android OS 11 API 30 (samsung, {SECRETS[4]})",
        "ms_played": ms,
        "conn_country": SECRETS[3],
        "ip_addr_decrypted": SECRETS[0],
        "user_agent_decrypted": SECRETS[2],
        "master_metadata_track_name": track,
        "master_metadata_album_artist_name": artist,
        "master_metadata_album_album_name": "An Album",
        "spotify_track_uri": "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "reason_start": "trackdone",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": None,
        "offline": False,
        "offline_timestamp": 0,
        "incognito_mode": False,
        **other,
    }


def podcast_row(at: int) -> dict[str, object]:
    return extended_row(None, None, at, episode_name="Episode 1", episode_show_name="A Show")


def audiobook_row(at: int) -> dict[str, object]:
    return extended_row(None, None, at, audiobook_title="A Book", audiobook_uri="spotify:show:1")


def account_row(artist: str, track: str, at: int, ms: int = 200_000) -> dict[str, object]:
    return {"endTime": minute(at), "artistName": artist, "trackName": track, "msPlayed": ms}


def listenbrainz_row(artist: str, track: str, at: int, **other: object) -> dict[str, object]:
    return {
        "inserted_at": at + 100,
        "listened_at": at,
        "recording_msid": "b3f1fa2f-7bb8-4c0c-a5e5-1f3f1a2f7bb8",
        "user_name": SECRETS[1],
        "track_metadata": {
            "artist_name": artist,
            "track_name": track,
            "release_name": "An Album",
            "additional_info": {"duration_ms": 20_000, "media_player": "x"},
        },
        **other,
    }


def youtube_row(artist: str | None, title: str, at: int, header: str = "YouTube Music") -> dict[str, object]:
    """A row of a watch history; `title` with the word "watched" around it."""
    row: dict[str, object] = {
        "header": header,
        "title": title,
        "titleUrl": "https://music.youtube.com/watch?v=xyz",
        "time": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.123Z"),
        "products": ["YouTube"],
        "activityControls": ["YouTube watch history"],
    }
    if artist is not None:
        row["subtitles"] = [{"name": artist, "url": "https://www.youtube.com/channel/x"}]
    return row


def as_json(rows: Sequence[object], indent: int | None = None) -> bytes:
    return json.dumps(rows, indent=indent, ensure_ascii=False).encode()


def as_lines(rows: Iterable[object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_csv(rows: Iterable[Sequence[object]], delimiter: str = ",", *, quoted: bool = False) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
        rows
    )
    return text.getvalue().encode()


def as_zip(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
