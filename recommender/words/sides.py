"""Both sides of a line, who is wanted and who is not: `I hate Muse, but love Coldplay`.

A side begins where a word says so, a `but`, a verb or a `without`, and goes on to the next: so all of
`I hate Muse, Drake and pop` is one, and none of it is wanted.
"""

import re
from dataclasses import dataclass

from recommender.words.refusals import is_short, refused

_BUT = r"(?:but|aber|sondern|но|зато)"
_LIKED = (
    r"(?:love|like|adore|enjoy|prefer|want|give me|play|liebe|mag|möchte|will|gib|spiel"
    r"|люблю|обожаю|нравится|хочу|включи)"
)
_NOT_LIKED = (
    r"(?:hate|dislike|can['’]?t stand|don['’]?t (?:like|want)|hasse|ненавижу|не (?:люблю|хочу|нравится)"
    r"|терпеть не могу)"
)
_WITHOUT = r"(?:not|no|without|minus|except|nicht|keine?n?|ohne|außer|не|ни|без|кроме)"
_INSTEAD = r"(?:instead of|rather than|(?:an)?statt|вместо)"
_WHO = r"(?:(?:i|ich|я|мне)\s+)?(?:really\s+|очень\s+)?"
_EVERYTHING = r"(?<!anything)(?<!everything)(?<!everyone)(?<!nothing)(?<!alles)(?<!вс[её])(?<!\ball)"
_NO_SIDE = r"(?<!\bmag)(?<!\bbitte)(?<!\bbloß)(?<!\bnur)(?<!\bplease)(?<!\bonly)(?<!\bsay)(?<!\bthere)"
"""Behind these a `no` belongs to what stands before it: `ich mag keine Schlager`."""
# Each run of signs is looked at once, from its beginning: a line of thousands of dots takes no longer.
_BEGINS = re.compile(
    rf"{_EVERYTHING}(?<![\s,;.!?])[\s,;.!?]++{_BUT}\s++"
    rf"|(?<![,;.!?])[,;.!?]++\s*+(?=(?:{_WHO}(?:{_LIKED}|{_NOT_LIKED})|{_WITHOUT})\s)"
    rf"|(?<![\s,])[\s,]++(?:and|und|а|и)\s++(?=(?:{_WHO}(?:{_LIKED}|{_NOT_LIKED})|{_WITHOUT})\s)"
    rf"|{_EVERYTHING}(?<!\s)\s++(?=(?:without|minus|except|ohne|außer|без|кроме|{_INSTEAD})\s)"
    rf"|{_NO_SIDE}(?<!\s)\s++(?=(?:no|keine?n?|ни)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Side:
    """Words that name who is wanted, or who is not."""

    words: str
    wanted: bool


def sides(text: str) -> list[Side]:
    """The sides of a line; none where it refuses nobody, or where a comma may end what it refuses.

    >>> sides("Coldplay, but no Muse and no Drake")
    [Side(words='Coldplay', wanted=True), Side(words='Muse', wanted=False), Side(words='Drake', wanted=False)]
    >>> sides("no Muse no Drake")
    [Side(words='Muse', wanted=False), Side(words='Drake', wanted=False)]
    """
    pieces = [piece for piece in _BEGINS.split(text.strip()) if piece.strip(" ,;.!?…")]
    found = [_side(piece) for piece in pieces]
    unclear = any("," in one.words and is_short(piece) for one, piece in zip(found, pieces, strict=True))
    return [] if unclear or all(one.wanted for one in found) else found


def _side(piece: str) -> Side:
    wishes = piece.lower().startswith("less ")  # `but less known`
    said = None if wishes else next(refused(piece), None)
    return Side(piece, wanted=True) if said is None else Side(said, wanted=False)
