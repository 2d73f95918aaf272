"""Artists of a genre, first those whom many hear and who belong to it, as their neighbours do.

Who is tagged `rock` by the way is tagged otherwise as well, and stands among others who are not: so an artist
counts by how much all that is said of it speaks for the genre (belonging.py), and by how much of its nearest
in the learned matrix does. How all of this is weighed was chosen by reading lists.
"""

from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from recommender.belonging import Belonging, Floats
from recommender.catalog import Catalog
from recommender.similarity import Neighbours
from recommender.types import Certainty, Match
from recommender.words.acts import one_of_each
from recommender.words.known_as import NOBODY
from recommender.words.traits import FAMILIES, beside_a_trait, trait

_REMEMBERED = 256  # genres
_LOOKED_AT = 100  # artists of a genre, by themselves the likeliest
_NEAREST = 20
_THIN = 5.0  # baskets, of which half as much is believed
_TRAITS = 3  # beside a genre; of a long line of them there are too many ways to read it
_LARGE = 60  # artists of a genre
_ENOUGH = 3  # artists of a genre and a trait; fewer are no answer
_BELONGS = 0.3
"""How much who has a trait has to belong to the genre beside it: few are said to be of both."""
_UNTAGGED = 0.7
"""What counts who belongs so without being tagged, of who is."""
_BY_ITSELF = 0.65
"""The power of how much an artist belongs to a genre, beside the same of its nearest."""
_ANYHOW = 0.05
"""What an artist counts whose nearest are of other genres."""
Positions = npt.NDArray[np.int64]


class Genres:
    """Looks artists up by what is said of them."""

    def __init__(self, catalog: Catalog, neighbours: Neighbours) -> None:
        self._catalog = catalog
        self._neighbours = neighbours
        self._ranked = lru_cache(_REMEMBERED)(self._rank)

    def has(self, text: str) -> bool:
        """Whether a genre is called so, here or among listeners; or one with a trait, `80s rock`."""
        return bool(self._called(text))

    def is_large(self, text: str) -> bool:
        """Whether many artists are of the genre that is called just so."""
        number = None if trait(text) else self._catalog.genre(text)
        return number is not None and len(self._catalog.of_genre(number)[0]) >= _LARGE

    def artists(self, text: str, limit: int) -> list[Match]:
        """The first artists of the genre that is called so, none if there is no such genre."""
        return [Match(self._catalog.at(at), 0.0, Certainty.MAYBE) for at in self._called(text)[:limit]]

    def _called(self, text: str) -> list[int]:
        read, number = self._read(text), self._catalog.genre(text)
        found = self._ranked(*read) if read else []
        if read and read[1] and len(found) < _ENOUGH:
            return self._ranked(number, ()) if number is not None else []
        return found

    def _read(self, text: str, most: int = _TRAITS) -> tuple[int, tuple[int, ...]] | None:
        """A genre, or a trait, and the traits that words name beside it."""
        number = self._catalog.genre(text)
        if number is not None and (trait(text) or self._has_enough(number)):
            return number, ()
        for rest, tag in beside_a_trait(text) if most else ():
            genre, said = self._read(rest, most - 1), self._catalog.genre(tag)
            if genre is None:
                continue
            # both may be a genre of its own, `schwedischer Metal`: who is of it is not always tagged as both
            whole = self._catalog.genre(f"{tag} {self._catalog.genre_name(genre[0])}")
            if whole is not None and not genre[1] and self._has_enough(whole):
                return whole, ()
            if said is not None:
                return genre[0], (*genre[1], said)
        return None if number is None else (number, ())

    def _has_enough(self, number: int) -> bool:
        return len(self._catalog.of_genre(number)[0]) >= _ENOUGH

    def _rank(self, number: int, traits: tuple[int, ...]) -> list[int]:
        """Positions of a genre's artists that have these traits, each act once."""
        belong = self._belong(number)
        artists = self._of(number, traits, belong)
        weights = self._heard(artists) * self._tagged(number, artists, bool(traits))
        if not trait(self._catalog.genre_name(number)):
            weights *= belong[artists] ** _BY_ITSELF
        for one in traits:
            weights /= 1.0 + self._before(one, artists)
        likely = np.lexsort((artists, -weights))[:_LOOKED_AT]
        artists, weights = artists[likely], weights[likely]
        near = np.array([self._company(int(artist), belong) for artist in artists])
        ordered = artists[np.lexsort((artists, -weights * (near + _ANYHOW)))].tolist()
        found = [at for at in ordered if self._catalog.at(at).key not in NOBODY]
        return [found[place] for place in one_of_each(map(self._catalog.name, found))]

    def _belong(self, number: int) -> Floats:
        """How much each artist belongs to a genre; to a trait, who is said to have it."""
        name = self._catalog.genre_name(number)
        kin = np.arange(len(self._catalog.vocabulary)) == number
        if not trait(name):
            kin |= [one.endswith(f" {name}") for one in self._catalog.vocabulary]  # `roots reggae`
            return self._belonging.to(kin)
        artists, places = self._catalog.of_genre(number)
        belong = np.zeros(len(self._catalog), dtype=np.float32)
        belong[artists] = 1.0 / (places + 1)
        return belong

    @cached_property
    def _belonging(self) -> Belonging:
        words = self._catalog.vocabulary
        return Belonging(
            self._catalog.said, np.array([trait(one) is not None for one in words], dtype=np.bool_)
        )

    def _of(self, number: int, traits: tuple[int, ...], belong: Floats) -> Positions:
        """Who is of a genre; beside traits, who is tagged with these, and as good as of the genre."""
        artists = self._catalog.of_genre(number)[0]
        if not traits:
            return artists
        if not trait(self._catalog.genre_name(number)):
            artists = np.union1d(artists, np.flatnonzero(belong >= _BELONGS))
        having = [self._catalog.of_genre(one)[0] for one in traits]
        return artists[np.all([np.isin(artists, of) for of in having], axis=0)]

    def _tagged(self, number: int, artists: Positions, beside_traits: bool) -> npt.NDArray[np.float64]:
        """How much artists count by where the genre stands in what is said of each, or if it does at all."""
        tagged, places = self._catalog.of_genre(number)
        if beside_traits:
            return np.where(np.isin(artists, tagged), 1.0, _UNTAGGED)
        return np.asarray(1.0 / np.sqrt(places + 1), dtype=np.float64)

    def _before(self, number: int, artists: Positions) -> npt.NDArray[np.float64]:
        """[n]: how many traits of its kind are said of artists before this: of Elton John 70s and 80s."""
        name = self._catalog.genre_name(number)
        kind = next(family for family in FAMILIES if name in family)
        said = ([self._catalog.genre_name(one) for one in self._catalog.said[at]] for at in artists.tolist())
        return np.array([sum(one in kind for one in of[: of.index(name)]) for of in said], dtype=np.float64)

    def _heard(self, artists: Positions) -> npt.NDArray[np.float64]:
        baskets = self._catalog.baskets[artists]
        return np.asarray(np.sqrt(baskets) * baskets / (baskets + _THIN), dtype=np.float64)

    def _company(self, artist: int, belong: Floats) -> float:
        """How much an artist's nearest belong to a genre, 0..1."""
        near, _ = self._neighbours.nearest(artist, _NEAREST)
        return float(belong[near].mean()) if len(near) else 0.0
