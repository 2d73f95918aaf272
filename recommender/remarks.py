"""What is said of a list that was just shown, or of the bot: `the third one is great`, `why?`, `calmer`.

Such a line is told by its words: all of them are everyday words, and some say what it is about. Whoever is
called like that goes before; who asks sees to it.
"""

import re
from collections.abc import Callable
from enum import StrEnum, auto

from rapidfuzz.distance import OSA

from recommender.remark_words import (
    ABOUT,
    AGAINST,
    ARTICLE,
    AS_WORD,
    BETWEEN,
    BOT,
    BOT_ASKED,
    BOTS,
    CAN_YOU,
    CLOSER,
    EVERYDAY,
    FAME,
    IS_IT,
    KNOWN,
    LIKENESS,
    LISTENING,
    MANY,
    NOT_THERE,
    NUMBER,
    NUMERAL,
    OF_PLACES,
    OPINION,
    ORDINAL,
    PLAIN,
    POINTING,
    SHORTENED,
    STEERED,
    THERE,
    TIME,
    VERBAL,
    WHO,
    WHY,
    YOU,
)
from recommender.tracks.types import Axis
from recommender.words.phrases import MOODS, plain_words
from recommender.words.talk import asks_of_bot

_MOST = 14  # words of a remark
_SHORT = 2  # words
_WHO = 3  # words of `who are you?`
_FARTHEST = 10  # a number alone is a place up to this one, and then a name: `311`
_SLIP = 5  # letters of a word that may be misspelt
_SHARE = re.compile(r"\b\d{1,3}\s?(?:%|percent|prozent|процент)", re.IGNORECASE)


class Remark(StrEnum):
    """What a line is about."""

    OPINION = auto()  # what is liked or known
    CLOSER = auto()  # why somebody is in a list, and where to hear them
    FAME = auto()
    SOUND = auto()
    MOOD = auto()
    TIME = auto()
    BOT = auto()
    TALK = auto()  # nothing of these


def remark_of(text: str) -> Remark | None:
    """What a line of everyday words is about; None where a word of it is not, or where it is long.

    >>> remark_of("these are great"), remark_of("where can I listen to them?"), remark_of("Muse are great")
    (<Remark.OPINION: 'opinion'>, <Remark.CLOSER: 'closer'>, None)
    """
    words = _words(text)
    if asks_of_bot(text):
        return Remark.BOT
    if not 0 < len(words) <= _MOST:
        return None
    said = {word for word in words if not word.isdecimal()} - EVERYDAY - ORDINAL.keys()
    return next((one for one, is_so in _KINDS if is_so(set(words), said)), None)


def places_of(text: str) -> list[int]:
    """The places in a list that a line points at: `the third one`, `3`, `№ 3`, `why 3`, `number two`.

    Numbers and ordinals say other things as well: `5 more`, `a second`, `first of all`.
    """
    words = _words(text)
    told = (word for word in words if not word.isdecimal())
    if not 0 < len(words) <= _MOST or not OF_PLACES.issuperset(told):
        return []
    padded = ["", *words, ""]
    found = (_place(*padded[at - 1 : at + 2], alone=len(words) == 1) for at in range(1, len(words) + 1))
    return list(dict.fromkeys(filter(None, found)))


def _place(before: str, word: str, behind: str, *, alone: bool) -> int | None:
    """The place that a word says between those around it."""
    if word.isdecimal():
        short = (alone or before in WHY | LIKENESS | ABOUT) and int(word) <= _FARTHEST
        return int(word) if before in NUMBER or (short and behind not in NOT_THERE) else None
    if word in NUMERAL:
        return NUMERAL[word] if before in NUMBER - SHORTENED else None
    place = ORDINAL.get(word)
    pointed = alone or before in ARTICLE or behind == "one" or not word.isascii()
    return place if pointed and behind not in NOT_THERE else None


def asks_why(text: str) -> bool:
    """Whether a line asks why somebody is in a list."""
    return not WHY.isdisjoint(_words(text))


def asks_alike(text: str) -> bool:
    """Whether a line asks for more like who stands at a place: `more like #4`, not `I like the third one`."""
    words = _words(text)
    places = [at for at, word in enumerate(words) if word.isdecimal() or word in ORDINAL | NUMERAL]
    return any(map(_is_alike, (words[:at] for at in places)))


def _is_alike(before: list[str]) -> bool:
    while before and before[-1] in BETWEEN:
        before = before[:-1]
    return bool(before) and before[-1] in LIKENESS and VERBAL.isdisjoint(before[-2:-1])


def is_number(text: str) -> bool:
    """Whether a line is a number alone, or one that more is to be like, whoever is called so."""
    return text.strip(" .#№").isdecimal() or (asks_alike(text) and any(map(str.isdecimal, _words(text))))


def is_plain(text: str) -> bool:
    """Whether a line asks why, or for a link, and hardly more: `why?`, `link?`, whoever is called so."""
    words = _words(text)
    return len(words) <= _SHORT and not PLAIN.isdisjoint(words) and PLAIN.union(THERE).issuperset(words)


def is_asked_of_bot(text: str) -> bool:
    """Whether a line asks what the bot is or can, though a band may be called like a word of it.

    >>> is_asked_of_bot("is this free?"), is_asked_of_bot("can you download music"), is_asked_of_bot("Free")
    (True, True, False)
    """
    about, begins = remark_of(text), " ".join(_words(text)[:2])
    can = about is Remark.CLOSER and begins in CAN_YOU
    return asks_of_bot(text) or can or (about is Remark.BOT and begins in IS_IT)


def steer_of(text: str) -> tuple[Axis, int] | None:
    """Where songs are to be steered, and by how many steps: `calmer`, `more energetic`, `помедленнее`."""
    words = _words(text)
    found = next((STEERED[word] for word in words if word in STEERED), None)
    if found is None or remark_of(text) is not Remark.SOUND:
        return None
    axis, by = found
    return axis, by if AGAINST.isdisjoint(words) else -by


def steer_meant(text: str) -> str | None:
    """The word that a line of one is a slip for, where but one comes near: `fster`."""
    words = _words(text)
    if len(words) != 1 or words[0] in STEERED or len(words[0]) < _SLIP:
        return None
    near = [one for one in STEERED if OSA.distance(one, words[0], score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def _words(text: str) -> list[str]:
    """The folded words of a line; the share that a card states is `percent`."""
    words = plain_words(_SHARE.sub(" percent ", re.sub("[#№]", " number ", text)))
    return [AS_WORD.get(word, word) for word in words]


_Is = Callable[[set[str], set[str]], bool]
_KINDS: tuple[tuple[Remark, _Is], ...] = (
    (Remark.SOUND, lambda _, said: bool(said) and said <= STEERED.keys()),
    (Remark.MOOD, lambda words, said: bool(words & MOODS) and said <= MOODS),
    (Remark.TIME, lambda _, said: bool(said) and said <= TIME),
    (Remark.FAME, lambda words, said: bool(said) and said <= FAME and len(words) > 1),
    (
        Remark.BOT,
        lambda words, said: (
            said <= BOT
            and bool(words & BOT_ASKED or (words & MANY and words & KNOWN) or (words & BOTS and words & YOU))
        ),
    ),
    (Remark.BOT, lambda words, said: not said and len(words) <= _WHO and bool(words & WHO and words & YOU)),
    (
        Remark.CLOSER,
        lambda words, said: (
            said <= CLOSER | LISTENING | OPINION
            and bool(words & CLOSER or (words & LISTENING and words & THERE))
        ),
    ),
    (Remark.OPINION, lambda words, said: bool(words & OPINION) and said <= OPINION),
    (Remark.OPINION, lambda words, said: not said and len(words) > 1 and bool(words & POINTING)),
    (Remark.TALK, lambda words, said: not said and (len(words) > 1 or not all(map(str.isascii, words)))),
)
"""What tells each kind, by all words of a line and by those of them that are not everyday ones."""
