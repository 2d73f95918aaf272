"""What a listener's words mean: artists, or a genre; split up, stripped and searched for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recommender.catalog import Catalog
from recommender.genres import Genres
from recommender.types import Certainty, Match, Term
from recommender.words import query
from recommender.words.cases import stem
from recommender.words.fillers import unfilled
from recommender.words.known_as import NOBODY
from recommender.words.names import fold
from recommender.words.phrases import AROUND, as_genre, lost_beside, of_country, untold
from recommender.words.refusals import each, refused, spelt
from recommender.words.sides import sides
from recommender.words.traits import decade

_PARTS = 8  # of a line between `and`s
_WORD = 3  # letters of a name by which a famous one may be meant
_HARDLY_HEARD, _WELL_HEARD = 3, 100  # baskets: of who is called so, and of who is meant as well
_FAMOUS = 30  # baskets, of who stands beside somebody unknown


class Reading:
    """Reads lines as door.py says, over a catalogue and its genres."""

    def __init__(self, catalog: Catalog, genres: Genres) -> None:
        self._catalog = catalog
        self._genres = genres

    def read(self, text: str, limit: int) -> list[Term]:
        names = self._split(text)
        called = all(map(self._catalog.has_name, names)) or self._genres.has(text)  # `no wave`
        if not called and (of_sides := self._of_sides(text, limit)):
            return of_sides
        return [term for name in names for term in self._terms(name, limit)]

    def _of_sides(self, text: str, limit: int) -> list[Term]:
        """Who is wanted in a line and who is not, where it tells both, or none is wanted, and all is clear.

        Of genres that are not wanted the first says all: none can be left out.
        """
        wanted, unwanted = list[Term](), list[Term]()
        for side in sides(text):
            if side.wanted:
                wanted += [one for name in self._split(side.words) for one in self._terms(name, limit)]
            else:
                parts = [part for one in each(side.words) for part in self._refused_parts(one)]
                unwanted += [self._unwanted(part, limit, beside=bool(wanted)) for part in parts]
        clear = all(one.is_genre or one.is_clear or one.is_shared for one in wanted)
        if not clear or not any(one.matches or one.is_genre for one in unwanted):
            return []
        genres = [one for one in unwanted if one.is_genre]
        return [*wanted, *(one for one in unwanted if not one.is_genre or one is genres[0])]

    def _split(self, text: str) -> list[str]:
        place = of_country(text)
        if place and self._genres.has(as_genre(place, self._genres.has)):
            return [place]
        return query.split(text, self._catalog.has_name)

    def _refused_parts(self, words: str) -> list[str]:
        """Names that `and`s part, or one with an `and` of its own: `Simon & Garfunkel`."""
        if self._is_called(words):
            return [words]
        names = self._split(words)
        return [one for name in names for one in ([name] if self._is_called(name) else query.conjoined(name))]

    def _is_called(self, words: str) -> bool:
        return self._catalog.has_name(words) or self._genres.has(as_genre(words, self._genres.has))

    def _unwanted(self, words: str, limit: int, *, beside: bool) -> Term:
        """Words for who is not wanted: an artist, a genre, who is nearly called so, or somebody unknown.

        `beside` others who are wanted, hardly heard ones are meant as well.
        """
        if known := self._refusable(spelt(words), limit):
            return known
        near = self._catalog.find(words, 1)
        exact = [one for one in near if beside and one.certainty is Certainty.EXACT]
        sure = [one for one in near if one.certainty is Certainty.SURE and self._heard(one) >= _WELL_HEARD]
        return Term(words, tuple(map(_doubted, exact or sure)), is_refused=True)

    def _refusable(self, spellings: Iterable[str], limit: int) -> Term | None:
        """Whom, or which genre, one of these spellings names."""
        for words in spellings:
            is_name = words[:1].isupper() and not words.isascii()  # `без Алисы`
            named = [one for one in self._named(words, limit) if is_name or self._heard(one) > _HARDLY_HEARD]
            if named:
                return Term(words, tuple(map(_doubted, named)), is_refused=True)
            genre = as_genre(words, self._genres.has)
            if self._genres.has(genre):
                return Term(genre, (), is_genre=True, is_refused=True)
        return None

    def _terms(self, name: str, limit: int) -> list[Term]:
        """What a name means; of one that is like none, each part between `and`s if all of them are clear.

        Or if one of them is well known: `Muse and Helene Fischer`, of whom the other is asked about then.
        """
        whole = self._term(name, limit)
        if told := self._amid_fillers(name, whole, limit):
            return told
        known = whole.is_clear or whole.is_shared or whole.is_genre
        parts = [] if known else [untold(part) for part in query.conjoined(name)]
        if not 1 < len(parts) <= _PARTS:
            return [whole]
        terms = [term for part in parts for term in self._part(part, limit)]
        sure = [one for one in terms if one.is_genre or one.is_clear]
        exact = [one for one in sure if one.is_genre or one.matches[0].certainty is Certainty.EXACT]
        far = not whole.matches or whole.matches[0].certainty is Certainty.FAR
        famous = any(not one.is_genre and self._heard(one.matches[0]) >= _FAMOUS for one in sure)
        if not (famous and far) and (not (exact or far) or len(sure) < len(terms)):
            return [whole]
        return terms

    def _part(self, name: str, limit: int) -> list[Term]:
        """What stands on one side of an `and`: a name, or several with nothing between them."""
        term = self._term(name, limit)
        known = term.is_clear or term.is_shared or term.is_genre
        return ([] if known else self.read_adjoining(name, limit)) or [term]

    def _amid_fillers(self, name: str, whole: Term, limit: int) -> list[Term]:
        """Well-known names, or a genre, beside which nothing is said: `lol Muse`, `а есть джаз?`.

        A name that is spelt nearly so goes before, but not one that sounds so: `а есть джаз` is no AC/DC.
        """
        told = unfilled(name)
        sure = whole.is_clear and (whole.matches[0].certainty is Certainty.EXACT or name.isascii())
        if told == name or sure or whole.is_shared or whole.is_genre or whole.is_refused:
            return []
        if query.adjoining(name, self._catalog.has_well_known):  # `HIM Nightwish`: both are names
            return []
        names = self._split(told)
        if all(map(self._is_telling, names)) or self._genres.has(told):
            return [self._term(one, limit) for one in names]
        return []

    def _is_telling(self, name: str) -> bool:
        """Whether a name is no everyday word: of those some hardly known artist is called so."""
        one_word = name.isascii() and len(name.split()) == 1
        return self._catalog.has_well_known(name) if one_word else self._catalog.has_name(name)

    def read_known(self, text: str, limit: int) -> list[Term] | None:
        names = self._split(text)
        known = [self._named(name, limit) for name in names]
        return [Term(name, of) for name, of in zip(names, known, strict=True)] if all(known) else None

    def read_adjoining(self, text: str, limit: int) -> list[Term]:
        names = query.adjoining(text, self._stands_alone)
        return [Term(name, self._named(name, limit)) for name in names]

    def _stands_alone(self, name: str) -> bool:
        """Whether a name is one with nothing between it and others: well known, or written in Russian."""
        in_russian = len(name) >= _WORD and bool(stem(name))
        return self._catalog.has_well_known(name) or (in_russian and self._catalog.has_name(name))

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
        known = self._refusable(refused(name), limit)
        named = [one.artist for one in known.matches] if known else []
        return None if sure and sure[0] not in named else known

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


def _doubted(match: Match) -> Match:
    """The same to be asked about: who is not wanted may be wanted all the same."""
    return replace(match, certainty=Certainty.MAYBE)
