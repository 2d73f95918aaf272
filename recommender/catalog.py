"""The artists a bundle knows: names, keys, genres, popularity, and their look-up by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from errors import BundleError, UnknownArtist
from recommender import columns
from recommender.folder import blamed
from recommender.nearness import search_arrays
from recommender.search import NameSearch
from recommender.texts import Arrays, Lists, Places, Texts, below, under, within
from recommender.tokens import token
from recommender.types import Artist, Certainty, Match
from recommender.words.genre_names import IN_THE_VOCABULARY
from recommender.words.homonyms import put_right
from recommender.words.known_as import other_names
from recommender.words.names import compact, normalise
from recommender.words.traits import trait

_CLOSEST = 3
_WELL_KNOWN = 2_000
_REMEMBERED = 50_000  # keys, with their positions: a few MB
_ARTISTS = 5_000  # at hand, of those who are listed again and again: half a KB each


@dataclass(frozen=True)
class CatalogData:
    """The catalogue as it stands in the bundle; lists run over artists by position.

    `genres` holds indices into `vocabulary`, best first, and after them the artist's traits; `baskets`
    counts the baskets that hold each artist; `popularity` is a percentile in 0..1; `aliases` are (other
    spelling, position) pairs.
    """

    keys: list[str]
    names: list[str]
    vocabulary: list[str]
    genres: list[list[int]]
    baskets: list[int]
    popularity: list[float]
    aliases: list[tuple[str, int]]

    def genres_of(self, position: int) -> tuple[str, ...]:
        """What a card says of an artist."""
        return shown(self.vocabulary[genre] for genre in self.said[position])

    @cached_property
    def said(self) -> list[list[int]]:
        """The genres, without those of others of the same name."""
        return put_right(self.keys, self.genres, self.vocabulary)

    def save(self, path: Path) -> None:
        columns.save(path, self)

    def arrays(self) -> Arrays:
        """The same, ready for search, in arrays that a file may hold."""
        others = other_names(self.names, self.baskets)
        more = [*self.aliases, *others.spellings]
        spellings = [*self.names, *(spelling for spelling, _ in more)]
        meant = [others.leads.get(at, at) for at in (*range(len(self.names)), *(at for _, at in more))]
        return {
            "baskets": np.array(self.baskets, dtype=np.int32),
            "popularity": np.array(self.popularity, dtype=np.float64),
            **under("keys", Texts.of(self.keys).arrays),
            **under("places", Places.of(self.keys).arrays),
            **under("tokens", Places.of(map(token, self.keys)).arrays),
            **under("spellings", Texts.of(spellings).arrays),
            **under("vocabulary", Texts.of(self.vocabulary).arrays),
            **under("genres", Lists.of(self.said).arrays),
            **under("search", search_arrays(spellings, meant)),
        }

    @classmethod
    def load(cls, path: Path) -> "CatalogData":
        """Raises BundleError when the file is no catalogue."""
        data = columns.load(path, cls, "not a catalogue")
        of_artists = (data.keys, data.names, data.genres, data.baskets, data.popularity)
        with blamed(path):
            if len({len(column) for column in of_artists}) != 1:
                raise BundleError(f"{path}: its columns differ in length")
            meant = [position for _, position in data.aliases]
            if not (within(data.genres, len(data.vocabulary)) and within([meant], len(data.keys))):
                raise BundleError(f"{path}: it speaks of genres or artists that are not in it")
        return data


class Catalog:
    """Artists by position, key and name, in arrays as `CatalogData.arrays` makes them."""

    def __init__(self, arrays: Arrays) -> None:
        self.baskets: npt.NDArray[np.int32] = arrays["baskets"]
        """In how many baskets of the training data each artist stands."""
        self._keys, self._places = Texts(below("keys", arrays)), Places(below("places", arrays))
        self._tokens = Places(below("tokens", arrays))
        self._names = Texts(below("spellings", arrays))  # and after them all other spellings
        self.vocabulary = tuple(Texts(below("vocabulary", arrays)))
        """All genres, and all traits."""
        self.said, self._popularity = Lists(below("genres", arrays)), arrays["popularity"].data
        """What is said of each artist, as numbers of the vocabulary."""
        self._search = NameSearch(self._names, self.baskets, below("search", arrays))
        self._of_key = lru_cache(_REMEMBERED)(self._find_key)
        self._artist = lru_cache(_ARTISTS)(self._make)
        self._name = lru_cache(_ARTISTS)(self._names.__getitem__)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return self._of_key(key) is not None

    def _find_key(self, key: str) -> int | None:
        return next((place for place in self._places.where(key) if self._keys[place] == key), None)

    def of_token(self, text: str) -> str | None:
        """The key for which this token stands."""
        keys = (self._keys[place] for place in self._tokens.where(text))
        return next((key for key in keys if token(key) == text), None)

    def every_key(self) -> Sequence[str]:
        """All keys, by position."""
        return self._keys

    def at(self, position: int) -> Artist:
        return self._artist(position)

    def _make(self, position: int) -> Artist:
        genres = shown(self.vocabulary[genre] for genre in self.said[position])
        return Artist(self._keys[position], self._names[position], genres, self._popularity[position])

    def name(self, position: int) -> str:
        return self._name(position)

    def most_heard(self, count: int) -> list[int]:
        """Positions of the artists in the most baskets, first the most heard."""
        return self._by_baskets[:count].tolist()

    @cached_property
    def _by_baskets(self) -> npt.NDArray[np.int32]:
        return np.argsort(-self.baskets, kind="stable").astype(np.int32)

    def place(self, key: str) -> int:
        """Position of a key, -1 where it is not here; not remembered, for whoever asks for all of them."""
        found = self._find_key(key)
        return -1 if found is None else found

    def has_name(self, name: str) -> bool:
        return self._search.exact(name) is not None

    def has_well_known(self, name: str) -> bool:
        """Whether an artist of this name is among the 2,000 most heard."""
        at = self._search.exact(name)
        return at is not None and self.baskets[at] >= self._well_known

    @cached_property
    def _well_known(self) -> int:
        return int(self.baskets[self._by_baskets[:_WELL_KNOWN][-1]]) if len(self.baskets) else 0

    def position(self, name: str) -> int:
        """Position of a key or a name; raises UnknownArtist with the closest names."""
        found = self._of_key(name)
        if found is None:
            found = self._search.exact(name)
        if found is None:
            raise UnknownArtist(name, tuple(match.artist.name for match in self.find(name, _CLOSEST)))
        return found

    def positions(self, names: Sequence[str]) -> list[int]:
        return [self.position(name) for name in names]

    def named(self, text: str) -> list[Match]:
        """All artists with exactly this name, whatever its case, accents and signs; cheap."""
        return [Match(self.at(at), 100.0, Certainty.EXACT) for at in self._search.namesakes(text)]

    def genre(self, text: str) -> int | None:
        """The number of the genre, or the trait, that is called so, here or among listeners."""
        return self._genre_numbers.get(IN_THE_VOCABULARY.get(form := compact(text), form))

    def genre_name(self, number: int) -> str:
        """What the genre of this number is called in the vocabulary."""
        return self.vocabulary[number]

    def of_genre(self, number: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The positions of its artists, and at which place of what is said of each it stands; cheap."""
        return self.said.holding(number)

    @cached_property
    def _genre_numbers(self) -> dict[str, int]:
        return {
            form: number for number, genre in enumerate(self.vocabulary) for form in (genre, compact(genre))
        }

    def find(self, text: str, limit: int) -> list[Match]:
        """Best matches first; exact ones lead, and are several where artists share the name."""
        hits = self._search.find(text, limit, within=True)
        return [Match(self.at(hit.position), hit.score, hit.certainty) for hit in hits]


def shown(said: Iterable[str]) -> tuple[str, ...]:
    """Genres without the traits among them: these lead to an artist, and tell little of its music."""
    return tuple(one for one in said if not trait(one))


def alias_pairs(names: Sequence[str], spellings: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The spellings that a search by display name and key would not find already."""
    kept: dict[tuple[str, int], str] = {}
    for spelling, position in spellings:
        if compact(spelling) != compact(names[position]):
            kept.setdefault((normalise(spelling), position), spelling)
    return [(spelling, position) for (_, position), spelling in kept.items()]
