"""What a listener's words mean: a song, all songs of an artist, or "ARTIST - SONG" in either order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from recommender.search import MAX_TEXT, Hit, NameSearch
from recommender.tracks.catalog import SongCatalog
from recommender.tracks.titles import title_key
from recommender.tracks.types import Meaning
from recommender.types import Certainty
from recommender.words.known_as import other_names
from recommender.words.names import fold, normalise

_APART = re.compile(r"\s+[-–—:|]\s+|\s+(?:by|von|от)\s+", re.IGNORECASE)
_BAND = re.compile(r"\s+(?:&|and)\s+(?:the|his|her)\s+", re.IGNORECASE)
_QUOTES = "\"'“”„«»‘’ "
_ARTISTS = 3  # of that many spellings of an artist the songs are looked through
_TITLE_SURE, _TITLE_MAYBE = 0.75, 0.6  # similarity of a title among one artist's songs
_CUTS = 4  # blanks at which a text is tried
_LONG = 8  # letters
_CLEAR = (Certainty.EXACT, Certainty.SURE)
_ORDER = tuple(Certainty)


@dataclass(frozen=True, slots=True)
class _Artist:
    name: str
    key: str
    songs: int


class SongSearch:
    """Search over the titles and artists of a catalogue."""

    def __init__(self, catalog: SongCatalog) -> None:
        self._catalog = catalog
        artists = [self._artist(number) for number in range(catalog.num_artists())]
        names, weights = zip(*((one.name, self._weight(one)) for one in artists), strict=True)
        others = other_names(names, weights)
        spellings = [*((name, row) for row, name in enumerate(names)), *others.spellings, *_leaders(artists)]
        self._by_artist = NameSearch.of(spellings, weights, others.leads)
        self._titled = catalog.titles()
        self._by_title = NameSearch.of(
            [(catalog.name(songs[0]), row) for row, songs in enumerate(self._titled)],
            [_weight(max(map(catalog.popularity, songs))) for songs in self._titled],
        )

    def read(self, text: str, limit: int) -> list[Meaning]:
        """The likeliest meanings, best first; none for a text without letters that nothing is called."""
        text = text[:MAX_TEXT].strip()
        found = [*self._named_both(text), *self._titles(text, limit), *self._names(text, limit)]
        if not any(one.certainty in _CLEAR for one in found):
            found += self._misspelt_both(text)
        best: dict[str, Meaning] = {}
        for meaning in sorted(found, key=_rank):
            best.setdefault(meaning.song.key if meaning.song else f"artist {meaning.artist_key}", meaning)
        return list(best.values())[:limit]

    def _artist(self, number: int) -> _Artist:
        return _Artist(*self._catalog.artist(number))

    def _weight(self, artist: _Artist) -> int:
        known = max(map(self._catalog.popularity, self._catalog.of_artist(artist.key)))
        return _weight(known) + artist.songs

    def _named_both(self, text: str) -> Iterator[Meaning]:
        """Readings as an artist and a title: at a dash or "by", else at any blank where both are exact."""
        for cut in _APART.finditer(text):
            one, other = text[: cut.start()], text[cut.end() :]
            yield from self._of_artist(one, other)
            yield from self._of_artist(other, one)
        for cut in re.finditer(r"\s+", text):
            one, other = text[: cut.start()], text[cut.end() :]
            for artist, title in ((one, other), (other, one)):
                if songs := self._catalog.find(artist, title):
                    yield self._song(max(songs, key=self._catalog.popularity), 100.0, Certainty.EXACT)

    def _misspelt_both(self, text: str) -> Iterator[Meaning]:
        """Readings as an artist and a title, either of them misspelt, with nothing but a blank between."""
        for cut in islice(re.finditer(r"\s+", text), _CUTS):
            one, other = text[: cut.start()], text[cut.end() :]
            for meaning in (*self._of_artist(one, other), *self._of_artist(other, one)):
                if meaning.song is not None and meaning.certainty in _CLEAR:
                    yield meaning

    def _of_artist(self, artist: str, title: str) -> Iterator[Meaning]:
        """The songs of the artist, as well as can be told who that is, that come near to the title."""
        name = title_key(title.strip(_QUOTES)).replace(" ", "")
        for hit in self._by_artist.find(artist.strip(_QUOTES), _ARTISTS) if name else ():
            if hit.certainty is Certainty.FAR:
                continue
            meant = self._artist(hit.position)
            if hit.certainty in _CLEAR:  # should the song be none that is known
                yield Meaning(Certainty.MAYBE, hit.score / 2, artist=meant.name, artist_key=meant.key)
            for song in self._catalog.of_artist(meant.key):
                near = OSA.normalized_similarity(name, self._catalog.name(song).replace(" ", ""))
                if near >= _TITLE_MAYBE:
                    yield self._song(song, 50.0 * near + hit.score / 2, _certainty(near, hit.certainty))

    def _titles(self, text: str, limit: int) -> Iterator[Meaning]:
        name = title_key(text.strip(_QUOTES))
        for hit in self._by_title.find(name, limit):
            exact = self._catalog.titled(text) if hit.certainty is Certainty.EXACT else ()
            songs = exact or self._titled[hit.position]
            certainty = hit.certainty if exact else _in_its_script(text, hit)
            for song in sorted(songs, key=self._catalog.popularity, reverse=True)[:limit]:
                yield self._song(song, hit.score, certainty)

    def _names(self, text: str, limit: int) -> Iterator[Meaning]:
        for hit in self._by_artist.find(text.strip(_QUOTES), limit):
            artist = self._artist(hit.position)
            same = artist.key == normalise(text)
            certainty = hit.certainty if same else _in_its_script(text, hit)
            yield Meaning(certainty, self._score(hit), artist=artist.name, artist_key=artist.key)

    def _score(self, hit: Hit) -> float:
        """An artist with many known songs is meant before a song of the same name."""
        return hit.score + self._weight(self._artist(hit.position)) / 1000

    def _song(self, position: int, score: float, certainty: Certainty) -> Meaning:
        known = self._catalog.popularity(position)
        return Meaning(certainty, score + known, song=self._catalog.at(position))


def _leaders(artists: Sequence[_Artist]) -> Iterator[tuple[str, int]]:
    """`Bob Marley` stands for Bob Marley & The Wailers, where nobody else is called so."""
    taken = {one.key for one in artists}
    for row, one in enumerate(artists):
        leader, *band = _BAND.split(one.name, maxsplit=1)
        if band and normalise(leader) not in taken:
            yield leader, row


def _weight(popularity: float) -> int:
    """What a percentile is worth between names that are equally close: the few best known are meant most."""
    return round(1000 * popularity**4)


def _in_its_script(text: str, hit: Hit) -> Certainty:
    """What letters of another script sound like is a name only where it is too long for chance: no `Ария`."""
    foreign = not fold(text).isascii() and len(text) < _LONG
    return Certainty.MAYBE if foreign and hit.certainty in _CLEAR else hit.certainty


def _certainty(near: float, artist: Certainty) -> Certainty:
    if near == 1.0 and artist in _CLEAR:
        return artist
    return Certainty.SURE if near >= _TITLE_SURE and artist in _CLEAR else Certainty.MAYBE


def _rank(meaning: Meaning) -> tuple[int, float]:
    return _ORDER.index(meaning.certainty), -meaning.score
