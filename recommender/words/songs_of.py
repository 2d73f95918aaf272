"""Songs asked for by whose they are: `songs by Metallica`, `Lieder von Rammstein`, `песни Кино`."""

from collections.abc import Callable, Iterator, Sequence

from recommender.words.names import fold
from recommender.words.phrases import BESIDE, POLITE, SIGNS, folded

_SONGS = folded("song songs track tracks lied lieder titel песни песен песня треки трек")
_AT_THE_END = folded("songs lieder песни")
"""Behind a name the others are mostly part of a title: `September Song`, `Train Tracks`."""
_BY = folded("by from of von vom группы")
_PRAISE = folded(
    """
    good great popular famous beste besten bekannte bekannteste gute schöne
    лучшая лучшие лучших популярные хорошие известные
    """
)
_MOST = 12  # words; more of them ask for something else


def songs_of(text: str, is_known: Callable[[str], bool]) -> str | None:
    """The known name whose songs a line asks for, and nothing else; None where it is a name as it stands."""
    words = text.split()
    while words and fold(words[-1].strip(SIGNS)) in POLITE:
        words.pop()
    plain = [fold(word.strip(SIGNS)) for word in words]
    at = next((place for place, word in enumerate(plain) if word in _SONGS), None)
    if at is None or len(words) > _MOST or is_known(text):
        return None
    before, behind = words[:at], words[at + 1 :]
    if not behind and plain[at] in _AT_THE_END:
        names = _without_what_stands_around(before)
    elif set(plain[:at]) <= BESIDE | _PRAISE:
        whose = behind[1:] if _BY.intersection(plain[at + 1 : at + 2]) else behind
        names = iter([" ".join(whose).strip(SIGNS)])
    else:
        return None
    return next((name for name in names if name and is_known(name)), None)


def _without_what_stands_around(words: Sequence[str]) -> Iterator[str]:
    """The words before `songs`, the longest first: `The Who`, but `ABBA` of `play some ABBA`."""
    for start in range(len(words)):
        yield " ".join(words[start:]).strip(SIGNS).removesuffix("'s").removesuffix("’s")
        if fold(words[start].strip(SIGNS)) not in BESIDE | _PRAISE:
            return
