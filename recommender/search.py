"""Finding an artist by a name that may be misspelt, misheard or written in another script.

A cascade from sure to vague: the normalised key, the same without spaces in ASCII, then the names that share
the most pairs of letters, rescored by optimal string alignment (typos, swapped letters), by prefix, and by
sound for other scripts. Between names that are equally close, the more heard one is meant more often. A name
that several artists bear is exact for each of them.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender.grams import Grams
from recommender.names import compact, fold, normalise, sound, spaced
from recommender.types import Certainty

MAX_TEXT = 120  # characters; longer texts are no names
_CLOSE = 75.0  # from here a hit is worth offering
_SURE = 82.0  # from here a hit may be taken when nothing else comes near
_GAP = 4.0  # ... by this many points
_PREFIX = 76.0
_SAME_SOUND = 70.0
_SWAPPED = 85.0
_POPULARITY_POINTS = 8.0
_SHORTLIST = 300  # names that share the most pairs of letters
_LAST_LETTER = "\U0010ffff"


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(normalise(text).split()))


@dataclass(frozen=True, slots=True)
class Hit:
    position: int
    score: float
    certainty: Certainty


class NameSearch:
    """Search over (spelling, position) pairs; `baskets[position]` says how often an artist is heard.

    `leads` goes from entries that are an artist again under another name to the entry that stands for it.
    """

    def __init__(
        self,
        spellings: Sequence[tuple[str, int]],
        baskets: Sequence[int],
        leads: Mapping[int, int] | None = None,
    ) -> None:
        self._baskets = baskets
        self._by_compact: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_sound: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._most = math.log1p(max(baskets, default=1))
        for spelling, position in spellings:
            self._add(spelling, (leads or {}).get(position, position))
        self._forms = sorted(self._by_compact)
        self._grams = Grams(self._forms)

    def _add(self, spelling: str, position: int) -> None:
        form = compact(spelling)
        self._by_compact[form].append((spelling, position))
        self._by_sound[sound(form)].append((form, position))
        self._by_words[_words(spelling)].append(position)

    def exact(self, text: str) -> int | None:
        """Position of the artist with this name, whatever its case, accents, punctuation and spaces."""
        return next(iter(self.namesakes(text)), None)

    def namesakes(self, text: str) -> list[int]:
        """Positions of all artists with this name: first who spells it so, then who is heard most.

        A text that says more than letters, as `The Blaze` or `Liv.e` do, is that of who spells it so alone.
        """
        text = text[:MAX_TEXT]
        form = compact(text) or text
        alike = self._by_compact.get(form, [])
        found = {position for _, position in alike}
        if len(found) < 2:
            return list(found)
        for spelled in (fold, spaced):
            so = {position for name, position in alike if spelled(name) == spelled(text)}
            if len(so) == 1 and spelled(text) != form:
                return list(so)
        so = {position for name, position in alike if fold(name) == fold(text)}
        return sorted(found, key=lambda place: (place not in so, -self._baskets[place], place))

    def find(self, text: str, limit: int) -> list[Hit]:
        """The best hits, best first; none for a text without letters that nobody is called."""
        text = text[:MAX_TEXT]
        exact = self.namesakes(text)
        scores = {at: score for at, score in self._fuzzy(text).items() if at not in exact}
        near = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        ranked = [*((at, 100.0) for at in exact), *near][: max(limit, 2)]
        return [self._hit(rank, ranked, exact) for rank in range(min(limit, len(ranked)))]

    def _hit(self, rank: int, ranked: list[tuple[int, float]], exact: list[int]) -> Hit:
        position, score = ranked[rank]
        alone = len(ranked) < 2 or score - ranked[1][1] >= _GAP
        if position in exact:
            certainty = Certainty.EXACT
        elif rank == 0 and score >= _SURE and alone:
            certainty = Certainty.SURE
        else:
            certainty = Certainty.MAYBE if score >= _CLOSE else Certainty.FAR
        return Hit(position, min(score, 100.0), certainty)

    def _fuzzy(self, text: str) -> dict[int, float]:
        """Score of every artist that comes near, popularity included."""
        form = compact(text)
        scores: dict[int, float] = {}
        for near, score in [*self._typos(form), *self._prefixes(form), *self._swapped(text)]:
            scores[near] = max(scores.get(near, 0.0), score + self._known(near))
        for near, score in self._sounds(text, form):
            # what another script loses of the spelling, the better-known name makes good
            scores[near] = max(scores.get(near, 0.0), score + 2 * self._known(near))
        return scores

    def _known(self, position: int) -> float:
        return _POPULARITY_POINTS * math.log1p(self._baskets[position]) / self._most

    def _typos(self, form: str) -> list[tuple[int, float]]:
        shortlist = self._grams.nearest(form, _SHORTLIST)
        near = process.extract(form, shortlist, scorer=OSA.normalized_similarity, limit=30, score_cutoff=0.4)
        return [
            (position, 100.0 * similarity)
            for known, similarity, _ in near
            for _, position in self._by_compact[known]
        ]

    def _prefixes(self, form: str) -> list[tuple[int, float]]:
        if len(form) < 3:
            return []
        first = bisect_left(self._forms, form)
        last = bisect_left(self._forms, form + _LAST_LETTER)
        longer = [known for known in self._forms[first:last] if len(known) < 4 * len(form)]
        return [
            (position, _PREFIX - len(known) + len(form))
            for known in longer
            for _, position in self._by_compact[known]
        ]

    def _sounds(self, text: str, form: str) -> list[tuple[int, float]]:
        """Names that sound alike; only for texts in another script, whose spelling says little."""
        key = sound(form)
        if compact(text) == normalise(text).replace(" ", "") or len(key) < 2:
            return []
        return [
            (position, _SAME_SOUND + 15.0 * OSA.normalized_similarity(form, spelling))
            for spelling, position in self._by_sound.get(key, [])
        ]

    def _swapped(self, text: str) -> list[tuple[int, float]]:
        """The same words in another order: `floyd pink`."""
        return [(position, _SWAPPED) for position in self._by_words.get(_words(text), [])]
