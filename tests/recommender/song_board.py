"""A small world of songs with known answers: two kinds of playlists, each lacking one song of its kind.

Even songs are calm and acoustic, odd ones loud and electronic; every artist has three songs of one kind.
"""

import numpy as np
import pandas as pd

from recommender.tracks.sound import ATTRIBUTES
from recommender.training.tracks.datasets import TrackSet

SONGS = 24
PLAYLISTS = 60


def title(song: int) -> str:
    return f"tune {'abcdefghijklmnopqrstuvwxyz'[song]}"


def artist(song: int) -> str:
    return f"{'even' if song % 2 == 0 else 'odd'} band {song // 6}"


def key(song: int) -> str:
    return f"{artist(song)}/{title(song)}"


def missing(playlist: int) -> int:
    return playlist % 2 + 2 * (playlist // 2 % (SONGS // 2))


def song_set() -> TrackSet:
    rows = [(playlist, song) for playlist in range(PLAYLISTS) for song in range(playlist % 2, SONGS, 2)]
    held = [(f"p{playlist:02d}", f"id{song:02d}") for playlist, song in rows if song != missing(playlist)]
    random = np.random.default_rng(3)
    sound: dict[str, object] = {name: random.uniform(0.4, 0.6, SONGS) for name in ATTRIBUTES}
    kind = np.arange(SONGS) % 2
    sound |= {
        "energy": 0.2 + 0.6 * kind,
        "acousticness": 0.8 - 0.7 * kind,
        "tempo": 80.0 + 60.0 * kind,
        "duration_ms": np.full(SONGS, 200_000.0),
    }
    tracks = pd.DataFrame(
        {
            "id": [f"id{song:02d}" for song in range(SONGS)],
            "title": [title(song).title() for song in range(SONGS)],
            "artists": [(artist(song).title(),) for song in range(SONGS)],
            "popularity": np.linspace(90, 10, SONGS),
            "year": 2010.0,
            "uses": 1.0,
            **sound,
        }
    )
    said = [(artist(song).title(), ("even folk", "odd techno")[song % 2]) for song in range(SONGS)]
    genres = pd.DataFrame([*said, ("Odd Band 0", "house")], columns=["artist", "genre"]).drop_duplicates()
    playlists = pd.DataFrame(held, columns=["playlist", "id"])
    return TrackSet("board", "none", tracks, playlists, genres=genres)
