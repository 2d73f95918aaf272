"""Artists of a genre, first those whom many hear and whom it describes, as their neighbours confirm.

Who is tagged `rock` by the way stands among others who are not: so an artist counts by how much its nearest
in the learned matrix are of the genre too. How all of this is weighed was chosen by reading lists.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.catalog import Catalog
from recommender.known_as import NOBODY
from recommender.similarity import Neighbours
from recommender.traits import beside_a_trait
from recommender.types import Certainty, Match

_REMEMBERED = 256  # genres
_LOOKED_AT = 100  # artists of a genre, by themselves the likeliest
_NEAREST = 20
_THIN = 10.0  # baskets, of which half as much is believed
_TRAITS = 3  # beside a genre; of a long line of them there are too many ways to read it
_ENOUGH = 3  # artists of a genre and a trait; fewer are no answer
_ANYHOW = 0.05
"""What an artist counts whose nearest are of other genres."""


class Genres:
    """Looks artists up by what is said of them."""

    def __init__(self, catalog: Catalog, neighbours: Neighbours) -> None:
        self._catalog = catalog
        self._neighbours = neighbours
        self._ranked = lru_cache(_REMEMBERED)(self._rank)

    def has(self, text: str) -> bool:
        """Whether a genre is called so, here or among listeners; or one with a trait, `80s rock`."""
        return bool(self._called(text))

    def artists(self, text: str, limit: int) -> list[Match]:
        """The first artists of the genre that is called so, none if there is no such genre."""
        return [Match(self._catalog.at(at), 0.0, Certainty.MAYBE) for at in self._called(text)[:limit]]

    def _called(self, text: str) -> list[int]:
        read = self._read(text)
        found = self._ranked(*read) if read else []
        return found if read and (len(found) >= _ENOUGH or not read[1]) else []

    def _read(self, text: str, most: int = _TRAITS) -> tuple[int, tuple[int, ...]] | None:
        """A genre, or a trait, and the traits that words name beside it."""
        number = self._catalog.genre(text)
        if number is not None:
            return number, ()
        for rest, tag in beside_a_trait(text) if most else ():
            genre, trait = self._read(rest, most - 1), self._catalog.genre(tag)
            if genre is None:
                continue
            # both may be a genre of its own, `schwedischer Metal`: who is of it is not always tagged as both
            whole = self._catalog.genre(f"{tag} {self._catalog.genre_name(genre[0])}")
            if whole is not None and not genre[1] and len(self._catalog.of_genre(whole)[0]) >= _ENOUGH:
                return whole, ()
            if trait is not None:
                return genre[0], (*genre[1], trait)
        return None

    def _rank(self, number: int, traits: tuple[int, ...]) -> list[int]:
        """Positions of a genre's artists that have these traits."""
        artists, places = self._catalog.of_genre(number)
        described = np.zeros(len(self._catalog), dtype=np.float32)
        described[artists] = 1.0 / (places + 1)
        for trait in traits:
            have = np.isin(artists, self._catalog.of_genre(trait)[0])
            artists, places = artists[have], places[have]
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
