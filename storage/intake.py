"""How plays come in: each once, with their sums, by SQLite itself, so that other work goes on beside."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.steps import Steps
from storage.sums import add_to_sums


class Play(NamedTuple):  # there are hundreds of thousands, and a dataclass takes five times as long
    """`at` is in seconds since 1970, UTC; `listened` is False for a play soon skipped.

    Where not `exact`, the minute of `at` is all that is known.
    """

    at: int
    listened: bool = True
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Song:
    """A song with plays of it, or kept in the listener's library; an empty `key` means the artist alone.

    `banned` is what is never to be heard again: of a song it says nothing about the artist.
    """

    artist_key: str
    artist_name: str
    key: str
    name: str
    plays: tuple[Play, ...] = ()
    saved: bool = False
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """How many plays were new, and how many songs (and artists alone) were not kept before."""

    listened: int
    skipped: int
    saved: int = 0


def put(doing: Steps, user_id: int, songs: Sequence[Song]) -> Added:
    """Store what is not here yet."""
    saved = _count_saved(doing, user_id, songs)
    artists = _put_artists(doing, user_id, songs)
    ids = _put_songs(doing, artists, songs)
    _gather(doing, artists, ids, songs)
    _put_plays(doing)
    add_to_sums(doing, user_id)
    [new] = doing.run(
        """
        SELECT total(listened) AS listened, count(*) AS plays
        FROM temp.coming
        """,
        {},
    )
    doing.run("DELETE FROM temp.coming", {})
    listened = int(new["listened"])
    return Added(listened, new["plays"] - listened, saved)


def _count_saved(doing: Steps, user_id: int, songs: Sequence[Song]) -> int:
    """How many of those that come as kept are not kept yet; an artist is by any of their songs."""
    kept = sorted({(song.artist_key, song.key) for song in songs if song.saved})
    [new] = doing.run(
        """
        SELECT count(*) AS saved
        FROM json_each(:kept) AS one
        WHERE NOT EXISTS (
            SELECT 1
            FROM heard_artists
            LEFT JOIN heard_songs
            ON heard_songs.artist_id = heard_artists.id AND heard_songs.key = one.value ->> 1
            WHERE
                heard_artists.user_id = :user_id
                AND heard_artists.key = one.value ->> 0
                AND iif(one.value ->> 1 = '', heard_artists.saved, heard_songs.saved)
        )
        """,
        {"user_id": user_id, "kept": json.dumps(kept)},
    )
    return int(new["saved"])


def _put_artists(doing: Steps, user_id: int, songs: Sequence[Song]) -> dict[str, int]:
    """Ids of the songs' artists by key."""
    marks: dict[str, list[object]] = {}
    for song in songs:
        row = marks.setdefault(song.artist_key, [song.artist_key, song.artist_name, False, False])
        row[2], row[3] = row[2] or song.saved, row[3] or (song.banned and not song.key)
    rows = doing.run(
        """
        INSERT INTO heard_artists (user_id, key, name, saved, banned)
        SELECT :user_id, value ->> 0, value ->> 1, value ->> 2, value ->> 3
        FROM json_each(:artists)
        WHERE true
        ON CONFLICT (user_id, key) DO UPDATE
        SET saved = max(saved, excluded.saved), banned = max(banned, excluded.banned)
        RETURNING id, key
        """,
        {"user_id": user_id, "artists": json.dumps(list(marks.values()))},
    )
    return {row["key"]: row["id"] for row in rows}


def _put_songs(doing: Steps, artists: dict[str, int], songs: Sequence[Song]) -> dict[tuple[int, str], int]:
    """Ids of the songs by their artist's id and their own key."""
    named = [[artists[song.artist_key], song.key, song.name, song.saved] for song in songs if song.key]
    rows = doing.run(
        """
        INSERT INTO heard_songs (artist_id, key, name, saved)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3
        FROM json_each(:songs)
        WHERE true
        ON CONFLICT (artist_id, key) DO UPDATE
        SET saved = max(saved, excluded.saved)
        RETURNING id, artist_id, key
        """,
        {"songs": json.dumps(named)},
    )
    return {(row["artist_id"], row["key"]): row["id"] for row in rows}


def _gather(
    doing: Steps, artists: dict[str, int], ids: dict[tuple[int, str], int], songs: Sequence[Song]
) -> None:
    """Set out the plays that are not here yet, in a table that is empty between transactions."""
    of_songs = []
    for song in songs:
        if song.key and song.plays:
            artist = artists[song.artist_key]
            times = [play.at * 4 + 2 * play.listened + play.exact for play in song.plays]
            of_songs.append([ids[artist, song.key], artist, times])
    _make_table(doing)
    doing.run(
        """
        INSERT INTO temp.coming (song_id, artist_id, at, listened, exact)
        WITH
            songs AS MATERIALIZED (
                SELECT value ->> 0 AS song_id, value ->> 1 AS artist_id, value -> 2 AS times
                FROM json_each(:songs)
            ),
            new AS (
                SELECT
                    song_id, artist_id,
                    value >> 2 AS at,
                    value >> 1 & 1 AS listened,
                    value & 1 AS exact
                FROM songs, json_each(songs.times)
            )
        SELECT song_id, artist_id, at, listened, exact
        FROM new
        WHERE NOT EXISTS (
            SELECT 1
            FROM plays
            WHERE
                plays.song_id = new.song_id
                AND plays.at BETWEEN new.at / 60 * 60 AND new.at / 60 * 60 + 59
                AND (plays.at = new.at OR NOT plays.exact OR NOT new.exact)
        )
        ON CONFLICT (song_id, at) DO NOTHING
        """,
        {"songs": json.dumps(of_songs)},
    )


def _make_table(doing: Steps) -> None:
    doing.run(
        """
        CREATE TEMP TABLE IF NOT EXISTS coming (
            song_id INTEGER NOT NULL,
            artist_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            listened INTEGER NOT NULL,
            exact INTEGER NOT NULL,
            PRIMARY KEY (song_id, at)
        ) STRICT, WITHOUT ROWID
        """,
        {},
    )


def _put_plays(doing: Steps) -> None:
    doing.run(
        """
        INSERT INTO plays (song_id, at, listened, exact)
        SELECT song_id, at, listened, exact
        FROM temp.coming
        """,
        {},
    )
