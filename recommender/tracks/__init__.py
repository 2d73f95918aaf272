"""Songs: catalogue and search, their index, content similarity, steering and reasons behind one door.

The door itself is `recommender.tracks.engine.Tracks`, which is large to import.
"""

from recommender.tracks.types import (
    FARTHEST,
    PER_ARTIST,
    Axis,
    Cover,
    Like,
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
    "Like",
    "Meaning",
    "Mode",
    "Song",
    "SongList",
    "Steps",
    "Suggestion",
    "Trait",
    "Why",
]
