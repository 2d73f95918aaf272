"""What the tracks' door hands out: plain frozen data, free of Telegram, SQL and TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recommender.types import Certainty

PER_ARTIST = 2
"""Most songs by one artist in a list."""


class Mode(StrEnum):
    """What songs are alike by."""

    MIX = "mix"  # the blend: who stands together, who is alike, by whom
    BOTH = "both"  # sound and genre
    SOUND = "sound"
    GENRE = "genre"


class Axis(StrEnum):
    """A direction in which a list can be steered; a step up is the second word."""

    ENERGY = "energy"  # calmer, more energetic
    MOOD = "mood"  # sadder, happier
    ELECTRONIC = "electronic"  # more acoustic, more electronic
    DANCE = "dance"  # less, more danceable
    TEMPO = "tempo"  # slower, faster


class Trait(StrEnum):
    """How a song sounds beside most others."""

    CALM = "calm"
    ENERGETIC = "energetic"
    SAD = "sad"
    HAPPY = "happy"
    ACOUSTIC = "acoustic"
    DANCEABLE = "danceable"
    SLOW = "slow"
    FAST = "fast"
    INSTRUMENTAL = "instrumental"


class Like(StrEnum):
    """What two songs are alike in where there is nothing in particular to name."""

    SOUND = "sound"
    GENRE = "genre"
    COMPANY = "company"  # playlists of the same kind
    ARTIST = "artist"  # artists whom the same people hear


Steps = Mapping[Axis, int]
"""How far a list is steered along each axis, from -FARTHEST to FARTHEST; what is missing is 0."""
FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Song:
    """One song, whichever of its versions are published.

    `key` is stable across retrained bundles; `artists` are names, the main one first, and `artist_keys` the
    same as keys; `spotify_id` is that of its plainest version. `measured` says whether its sound is known.
    """

    key: str
    title: str
    artists: tuple[str, ...]
    artist_keys: tuple[str, ...]
    spotify_id: str
    genres: tuple[str, ...] = ()
    popularity: float = 0.0
    measured: bool = False
    cover: "Cover | None" = None


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose song it may be: the better known artist of that title; `said` where the title itself says so."""

    artist: str | None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a listener's words may mean: a song, or all songs of an artist; one of the two is there."""

    certainty: Certainty
    score: float
    song: Song | None = None
    artist: str | None = None
    artist_key: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """What put a song into a list; all of it took part in its score.

    `traits` and `genres` are what it shares with `beside`, the song of the basket that did most for it;
    `playlists` how many hold both; `same_artist` whether one artist made both. `like` is what did most for
    it, where none of these can be named.
    """

    beside: Song
    traits: tuple[Trait, ...] = ()
    genres: tuple[str, ...] = ()
    playlists: int = 0
    same_artist: bool = False
    like: Like | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One song of a list.

    `asked`: it is itself one that was asked by, and kept. `namesake`: it bears the title of such a song, by
    somebody else.
    """

    song: Song
    score: float
    why: Why | None = None
    asked: bool = False
    namesake: bool = False


@dataclass(frozen=True, slots=True)
class SongList:
    """An answer; `guessed` says that the sound or genre asked by was taken from songs that stand beside."""

    songs: tuple[Suggestion, ...]
    guessed: bool = False
    sound: Mapping[Axis, float] = field(default_factory=dict)
    """Mean of each axis over the songs of known sound, in standard deviations from all songs' mean."""
