"""Finding an artist by a name that may be misspelt, misheard or written in another script.

A cascade from sure to vague: the normalised key, the same without spaces in ASCII, then the names that share
the most pairs of letters, rescored by optimal string alignment (typos, swapped letters), by prefix, by words
of well-known names, and by sound for other scripts. Between names that are equally close, the more heard one
is meant more often. A name that several artists bear is exact for each of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.nearness import Nearness, search_arrays
from recommender.texts import Arrays, Texts
from recommender.types import Certainty
from recommender.words.look_alikes import unmixed
from recommender.words.name_parts import words_of
from recommender.words.names import compact, fold, spaced

MAX_TEXT = 120  # characters; longer texts are no names
_CLOSE = 75.0  # from here a hit is worth offering
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_BY_SOUND = re.compile(r"[\u0590-\u1cff\u3040-\ud7ff]")
"""Scripts of syllables or of consonants: what is read of them is less than a name."""
_SURE = 82.0  # from here a hit may be taken when nothing else comes near
_GAP = 4.0  # ... by this many points
_SURE_BY_SOUND = 89.0  # Madonna by `マドンナ` is above, Solange by `사랑`, love, below
_FAMILIAR = 5.0  # of these; who has fewer is no likelier meant than who bears the word: `Handel`, no Yandel
_LONGEST_RUN = 5  # words of a name within a longer text
_NAMES_KEPT = 2_000  # some hundred bytes each


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
        self._positions = arrays["positions"]
        self._near = Nearness(spellings, baskets, arrays)
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
        alike = self._near.of_form(form)
        if not len(alike) and (meant := unmixed(text)) != text:
            return self._of_name(meant)
        if not len(alike):  # as Russian sentences have it: `Алису`
            alike = self._near.declined(text)
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
        text = text if exact else unmixed(text)
        scores = self._near.scores(text, self._within(text) if within else ())
        near = sorted(
            ((at, score) for at, score in scores.items() if at not in exact),
            key=lambda item: (-item[1], item[0]),
        )
        ranked = [*((at, 100.0) for at in exact), *near][: max(limit, 2)]
        words = words_of(text)
        # one word may be meant of several names, or be a name that nobody here has
        holders = self._near.holders(words) if len(words) == 1 else frozenset[int]()
        unknown = bool(ranked) and self._near.fame(ranked[0][0]) < _FAMILIAR
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

    def _within(self, text: str) -> list[int]:
        """Names of two words and more that stand in a longer text: `hans zimmer interstellar`."""
        words = text.split()
        runs = (
            words[start : start + length]
            for length in range(2, min(len(words), _LONGEST_RUN + 1))
            for start in range(len(words) - length + 1)
        )
        return [at for run in runs for at in self.namesakes(" ".join(run))[:1]]
