"""From what buttons carry, and from names and titles as they are spelt elsewhere, to songs of the bundle."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from errors import ArtistError
from handlers.buttons.callbacks import StaleButton
from handlers.buttons.tokens import token
from recommender import Recommender
from recommender.tracks import Song
from recommender.words.names import normalise

if TYPE_CHECKING:  # large to import
    from recommender.tracks.engine import Tracks

_EVERY_SONG = 10_000
_BAND = " and the "
_KEPT = 100_000  # heard songs with their keys, some hundred bytes each


class NoSongs(ArtistError):
    """The bundle holds no songs."""

    text = "tracks-none"


class SongKeys:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine
        self.find = lru_cache(_KEPT)(self._find)
        """The keys of the songs by an artist, of a title."""

    def _find(self, artist: str, title: str) -> list[str]:
        return self.tracks.find(artist, title)

    @property
    def tracks(self) -> "Tracks":
        """The songs; NoSongs where the bundle has none."""
        if self._engine.tracks is None:
            raise NoSongs("the bundle was trained without songs")
        return self._engine.tracks

    def song(self, seed: str) -> Song | None:
        """The song that a seed means; None where it means something else."""
        if not seed.startswith("s"):
            return None
        song = self.tracks.song(self._song_keys.get(seed[1:], ""))
        if song is None:
            raise StaleButton(f"no song {seed}")
        return song

    def artist(self, seed: str) -> str:
        """The key of the artist that a seed means."""
        meant = seed[1:]
        key = self._engine.of_token(meant) or self._artist_keys.get(meant)
        if key is None:
            raise StaleButton(f"no artist {seed}")
        return key

    def songs_by(self, artist_key: str) -> list[Song]:
        """An artist's songs, by the key that likes are kept under, the name behind it, or with the band."""
        keys = [artist_key]
        if self._engine.knows(artist_key):
            keys.append(normalise(self._engine.artist(artist_key).name))
        keys += filter(None, [self._bands.get(artist_key)])
        return next(filter(None, (self.tracks.songs_by(key, _EVERY_SONG) for key in keys)), [])

    @cached_property
    def _bands(self) -> Mapping[str, str]:
        """`bob marley` -> `bob marley and the wailers`."""
        keys = (key for key in self.tracks.every_artist() if _BAND in key)
        return {key.partition(_BAND)[0]: key for key in keys}

    @cached_property
    def _song_keys(self) -> Mapping[str, str]:
        return {token(key): key for key in self.tracks.every_key()}

    @cached_property
    def _artist_keys(self) -> Mapping[str, str]:
        return {token(key): key for key in self.tracks.every_artist()}
