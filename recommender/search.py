"""Finding an artist by a name that may be misspelt, misheard or written in another script.

A cascade from sure to vague: the normalised key, the same without spaces in ASCII, then all names rescored
by optimal string alignment (typos, swapped letters), by prefix, and by sound for other scripts. Between
names that are equally close, the more heard one is meant more often.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender.names import compact, normalise, sound
from recommender.types import Certainty

MAX_TEXT = 120  # characters; longer texts are no names
_CLOSE = 75.0  # from here a hit is worth offering
_SURE = 82.0  # from here a hit may be taken when nothing else comes near
_GAP = 4.0  # ... by this many points
_PREFIX = 76.0
_SAME_SOUND = 70.0
_SWAPPED = 85.0
_POPULARITY_POINTS = 8.0


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(normalise(text).split()))


@dataclass(frozen=True, slots=True)
class Hit:
    position: int
    score: float
    certainty: Certainty


class NameSearch:
    """Search over (spelling, position) pairs; `baskets[position]` says how often an artist is heard."""

    def __init__(self, spellings: Sequence[tuple[str, int]], baskets: Sequence[int]) -> None:
        self._baskets = baskets
        self._by_key: dict[str, int] = {}
        self._by_compact: dict[str, int] = {}
        self._by_sound: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._most = math.log1p(max(baskets, default=1))
        for spelling, position in spellings:
            self._add(spelling, position)
        self._forms = list(self._by_compact)
        self._positions = list(self._by_compact.values())

    def _add(self, spelling: str, position: int) -> None:
        form = compact(spelling)
        for table, key in ((self._by_key, normalise(spelling)), (self._by_compact, form)):
            if key not in table or self._baskets[table[key]] < self._baskets[position]:
                table[key] = position
        self._by_sound[sound(form)].append((form, position))
        self._by_words[_words(spelling)].append(position)

    def exact(self, text: str) -> int | None:
        """Position of the artist with this name, whatever its case, accents, punctuation and spaces."""
        text = text[:MAX_TEXT]
        by_key = self._by_key.get(normalise(text))
        return by_key if by_key is not None else self._by_compact.get(compact(text) or text)

    def find(self, text: str, limit: int) -> list[Hit]:
        """The best hits, best first; none for a text without letters that nobody is called."""
        text = text[:MAX_TEXT]
        scores = self._fuzzy(text)
        exact = self.exact(text)
        if exact is not None:
            scores[exact] = 100.0 + _POPULARITY_POINTS
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[: max(limit, 2)]
        return [self._hit(rank, ranked, exact) for rank in range(min(limit, len(ranked)))]

    def _hit(self, rank: int, ranked: list[tuple[int, float]], exact: int | None) -> Hit:
        position, score = ranked[rank]
        alone = len(ranked) < 2 or score - ranked[1][1] >= _GAP
        if position == exact:
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
        near = process.extract(
            form, self._forms, scorer=OSA.normalized_similarity, limit=30, score_cutoff=0.4
        )
        return [(self._positions[index], 100.0 * similarity) for _, similarity, index in near]

    def _prefixes(self, form: str) -> list[tuple[int, float]]:
        if len(form) < 3:
            return []
        longer = ((known, at) for known, at in self._by_compact.items() if known.startswith(form))
        return [(at, _PREFIX - len(known) + len(form)) for known, at in longer if len(known) < 4 * len(form)]

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
