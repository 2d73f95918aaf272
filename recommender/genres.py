"""Artists of a genre, first those whom many hear and whom it describes, as their neighbours confirm.

Who is tagged `rock` by the way stands among others who are not: so an artist counts by how much its nearest
in the learned matrix are of the genre too. How all of this is weighed was chosen by reading lists.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.catalog import Catalog
from recommender.genre_names import of_a_decade
from recommender.known_as import NOBODY
from recommender.similarity import Neighbours
from recommender.types import Certainty, Match

_REMEMBERED = 256  # genres
_LOOKED_AT = 100  # artists of a genre, by themselves the likeliest
_NEAREST = 20
_THIN = 10.0  # baskets, of which half as much is believed
_ENOUGH = 3  # artists of a genre in a decade; fewer are no answer
_ANYHOW = 0.05
"""What an artist counts whose nearest are of other genres."""


class Genres:
    """Looks artists up by what is said of them."""

    def __init__(self, catalog: Catalog, neighbours: Neighbours) -> None:
        self._catalog = catalog
        self._neighbours = neighbours
        self._ranked = lru_cache(_REMEMBERED)(self._rank)

    def has(self, text: str) -> bool:
        """Whether a genre is called so, here or among listeners; or one of a decade, `80s rock`."""
        return bool(self._called(text))

    def artists(self, text: str, limit: int) -> list[Match]:
        """The first artists of the genre that is called so, none if there is no such genre."""
        return [Match(self._catalog.at(at), 0.0, Certainty.MAYBE) for at in self._called(text)[:limit]]

    def _called(self, text: str) -> list[int]:
        number = self._catalog.genre(text)
        if number is not None:
            return self._ranked(number, None)
        of_time = of_a_decade(text)
        genre, time = map(self._catalog.genre, of_time) if of_time else (None, None)
        both = [] if genre is None or time is None else self._ranked(genre, time)
        return both if len(both) >= _ENOUGH else []

    def _rank(self, number: int, time: int | None) -> list[int]:
        """Positions of a genre's artists; of those that are of a decade too, where one is given."""
        artists, places = self._catalog.of_genre(number)
        described = np.zeros(len(self._catalog), dtype=np.float32)
        described[artists] = 1.0 / (places + 1)
        if time is not None:
            of_time = np.isin(artists, self._catalog.of_genre(time)[0])
            artists, places = artists[of_time], places[of_time]
        likely = np.lexsort((artists, -np.sqrt(self._catalog.baskets[artists]) / (places + 1)))[:_LOOKED_AT]
        artists, places = artists[likely], places[likely]
        near = np.array([self._company(int(artist), described) for artist in artists])
        baskets = self._catalog.baskets[artists]
        heard = np.sqrt(baskets) * baskets / (baskets + _THIN)
        order = np.lexsort((artists, -heard * (near + _ANYHOW) / np.sqrt(places + 1)))
        return [at for at in artists[order].tolist() if self._catalog.at(at).key not in NOBODY]

    def _company(self, artist: int, described: npt.NDArray[np.float32]) -> float:
        """How much a genre describes an artist's nearest, 0..1."""
        near, _ = self._neighbours.nearest(artist, _NEAREST)
        return float(described[near].mean()) if len(near) else 0.0
