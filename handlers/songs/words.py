"""What a listener's words after /tracks mean: songs and artists of both catalogues."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from recommender import Recommender
from recommender.tracks import Meaning, Song
from recommender.types import Certainty, Term

if TYPE_CHECKING:  # large to import
    from recommender.tracks.engine import Tracks

CLEAR = (Certainty.EXACT, Certainty.SURE)
"""How sure a meaning has to be to be taken without a question."""
_MEANINGS = 5
_APART = re.compile(r"\s+[-–—:|]\s+")
_FAMOUS = 500  # artists whose name is meant rather than a song's: The Who, not a song "Who"
_KNOWN = 3000  # ... and those of whose name it is asked which of the two is meant


class SongWords:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine

    def read(self, text: str, tracks: "Tracks") -> list[Meaning]:
        """What words may mean, the likeliest first."""
        found = self._famous_first(tracks.read(text, _MEANINGS))
        whole = self._named(text, Certainty.EXACT)
        best = found[0] if found else None
        if whole is not None:
            exact = best is not None and best.certainty is Certainty.EXACT
            return self._song_or_artist(found, whole) if exact else [whole, *found]
        return found if best is not None and best.certainty in CLEAR else self._with_parts(text, found)

    def titled(self, title: str, tracks: "Tracks") -> list[Song]:
        """All songs of a title, first the one that is meant most."""
        return sorted(tracks.titled(title), key=self._fame, reverse=True)

    def _fame(self, song: Song) -> float:
        """0..2: how known a song is, and its artist: by `Yesterday` the Beatles' is meant."""
        key = song.artist_keys[0]
        return song.popularity + (self._engine.artist(key).popularity if self._engine.knows(key) else 0.0)

    def _famous_first(self, found: list[Meaning]) -> list[Meaning]:
        """Songs of exactly the title by their fame; all else where it is."""
        exact = [one for one in found if one.song and one.certainty is Certainty.EXACT]
        ordered = iter(sorted(exact, key=lambda one: self._fame(one.song) if one.song else 0.0, reverse=True))
        return [next(ordered) if one in exact else one for one in found]

    def of_genre(self, text: str) -> Term | None:
        """The genre that words name, with its artists, if they name one and nothing else."""
        terms = self._engine.read(text, _MEANINGS)
        return terms[0] if len(terms) == 1 and terms[0].is_genre and terms[0].matches else None

    def several(self, text: str) -> list[Meaning]:
        """The artists whom words name, if they are names of several and nothing else."""
        terms = self._engine.read_known(text) or []
        artists = [term.matches[0].artist for term in terms] if len(terms) > 1 else []
        return [Meaning(Certainty.MAYBE, 0.0, artist=one.name, artist_key=one.key) for one in artists]

    def _song_or_artist(self, found: list[Meaning], whole: Meaning) -> list[Meaning]:
        """Both bear that name: the song is meant where the artist is little known."""
        rank = self._ranks.get(whole.artist_key or "", _KNOWN)
        if found[0].song is None or rank >= _KNOWN:
            return found
        others = [one for one in found if one.artist_key != whole.artist_key]
        if rank < _FAMOUS:
            return [whole, *others]
        return [replace(one, certainty=Certainty.MAYBE) for one in (others[0], whole, *others[1:])]

    def _with_parts(self, text: str, found: list[Meaning]) -> list[Meaning]:
        """Where an artist is named whose song is not known: what there is by them, and the artist."""
        named = {one.artist_key: one for part in _APART.split(text) if (one := self._named(part))}
        if not named:
            return found
        by_them = [one for one in found if one.song and not named.keys().isdisjoint(one.song.artist_keys)]
        return [*by_them, *named.values()]

    def _named(self, text: str, certainty: Certainty = Certainty.MAYBE) -> Meaning | None:
        """An artist of exactly that name, with or without songs."""
        key = self._engine.key_of(text)
        if key is None:
            return None
        return Meaning(certainty, 100.0, artist=self._engine.artist(key).name, artist_key=key)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """The most heard artists, each with how many are heard more."""
        return {artist.key: rank for rank, artist in enumerate(self._engine.most_heard(_KNOWN))}
