"""How near the names of a catalogue come to a text: by typos, beginnings, order of words, words and sound."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender.grams import Grams
from recommender.texts import Arrays, Lists, Places, Texts, below, under
from recommender.words.as_heard import as_heard
from recommender.words.cases import stem
from recommender.words.name_parts import NameParts, words_of
from recommender.words.names import compact, letters, normalise, sound

_PREFIX = 76.0
_SAME_SOUND = 70.0
_SWAPPED = 85.0
_WORD = 80.0  # asked about all the same
_POPULARITY_POINTS = 8.0
_BY_EAR = 5  # letters, at least, of what is compared by ear
_SHORTLIST = 300  # names that share the most pairs of letters; also the longer ones that begin alike
_LAST_LETTER = "\U0010ffff"


def search_arrays(spellings: Sequence[str], positions: Sequence[int]) -> Arrays:
    """What a search needs to know of spellings, and whose each is, as it may stand in a file."""
    keys = [normalise(spelling) for spelling in spellings]
    spelled: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        spelled[letters(key)].append(number)
    forms = sorted(spelled)
    stems = [stem(spelling) for spelling in spellings]
    declined = [number for number, one in enumerate(stems) if one]
    return {
        "positions": np.array(positions, dtype=np.int32),
        "lengths": np.fromiter(map(len, forms), dtype=np.int32),
        **under("forms", Texts.of(forms).arrays),
        **under("spelled", Lists.of(spelled[form] for form in forms).arrays),
        **under("sounds", Places.of(map(sound, forms)).arrays),
        **under("words", Places.of(map(_sorted, keys)).arrays),
        **under("grams", Grams.arrays(forms)),
        "declined": np.array(declined, dtype=np.int32),
        **under("stems", Places.of(stems[number] for number in declined).arrays),
    }


def _sorted(key: str) -> str:
    return " ".join(sorted(key.split()))


def _is_foreign(text: str) -> bool:
    """Whether a text is in another script than the names are compared in."""
    return compact(text) != normalise(text).replace(" ", "")


class Nearness:
    """Scores of names, over what `search_arrays` made.

    Of names as near to a text the better known scores higher; `baskets[position]` says how often an artist is
    heard.
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
        # bundles that were written before names were declined have none
        self._declined = arrays.get("declined", np.empty(0, dtype=np.int32))
        self._stems = Places(below("stems", arrays)) if len(self._declined) else Places.of(())
        self._parts = NameParts(spellings, self._positions, baskets)

    def of_form(self, form: str) -> npt.NDArray[np.int32]:
        """Numbers of the spellings with this compact form."""
        at = bisect_left(self._forms, form)
        known = at < len(self._forms) and self._forms[at] == form
        return self._spelled.row(at) if known else self._spelled.span(0, 0)

    def declined(self, text: str) -> npt.NDArray[np.int32]:
        """Numbers of the spellings that are this name in another case, in Russian."""
        stems = stem(text)
        numbers = self._declined[self._stems.where(stems)] if stems else self._declined[:0]
        return np.array([at for at in numbers if stem(self._spellings[at]) == stems], dtype=np.int32)

    def fame(self, position: int) -> float:
        """The points that an artist has for being known, up to 8."""
        return _POPULARITY_POINTS * math.log1p(self._baskets[position]) / self._most

    def holders(self, words: frozenset[str]) -> frozenset[int]:
        """Positions of those whose names have all of these words, and more."""
        return self._parts.of(words)

    def scores(self, text: str, within: Iterable[int] = ()) -> dict[int, float]:
        """Of every artist that comes near, points for being known included; so do those `within` the text."""
        if not any(map(str.isalnum, text)):
            return {}  # signs and pictures say no name: a guitar is not Kitaro
        form = compact(text)
        scores: dict[int, float] = {}
        for near, score in [
            *self._typos(form),
            *self._by_ear(text, form),
            *self._prefixes(form),
            *self._swapped(text),
        ]:
            scores[near] = max(scores.get(near, 0.0), score + self.fame(near))
        # what another script loses of the spelling, the better-known name makes good
        weight = 2 if _is_foreign(text) else 1
        words = [*self.holders(words_of(text)), *within]
        for near, score in [*((at, _WORD) for at in words), *self._sounds(text, form)]:
            scores[near] = max(scores.get(near, 0.0), score + weight * self.fame(near))
        return scores

    def _typos(self, form: str) -> list[tuple[int, float]]:
        places = self._grams.nearest(form, _SHORTLIST).tolist()
        names = [self._forms[place] for place in places]
        near = process.extract(form, names, scorer=OSA.normalized_similarity, limit=30, score_cutoff=0.4)
        return [
            (position, 100.0 * similarity)
            for _, similarity, number in near
            for position in self._positions[self._spelled.row(places[number])].tolist()
        ]

    def _by_ear(self, text: str, form: str) -> list[tuple[int, float]]:
        """Typos of a text in Russian letters that writes English by ear; a short one may be anything."""
        heard = compact(as_heard(text))
        return self._typos(heard) if heard != form and len(heard) >= _BY_EAR else []

    def _prefixes(self, form: str) -> list[tuple[int, float]]:
        """The names that begin so, the best of them where they are many."""
        if len(form) < 3:
            return []
        first, last = bisect_left(self._forms, form), bisect_left(self._forms, form + _LAST_LETTER)
        positions = self._positions[self._spelled.span(first, last)]
        lengths = np.repeat(self._lengths[first:last], self._spelled.lengths(first, last))
        fame = _POPULARITY_POINTS * np.log1p(self._baskets[positions]) / self._most
        best = np.lexsort((positions, lengths - fame))
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

    def _swapped(self, text: str) -> list[tuple[int, float]]:
        """The same words in another order: `floyd pink`."""
        words = _sorted(normalise(text))
        alike = (at for at in self._by_words.where(words) if _sorted(normalise(self._spellings[at])) == words)
        return [(int(self._positions[number]), _SWAPPED) for number in alike]
