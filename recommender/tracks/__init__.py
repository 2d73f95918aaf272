"""Songs: catalogue and search, their index, content similarity, steering and reasons behind one door."""

from recommender.tracks.engine import PER_ARTIST, Tracks
from recommender.tracks.types import (
    FARTHEST,
    Axis,
    Cover,
    Meaning,
    Mode,
    Song,
    SongList,
    Steps,
    Suggestion,
    Trait,
    Why,
)

__all__ = [
    "FARTHEST",
    "PER_ARTIST",
    "Axis",
    "Cover",
    "Meaning",
    "Mode",
    "Song",
    "SongList",
    "Steps",
    "Suggestion",
    "Tracks",
    "Trait",
    "Why",
]
