"""The songs a bundle knows: who made them, what they are called, and their look-up by key and name."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import BundleError
from recommender.names import compact, normalise
from recommender.tracks.titles import credited_keys, title_key
from recommender.tracks.types import Cover, Song

Positions = npt.NDArray[np.int32]


@dataclass(frozen=True)
class SongData:
    """The songs as they stand in the bundle; lists run over songs by position.

    `artists` are names; `credits` holds each song's artists as indices into them, the main one first;
    `names` are title keys (titles.title_key), and `ids` the publisher's; `popularity` is a percentile in
    0..1; `genres` holds indices into `vocabulary`, best first; `covers` are (song, song it follows or -1,
    whether its title says so).
    """

    artists: list[str]
    credits: list[list[int]]
    titles: list[str]
    names: list[str]
    ids: list[str]
    popularity: list[float]
    vocabulary: list[str]
    genres: list[list[int]]
    covers: list[tuple[int, int, bool]]

    def __len__(self) -> int:
        return len(self.titles)

    def save(self, path: Path) -> None:
        # mtime=0: the same songs give the same bytes, so that checksums can be compared
        with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def load(cls, path: Path) -> "SongData":
        """Raises BundleError when the file holds no songs."""
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                data = cls(**json.load(lines))
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise BundleError(f"{path}: no songs in it ({error})") from None
        columns = (data.credits, data.titles, data.names, data.ids, data.popularity, data.genres)
        if len({len(column) for column in columns}) != 1:
            raise BundleError(f"{path}: its columns differ in length")
        return data


class SongCatalog:
    """Songs by position, key, artist and title."""

    def __init__(self, data: SongData, measured: npt.NDArray[np.bool_]) -> None:
        self._data = data
        self._measured = measured
        self._artist_keys = [normalise(name) or name for name in data.artists]
        # of several spellings the first: those of main artists come before those of guests
        self._artist_names = dict(zip(reversed(self._artist_keys), reversed(data.artists), strict=True))
        self._covers = {song: (of, said) for song, of, said in data.covers}
        self.artist_of = np.array([credited[0] for credited in data.credits], dtype=np.int32)
        self.keys = song_keys([self._artist_keys[artist] for artist in self.artist_of], data.names)
        self._position = {key: position for position, key in enumerate(self.keys)}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(data.names):
            self._by_name[_tight(name)].append(position)
        self._by_artist: dict[str, list[int]] = defaultdict(list)
        self._by_popularity = np.argsort(-np.array(data.popularity), kind="stable")
        for position in self._by_popularity:
            for artist in data.credits[position]:
                self._by_artist[self._artist_keys[artist]].append(int(position))

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: str) -> bool:
        return key in self._position

    def at(self, position: int) -> Song:
        data, credited = self._data, self._data.credits[position]
        return Song(
            key=self.keys[position],
            title=data.titles[position],
            artists=tuple(data.artists[artist] for artist in credited),
            artist_keys=tuple(self._artist_keys[artist] for artist in credited),
            spotify_id=data.ids[position],
            genres=tuple(data.vocabulary[genre] for genre in data.genres[position]),
            popularity=data.popularity[position],
            measured=bool(self._measured[position]),
            cover=self._cover(position),
        )

    def _cover(self, position: int) -> Cover | None:
        of, said = self._covers.get(position, (-1, False))
        if of < 0 and not said:
            return None
        return Cover(self._data.artists[self.artist_of[of]] if of >= 0 else None, said)

    def position(self, key: str) -> int | None:
        return self._position.get(key)

    def popularity(self, position: int) -> float:
        return self._data.popularity[position]

    def best_known(self, count: int) -> list[int]:
        """Positions of the best known songs, the best known first."""
        return [int(position) for position in self._by_popularity[:count]]

    def name(self, position: int) -> str:
        """The title's key, alike for all songs of that title."""
        return self._data.names[position]

    def titled(self, title: str) -> Sequence[int]:
        """Positions of all songs of that title, whatever its version, case, accents and signs."""
        return self._by_name.get(_tight(title_key(title)), ())

    def of_artist(self, key: str) -> Sequence[int]:
        """Positions of an artist's songs, the best known first; guests count."""
        return self._by_artist.get(key, ())

    def artist_name(self, key: str) -> str | None:
        return self._artist_names.get(key)

    def artists(self) -> list[tuple[str, str, int]]:
        """Name, key and number of songs of every artist that is named on one."""
        return [(self._artist_names[key], key, len(songs)) for key, songs in self._by_artist.items()]

    def titles(self) -> dict[str, list[int]]:
        """All title keys without spaces, each with its songs."""
        return self._by_name

    def find(self, artist: str, title: str) -> list[int]:
        """Positions of the songs that may be this one, by any version and spelling of title and artist."""
        rows = self.titled(title)
        if not rows:
            return []
        wanted = {compact(key) for key in credited_keys(artist, title)}
        return [row for row in rows if any(compact(key) in wanted for key in self._credited(row))]

    def _credited(self, position: int) -> Iterable[str]:
        return (self._artist_keys[artist] for artist in self._data.credits[position])


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
