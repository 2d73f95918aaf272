"""What a listener's words mean: artists, or a genre; split up, stripped and searched for."""

from collections.abc import Sequence
from dataclasses import replace

from recommender import query
from recommender.catalog import Catalog
from recommender.genres import Genres
from recommender.known_as import NOBODY
from recommender.names import fold
from recommender.phrases import AROUND, as_genre, lost_beside
from recommender.refusals import refused
from recommender.traits import decade
from recommender.types import Certainty, Match, Term

_PARTS = 8  # of a line between `and`s
_WORD = 3  # letters of a name by which a famous one may be meant
_HARDLY_HEARD, _WELL_HEARD = 3, 100  # baskets: of who is called so, and of who is meant as well


class Reading:
    """Reads lines as door.py says, over a catalogue and its genres."""

    def __init__(self, catalog: Catalog, genres: Genres) -> None:
        self._catalog = catalog
        self._genres = genres

    def read(self, text: str, limit: int) -> list[Term]:
        names = query.split(text, self._catalog.has_name)
        return [term for name in names for term in self._terms(name, limit)]

    def _terms(self, name: str, limit: int) -> list[Term]:
        """What a name means; of one that is like none, each part between `and`s if all of them are clear.

        Or if one of them is well known: `Muse and Helene Fischer`, of whom the other is asked about then.
        """
        whole = self._term(name, limit)
        parts = [] if whole.is_clear or whole.is_shared or whole.is_genre else query.conjoined(name)
        if not 1 < len(parts) <= _PARTS:
            return [whole]
        terms = [self._term(part, limit) for part in parts]
        sure = [one for one in terms if one.is_genre or one.is_clear]
        exact = [one for one in sure if one.is_genre or one.matches[0].certainty is Certainty.EXACT]
        far = not whole.matches or whole.matches[0].certainty is Certainty.FAR
        famous = any(not one.is_genre and self._heard(one.matches[0]) >= _WELL_HEARD for one in exact)
        if not (famous and far) and (not (exact or far) or len(sure) < len(terms)):
            return [whole]
        return self._refused_too(terms, limit) if terms[0].is_refused and terms[0].is_genre else terms

    def _refused_too(self, terms: Sequence[Term], limit: int) -> list[Term]:
        """Behind a refused genre nobody is wanted, `I hate pop and Muse`; of another one, all is said."""
        told = [one for one in terms if one.is_refused or not one.is_genre]
        return [one if one.is_refused else self._term(f"not {one.text}", limit) for one in told]

    def read_known(self, text: str, limit: int) -> list[Term] | None:
        names = query.split(text, self._catalog.has_name)
        known = [self._named(name, limit) for name in names]
        return [Term(name, of) for name, of in zip(names, known, strict=True)] if all(known) else None

    def read_adjoining(self, text: str, limit: int) -> list[Term]:
        names = query.adjoining(text, self._catalog.has_well_known)
        return [Term(name, self._named(name, limit)) for name in names]

    def _term(self, name: str, limit: int) -> Term:
        named = self._named(name, limit)
        genre = name if named else as_genre(query.wishless(name), self._genres.has)
        if of_genre := [] if named else self._genres.artists(genre, limit):
            return Term(genre, tuple(of_genre), is_genre=True, lost=lost_beside(genre, name))
        found = named or tuple(self._catalog.find(name, limit))
        return self._refused(name, found, limit) or Term(name, found)

    def _refused(self, name: str, found: Sequence[Match], limit: int) -> Term | None:
        """What a line says is not wanted: a genre, or an artist, who is asked about, as they may be wanted.

        Who is `found` with hardly a slip goes before: `block party`.
        """
        sure = [one.artist for one in found[:1] if one.certainty in (Certainty.EXACT, Certainty.SURE)]
        for words in refused(name):
            named = [one for one in self._named(words, limit) if self._heard(one) > _HARDLY_HEARD]
            if sure and sure[0] not in [one.artist for one in named]:
                return None
            if named:
                asked = (replace(one, certainty=Certainty.MAYBE) for one in named)
                return Term(words, tuple(asked), is_refused=True)
            genre = as_genre(words, self._genres.has)
            if self._genres.has(genre):
                return Term(genre, (), is_genre=True, is_refused=True)
        return None

    def _named(self, name: str, limit: int) -> tuple[Match, ...]:
        """Who is called so; what is no artist may be a genre, `Soundtracks`, or a decade, `1990s`.

        So is who is hardly heard and called like a large one: `emo`.
        """
        found = () if decade(name) else self._catalog.named(name)
        called = tuple(one for one in found if one.artist.key not in NOBODY)[:limit]
        if not called or self._heard(called[0]) > _HARDLY_HEARD:
            return called
        if self._genres.is_large(name):
            return ()
        famous = self._named_in_part(name, limit)
        return (
            tuple(replace(one, certainty=Certainty.MAYBE) for one in (*called, *famous)) if famous else called
        )

    def _named_in_part(self, name: str, limit: int) -> list[Match]:
        """Well-known artists of whose names this is a word, who may be meant by `gaga` as well."""
        word = fold(name)
        if len(word) < _WORD or word in AROUND:
            return []
        near = (one for one in self._catalog.find(name, limit) if self._heard(one) >= _WELL_HEARD)
        return [one for one in near if len(words := fold(one.artist.name).split()) == 2 and word in words]

    def _heard(self, match: Match) -> int:
        return int(self._catalog.baskets[self._catalog.position(match.artist.key)])
