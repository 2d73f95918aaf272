"""The artists by key alone: what can be said of them before names can be searched."""

from errors import UnknownArtist
from recommender.catalog import Catalog, CatalogData
from recommender.texts import Arrays
from recommender.types import Artist
from recommender.words.names import normalise


def register(data: CatalogData | Arrays) -> "Register | Catalog":
    """What can be known at once; where arrays lie ready, that is all."""
    return Register(data) if isinstance(data, CatalogData) else Catalog(data)


class Register:
    def __init__(self, data: CatalogData) -> None:
        self._data = data
        self._position = {key: position for position, key in enumerate(data.keys)}

    def __len__(self) -> int:
        return len(self._data.keys)

    def __contains__(self, key: str) -> bool:
        return key in self._position

    def has_name(self, name: str) -> bool:
        return normalise(name) in self._position

    def position(self, name: str) -> int:
        """Position of a key, or of a name that reads as one; raises UnknownArtist."""
        found = self._position.get(name, self._position.get(normalise(name)))
        if found is None:
            raise UnknownArtist(name)
        return found

    def at(self, position: int) -> Artist:
        data = self._data
        return Artist(
            data.keys[position], data.names[position], data.genres_of(position), data.popularity[position]
        )

    def most_heard(self, count: int) -> list[int]:
        """Positions of the artists in the most baskets, first the most heard."""
        order = sorted(range(len(self)), key=lambda position: (-self._data.baskets[position], position))
        return order[:count]
