"""The songs a bundle knows: who made them, what they are called, and their look-up by key and name."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from recommender.texts import Lists, Places, Texts
from recommender.tracks.data import SongData
from recommender.tracks.kinship import Artists, Kinship
from recommender.tracks.titles import credited_keys, title_key
from recommender.tracks.types import Cover, Song
from recommender.words.names import compact, normalise

Positions = npt.NDArray[np.int32]
_TELLING = 3  # songs of an artist
_ARTISTS = 2_000  # at hand, of those who are listed again and again


class SongCatalog:
    """Songs by position, key, artist and title; in arrays, of which nothing is an object for each song."""

    def __init__(self, data: SongData, measured: npt.NDArray[np.bool_]) -> None:
        self._measured = measured
        self._vocabulary = tuple(data.vocabulary)
        artist_keys = [normalise(name) or name for name in data.artists]
        self._artists, self._artist_keys = Texts.of(data.artists), Texts.of(artist_keys)
        self._artist_places = Places.of(artist_keys)
        self._titles, self.names, self._ids = map(Texts.of, (data.titles, data.names, data.ids))
        self.credits, self.genres = _lists(data.credits), _lists(data.genres)
        self._popularity = np.array(data.popularity)
        self._by_popularity = np.argsort(-self._popularity, kind="stable").astype(np.int32)
        self._covers = {song: (of, said) for song, of, said in data.covers}
        self._usual = lru_cache(_ARTISTS)(self._usual_genres)
        self.artist_of = np.array([credited[0] for credited in data.credits], dtype=np.int32)
        keys = song_keys([artist_keys[artist] for artist in self.artist_of.tolist()], data.names)
        self.keys, self._places = Texts.of(keys), Places.of(keys)
        tight = list(map(_tight, data.names))
        self._titled, self._by_title = Places.of(tight), _grouped(tight, range(len(tight)))
        self._named, self._by_artist = self._of_artists(data, artist_keys)
        self._number = np.full(len(artist_keys), -1, dtype=np.int32)
        self._number[self._named] = np.arange(len(self._named))

    def _of_artists(self, data: SongData, keys: list[str]) -> tuple[Positions, Lists]:
        """The artists who are named on a song, one for each key; of each the songs, the best known first."""
        # of several spellings the first: those of main artists come before those of guests
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        credited = [
            (first[keys[artist]], song)
            for song in self._by_popularity.tolist()
            for artist in data.credits[song]
        ]
        artists = [artist for artist, _ in credited]
        named = np.array(list(dict.fromkeys(artists)), dtype=np.int32)
        return named, _grouped(artists, [song for _, song in credited])

    def __len__(self) -> int:
        return len(self._titles)

    def __contains__(self, key: str) -> bool:
        return self.position(key) is not None

    def at(self, position: int) -> Song:
        credited = self.credits[position]
        return Song(
            key=self.keys[position],
            title=self._titles[position],
            artists=tuple(self._artists[artist] for artist in credited),
            artist_keys=tuple(self._artist_keys[artist] for artist in credited),
            spotify_id=self._ids[position],
            genres=tuple(self._vocabulary[genre] for genre in self.genres[position]),
            popularity=self.popularity(position),
            measured=bool(self._measured[position]),
            cover=self._cover(position),
        )

    def own_genres(self, position: int) -> tuple[str, ...]:
        """Its genres, without those of a playlist that are not its artist's: `latin` of Dancing Queen."""
        usual = self._usual(int(self.artist_of[position]))
        said = self.genres[position]
        return tuple(self._vocabulary[genre] for genre in said if usual is None or genre in usual)

    def _usual_genres(self, artist: int) -> frozenset[int] | None:
        """What half of an artist's songs are said to be of; None where too few tell."""
        theirs = [at for at in self.of_artist(self._artist_keys[artist]) if self.artist_of[at] == artist]
        counts = Counter(genre for at in theirs for genre in self.genres[at])
        usual = (genre for genre, songs in counts.items() if songs * 2 >= len(theirs))
        return frozenset(usual) if len(theirs) >= _TELLING else None

    def _cover(self, position: int) -> Cover | None:
        of, said = self._covers.get(position, (-1, False))
        if of < 0 and not said:
            return None
        return Cover(self._artists[self.artist_of[of]] if of >= 0 else None, said)

    def position(self, key: str) -> int | None:
        return next((place for place in self._places.where(key) if self.keys[place] == key), None)

    def popularity(self, position: int) -> float:
        return float(self._popularity[position])

    def best_known(self, count: int) -> list[int]:
        """Positions of the best known songs, the best known first."""
        best: list[int] = self._by_popularity[:count].tolist()
        return best

    def name(self, position: int) -> str:
        """The title's key, alike for all songs of that title."""
        return self.names[position]

    def titled(self, title: str) -> Sequence[int]:
        """Positions of all songs of that title, whatever its version, case, accents and signs."""
        tight = _tight(title_key(title))
        return [place for place in self._titled.where(tight) if _tight(self.names[place]) == tight]

    def of_artist(self, key: str) -> Sequence[int]:
        """Positions of an artist's songs, the best known first; guests count."""
        place = self._artist(key)
        number = -1 if place is None else int(self._number[place])
        return () if number < 0 else self._by_artist[number]

    def artist_name(self, key: str) -> str | None:
        place = self._artist(key)
        return None if place is None else self._artists[place]

    def _artist(self, key: str) -> int | None:
        keys = self._artist_keys
        return next((place for place in self._artist_places.where(key) if keys[place] == key), None)

    def kinship(self, artists: Artists) -> Kinship:
        """How close songs are by their main artists."""
        return Kinship(artists, self._artist_keys, self.artist_of)

    def num_artists(self) -> int:
        """How many artists are named on a song."""
        return len(self._named)

    def artist(self, number: int) -> tuple[str, str, int]:
        """Name, key and number of songs of one of these artists."""
        place = int(self._named[number])
        return self._artists[place], self._artist_keys[place], len(self._by_artist.row(number))

    def titles(self) -> Sequence[Sequence[int]]:
        """The songs of each title, whatever its blanks."""
        return self._by_title

    def find(self, artist: str, title: str) -> list[int]:
        """Positions of the songs that may be this one, by any version and spelling of title and artist."""
        rows = self.titled(title)
        if not rows:
            return []
        wanted = {compact(key) for key in credited_keys(artist, title)}
        return [row for row in rows if any(compact(key) in wanted for key in self._credited(row))]

    def _credited(self, position: int) -> Iterable[str]:
        return (self._artist_keys[artist] for artist in self.credits[position])


def _lists(lists: Sequence[Sequence[int]]) -> Lists:
    """As `Lists.of`, which takes six times as long where lists are many and short."""
    values = np.fromiter(chain.from_iterable(lists), dtype=np.int32)
    return _cut(values, np.fromiter(map(len, lists), dtype=np.int64, count=len(lists)))


def _grouped(names: Sequence[Hashable], values: Sequence[int]) -> Lists:
    """The values of each name, in the order in which the names come up."""
    numbers: dict[Hashable, int] = {}
    of = np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), dtype=np.int64)
    order = np.argsort(of, kind="stable")
    return _cut(np.array(values, dtype=np.int32)[order], np.bincount(of, minlength=len(numbers)))


def _cut(values: Positions, lengths: npt.NDArray[np.int64]) -> Lists:
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return Lists({"starts": starts, "values": values})


def song_keys(artist_keys: Sequence[str], names: Sequence[str]) -> list[str]:
    """A stable key for each song: `radiohead/creep`; a second song of that name and artist is told apart."""
    seen: Counter[str] = Counter()
    keys = []
    for artist, name in zip(artist_keys, names, strict=True):
        key = f"{artist}/{name}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return keys


def _tight(name: str) -> str:
    return name.replace(" ", "")
