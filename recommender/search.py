"""Finding an artist by a name that may be misspelt, misheard or written in another script.

A cascade from sure to vague: the normalised key, the same without spaces in ASCII, then the names that share
the most pairs of letters, rescored by optimal string alignment (typos, swapped letters), by prefix, by words
of well-known names, and by sound for other scripts. Between names that are equally close, the more heard one
is meant more often. A name that several artists bear is exact for each of them.
"""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender.grams import Grams
from recommender.name_parts import NameParts, words_of
from recommender.names import compact, fold, letters, normalise, sound, spaced
from recommender.texts import Arrays, Lists, Places, Texts, below, under
from recommender.types import Certainty

MAX_TEXT = 120  # characters; longer texts are no names
_CLOSE = 75.0  # from here a hit is worth offering
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_BY_SOUND = re.compile(r"[\u0590-\u1cff\u3040-\ud7ff]")
"""Scripts of syllables or of consonants: what is read of them is less than a name."""
_SURE = 82.0  # from here a hit may be taken when nothing else comes near
_GAP = 4.0  # ... by this many points
_SURE_BY_SOUND = 89.0  # Madonna by `マドンナ` is above, Solange by `사랑`, love, below
_PREFIX = 76.0
_SAME_SOUND = 70.0
_SWAPPED = 85.0
_WORD = 80.0  # asked about all the same
_POPULARITY_POINTS = 8.0
_FAMILIAR = 5.0  # of these; who has fewer is no likelier meant than who bears the word: `Handel`, no Yandel
_SHORTLIST = 300  # names that share the most pairs of letters; also the longer ones that begin alike
_LONGEST_RUN = 5  # words of a name within a longer text
_NAMES_KEPT = 2_000  # some hundred bytes each
_LAST_LETTER = "\U0010ffff"


def search_arrays(spellings: Sequence[str], positions: Sequence[int]) -> Arrays:
    """What a search needs to know of spellings, and whose each is, as it may stand in a file."""
    keys = [normalise(spelling) for spelling in spellings]
    spelled: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        spelled[letters(key)].append(number)
    forms = sorted(spelled)
    return {
        "positions": np.array(positions, dtype=np.int32),
        "lengths": np.fromiter(map(len, forms), dtype=np.int32),
        **under("forms", Texts.of(forms).arrays),
        **under("spelled", Lists.of(spelled[form] for form in forms).arrays),
        **under("sounds", Places.of(map(sound, forms)).arrays),
        **under("words", Places.of(map(_sorted, keys)).arrays),
        **under("grams", Grams.arrays(forms)),
    }


def _sorted(key: str) -> str:
    return " ".join(sorted(key.split()))


def _is_foreign(text: str) -> bool:
    """Whether a text is in another script than the names are compared in."""
    return compact(text) != normalise(text).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Hit:
    position: int
    score: float
    certainty: Certainty


def _doubted(hit: Hit) -> Hit:
    return replace(hit, certainty=Certainty.MAYBE) if hit.certainty is Certainty.SURE else hit


class NameSearch:
    """Search over spellings of names, of which `search_arrays` were made.

    `baskets[position]` says how often an artist is heard.
    """

    def __init__(self, spellings: Sequence[str], baskets: npt.NDArray[np.integer], arrays: Arrays) -> None:
        self._spellings = spellings
        self._baskets = baskets
        self._most = math.log1p(baskets.max(initial=1))
        self._positions, self._lengths = arrays["positions"], arrays["lengths"]
        self._forms = Texts(below("forms", arrays))
        self._spelled = Lists(below("spelled", arrays))
        self._by_sound = Places(below("sounds", arrays))
        self._by_words = Places(below("words", arrays))
        self._grams = Grams(below("grams", arrays))
        self._parts = NameParts(spellings, self._positions, baskets)
        # To read one line its names are looked up three times and more, and many ask for the same ones.
        self._namesakes = lru_cache(_NAMES_KEPT)(self._of_name)

    @classmethod
    def of(
        cls,
        spellings: Sequence[tuple[str, int]],
        baskets: Sequence[int],
        leads: Mapping[int, int] | None = None,
    ) -> "NameSearch":
        """Over (spelling, position) pairs.

        `leads` goes from entries that are an artist again under another name to the entry that stands for it.
        """
        leads = leads or {}
        texts, positions = [text for text, _ in spellings], [leads.get(at, at) for _, at in spellings]
        return cls(Texts.of(texts), np.array(baskets), search_arrays(texts, positions))

    def exact(self, text: str) -> int | None:
        """Position of the artist with this name, whatever its case, accents, punctuation and spaces."""
        return next(iter(self.namesakes(text)), None)

    def namesakes(self, text: str) -> list[int]:
        """Positions of all artists with this name: first who spells it so, then who is heard most.

        A text that says more than letters, as `The Blaze` or `Liv.e` do, is that of who spells it so alone.
        """
        return list(self._namesakes(text[:MAX_TEXT]))

    def _of_name(self, text: str) -> list[int]:
        form = compact(text) or text
        alike = self._of_form(form)
        found = set(self._positions[alike].tolist())
        if len(found) < 2:
            return list(found)
        names = [(self._spellings[number], int(self._positions[number])) for number in alike.tolist()]
        for spelled in (fold, spaced):
            so = {position for name, position in names if spelled(name) == spelled(text)}
            if len(so) == 1 and spelled(text) != form:
                return list(so)
        so = {position for name, position in names if fold(name) == fold(text)}
        return sorted(found, key=lambda place: (place not in so, -self._baskets[place], place))

    def find(self, text: str, limit: int, *, within: bool = False) -> list[Hit]:
        """The best hits, best first; none for a text without letters that nobody is called.

        `within`: names that stand in a longer text are found, too.
        """
        text = text[:MAX_TEXT]
        exact = self.namesakes(text)
        scores = {at: score for at, score in self._fuzzy(text, within=within).items() if at not in exact}
        near = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        ranked = [*((at, 100.0) for at in exact), *near][: max(limit, 2)]
        words = words_of(text)
        # one word may be meant of several names, or be a name that nobody here has
        holders = self._parts.of(words) if len(words) == 1 else frozenset[int]()
        unknown = bool(ranked) and self._known(ranked[0][0]) < _FAMILIAR
        doubtful = any(at in holders for at, _ in ranked[: limit if unknown else 1])
        doubtful = doubtful or (bool(ranked) and self._only_read_alike(text, *ranked[0]))
        found = [self._hit(rank, ranked, exact, words) for rank in range(min(limit, len(ranked)))]
        return [_doubted(hit) for hit in found] if doubtful else found

    def _only_read_alike(self, text: str, position: int, score: float) -> bool:
        """Whether the text has signs of meaning and the name none: `日本語`, read Ribenyu, is no Robyn.

        Or it has signs of sounds, and does not sound quite so.
        """
        name = self._spellings[position]
        if _IDEOGRAPH.search(text):
            return not _IDEOGRAPH.search(name)
        return score < _SURE_BY_SOUND and bool(_BY_SOUND.search(text)) and not _BY_SOUND.search(name)

    def _hit(
        self, rank: int, ranked: list[tuple[int, float]], exact: list[int], words: frozenset[str]
    ) -> Hit:
        position, score = ranked[rank]
        alone = len(ranked) < 2 or score - ranked[1][1] >= _GAP
        name = words_of(self._spellings[position])
        if position in exact:
            certainty = Certainty.EXACT
        elif rank == 0 and score >= _SURE and alone and not name < words:
            certainty = Certainty.SURE  # a word beyond the name may turn its sense: `not Radiohead`
        else:
            # words of the name and no others, `Sufjan`, or all of them and more, `Queen band`
            certainty = Certainty.MAYBE if score >= _CLOSE or words < name or name < words else Certainty.FAR
        return Hit(position, min(score, 100.0), certainty)

    def _fuzzy(self, text: str, *, within: bool) -> dict[int, float]:
        """Score of every artist that comes near, popularity included."""
        if not any(map(str.isalnum, text)):
            return {}  # signs and pictures say no name: a guitar is not Kitaro
        form = compact(text)
        scores: dict[int, float] = {}
        for near, score in [*self._typos(form), *self._prefixes(form), *self._swapped(text)]:
            scores[near] = max(scores.get(near, 0.0), score + self._known(near))
        # what another script loses of the spelling, the better-known name makes good
        fame = 2 if _is_foreign(text) else 1
        for near, score in [
            *((at, _WORD) for at in self._parts.of(words_of(text))),
            *((at, _WORD) for at in (self._within(text) if within else ())),
            *self._sounds(text, form),
        ]:
            scores[near] = max(scores.get(near, 0.0), score + fame * self._known(near))
        return scores

    def _known(self, position: int) -> float:
        return _POPULARITY_POINTS * math.log1p(self._baskets[position]) / self._most

    def _of_form(self, form: str) -> npt.NDArray[np.int32]:
        """The spellings with this compact form."""
        at = bisect_left(self._forms, form)
        known = at < len(self._forms) and self._forms[at] == form
        return self._spelled.row(at) if known else self._spelled.span(0, 0)

    def _typos(self, form: str) -> list[tuple[int, float]]:
        places = self._grams.nearest(form, _SHORTLIST).tolist()
        names = [self._forms[place] for place in places]
        near = process.extract(form, names, scorer=OSA.normalized_similarity, limit=30, score_cutoff=0.4)
        return [
            (position, 100.0 * similarity)
            for _, similarity, number in near
            for position in self._positions[self._spelled.row(places[number])].tolist()
        ]

    def _prefixes(self, form: str) -> list[tuple[int, float]]:
        """The names that begin so, the best of them where they are many."""
        if len(form) < 3:
            return []
        first, last = bisect_left(self._forms, form), bisect_left(self._forms, form + _LAST_LETTER)
        positions = self._positions[self._spelled.span(first, last)]
        lengths = np.repeat(self._lengths[first:last], self._spelled.lengths(first, last))
        known = _POPULARITY_POINTS * np.log1p(self._baskets[positions]) / self._most
        best = np.lexsort((positions, lengths - known))
        best = best[lengths[best] < 4 * len(form)][:_SHORTLIST]
        scores = _PREFIX - lengths[best] + len(form)
        return list(zip(positions[best].tolist(), scores.tolist(), strict=True))

    def _sounds(self, text: str, form: str) -> list[tuple[int, float]]:
        """Names that sound alike; only for texts in another script, whose spelling says little."""
        key = sound(form)
        if not _is_foreign(text) or len(key) < 2:
            return []
        places = self._by_sound.where(key)
        names = [self._forms[place] for place in places]
        near = process.extract(form, names, scorer=OSA.normalized_similarity, limit=None)
        return [
            (position, _SAME_SOUND + 15.0 * similarity)
            for _, similarity, number in near
            for position in self._positions[self._spelled.row(places[number])].tolist()
        ]

    def _within(self, text: str) -> list[int]:
        """Names of two words and more that stand in a longer text: `hans zimmer interstellar`."""
        words = text.split()
        runs = (
            words[start : start + length]
            for length in range(2, min(len(words), _LONGEST_RUN + 1))
            for start in range(len(words) - length + 1)
        )
        return [at for run in runs for at in self.namesakes(" ".join(run))[:1]]

    def _swapped(self, text: str) -> list[tuple[int, float]]:
        """The same words in another order: `floyd pink`."""
        words = _sorted(normalise(text))
        alike = (at for at in self._by_words.where(words) if _sorted(normalise(self._spellings[at])) == words)
        return [(int(self._positions[number]), _SWAPPED) for number in alike]
