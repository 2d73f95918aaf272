"""Songs that lines name by their titles: whole, misspelt, or with whose they are."""

import asyncio
from collections.abc import Sequence

from handlers.songs.keys import SongKeys
from handlers.songs.words import CLEAR, SongWords
from recommender import Recommender
from recommender.tracks import Song
from recommender.types import Certainty
from recommender.words.names import fold

WELL_KNOWN = 0.9
"""More heard than nine songs in ten."""
_ALIKE = 90.0  # points of a title that is spelt like the words, or sounds so, whoever else has such a one


class SongTitles:
    """Finds songs by artists of the catalogue; none while they are asleep: lists of artists do not wait."""

    def __init__(self, engine: Recommender, keys: SongKeys, words: SongWords) -> None:
        self._engine = engine
        self._keys = keys
        self._words = words

    async def titled(self, text: str, *, near: float | None = None) -> Song | None:
        """A song of exactly this title, alone or beside its artist's name.

        With `near` a misspelt one will do: if many know it, or if no other artist's is spelt so and it is at
        least so popular.
        """
        if not self._engine.has_songs_awake:
            return None
        read = await asyncio.to_thread(self._words.read, text, self._keys.tracks)
        found = [one for one in read if one.song and self._engine.knows(one.song.artist_keys[0])]
        exact = [one.song for one in found if one.certainty is Certainty.EXACT]
        if exact or near is None:
            return next(iter(exact), None)
        latin = fold(text).isascii()  # another script is compared by its sound alone
        alike = [
            one.song
            for one in found
            if one.song and (one.score >= _ALIKE or (latin and one.certainty in CLEAR))
        ]
        only = len({song.artist_keys[0] for song in alike}) == 1
        known = [song for song in alike if song.popularity >= (near if only else WELL_KNOWN)]
        return max(known, key=lambda song: song.popularity, default=None)

    def exactly(self, title: str, known: float = 0.0) -> Song | None:
        """The best known song of that title, at least so popular; cheap."""
        if not self._engine.has_songs_awake:
            return None
        songs = self._words.titled(title, self._keys.tracks)
        theirs = (song for song in songs if self._engine.knows(song.artist_keys[0]))
        return next((song for song in theirs if song.popularity >= known), None)

    def credited(self, readings: Sequence[tuple[str, str]]) -> Song | None:
        """The song that one of these titles and artists names exactly, in whichever version; cheap."""
        if not self._engine.has_songs_awake:
            return None
        keys = (key for title, artist in readings for key in self._keys.find(artist, title))
        songs = (song for key in keys if (song := self._keys.tracks.song(key)))
        return next((song for song in songs if self._engine.knows(song.artist_keys[0])), None)
