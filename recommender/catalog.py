"""The artists a bundle knows: names, keys, genres, popularity, and their look-up by name."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from errors import BundleError, UnknownArtist
from recommender.known_as import other_names
from recommender.names import compact, normalise
from recommender.search import NameSearch
from recommender.types import Artist, Certainty, Match

_CLOSEST = 3


@dataclass(frozen=True)
class CatalogData:
    """The catalogue as it stands in the bundle; lists run over artists by position.

    `genres` holds indices into `vocabulary`, best first; `baskets` counts the baskets that hold each
    artist; `popularity` is a percentile in 0..1; `aliases` are (other spelling, position) pairs.
    """

    keys: list[str]
    names: list[str]
    vocabulary: list[str]
    genres: list[list[int]]
    baskets: list[int]
    popularity: list[float]
    aliases: list[tuple[str, int]]

    def save(self, path: Path) -> None:
        # mtime=0: the same catalogue gives the same bytes, so that checksums can be compared
        with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(asdict(self), ensure_ascii=False).encode())

    @classmethod
    def load(cls, path: Path) -> "CatalogData":
        """Raises BundleError when the file is no catalogue."""
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                data = cls(**json.load(lines))
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise BundleError(f"{path}: not a catalogue ({error})") from None
        if (
            len({len(data.keys), len(data.names), len(data.genres), len(data.baskets), len(data.popularity)})
            != 1
        ):
            raise BundleError(f"{path}: its columns differ in length")
        return data


class Catalog:
    """Artists by position, key and name."""

    def __init__(self, data: CatalogData) -> None:
        self._data = data
        self._position = {key: position for position, key in enumerate(data.keys)}
        spellings = [*zip(data.names, range(len(data.names)), strict=True), *data.aliases]
        others = other_names(data.names, data.baskets)
        self._search = NameSearch([*spellings, *others.spellings], data.baskets, others.leads)

    def __len__(self) -> int:
        return len(self._data.keys)

    def __contains__(self, key: str) -> bool:
        return key in self._position

    def every_key(self) -> tuple[str, ...]:
        """All keys, by position."""
        return tuple(self._data.keys)

    def at(self, position: int) -> Artist:
        data = self._data
        genres = tuple(data.vocabulary[genre] for genre in data.genres[position])
        return Artist(data.keys[position], data.names[position], genres, data.popularity[position])

    def baskets(self, position: int) -> int:
        """How many baskets of the training data hold this artist."""
        return self._data.baskets[position]

    def most_heard(self, count: int) -> list[int]:
        """Positions of the artists in the most baskets, first the most heard."""
        order = sorted(range(len(self)), key=lambda position: (-self._data.baskets[position], position))
        return order[:count]

    def has_name(self, name: str) -> bool:
        return self._search.exact(name) is not None

    def position(self, name: str) -> int:
        """Position of a key or a name; raises UnknownArtist with the closest names."""
        found = self._position.get(name)
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

    def find(self, text: str, limit: int) -> list[Match]:
        """Best matches first; exact ones lead, and are several where artists share the name."""
        hits = self._search.find(text, limit)
        return [Match(self.at(hit.position), hit.score, hit.certainty) for hit in hits]


def alias_pairs(names: Sequence[str], spellings: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The spellings that a search by display name and key would not find already."""
    kept: dict[tuple[str, int], str] = {}
    for spelling, position in spellings:
        if compact(spelling) != compact(names[position]):
            kept.setdefault((normalise(spelling), position), spelling)
    return [(spelling, position) for (_, position), spelling in kept.items()]
