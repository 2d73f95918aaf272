"""Reading a listener's line as artists: one name, or several with commas between."""

import re
from collections.abc import Callable, Iterator

from recommender.words.fillers import says_nothing
from recommender.words.names import fold
from recommender.words.phrases import bare, folded
from recommender.words.refusals import refused
from recommender.words.talk import is_talk

_SEPARATORS = re.compile(
    r"[\s,;]+(?:but|and|aber|und|но|а|и)\s+(?=(?:not|no|without|nicht|kein|keine|ohne|не|без)\s)"
    r"|\s*[,;，、；،؛\n]+\s*|(?<=\w{3})[\U0001f300-\U0001faff❤]+\ufe0f?(?=\w)",
    re.IGNORECASE,
)
"""Commas of other scripts among them: a keyboard for Japanese, Chinese or Arabic has no other; pictures."""
_CONJUNCTIONS = re.compile(
    r"\s+(?:and(?: also)?|as well as|or|with|plus|und(?: auch)?|oder|mit|sowie|и(?: ещё| еще| также)?|или"
    r"|с|а также|n|'n'|&|\+|x|vs\.?|feat\.?|ft\.?|[|·•>])\s+"
    r"|\s*/\s*",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:[\s,;]+(?:but|aber|но)|[,;]\s*(?:only|just|nur|а|только))\s+(?!(?:not|no|without|nicht|kein|keine|ohne|не|без)\s).+$"
    r"|\s(?:only|just|nur|только)\s+(?:a bit |a little |etwas |чуть |немного )?"
    r"\w{3,}(?:er|eres|ere|ее)[\s.!]*$",
    re.IGNORECASE | re.DOTALL,
)
"""What is wished of those like a name, `Muse but heavier`, `Muse, only heavier`, and no name tells."""
_LEAVING_OUT = re.compile(r"\s+(?=(?:not|without|minus|except|nicht|ohne|не|без|кроме)\s)", re.IGNORECASE)
_SENTENCES = re.compile(r"(?:[,;\n]|(?<=[.!?…]))\s+")
_BUT = re.compile(r"^[\s,;]*\w+\s+")  # or whichever word a wish begins with
_LEADING = re.compile(r"^(?:and|or|plus|und|oder|sowie|и|или|а также|&)\s+(?:also\s+)?", re.IGNORECASE)
_INTERJECTIONS = folded("ach hallo hello hey hi nein no nope oh ok okay sorry извини извините нет ну привет")
_NO_I_SAID = re.compile(r"^(?:no|nope|nein|нет)\s+(?=(?:i|ich|я)\s)", re.IGNORECASE)
_ITEM = re.compile(r"^(?:\d{1,3}[.)]|[-–•*])\s+|\s+·\s+\d+\s?%.*$")
_LINE_OF_ITEMS = re.compile(r"1[.)]\s.+\s2[.)]\s")
_NEXT_ITEM = re.compile(r"\s+(?=\d{1,3}[.)]\s)")
_SIGNS = re.compile(r"\W{3,}")
_PIECES = 4  # no name has more commas: `Crosby, Stills, Nash & Young`
_WORDS = 5  # of a name that stands beside another
_NO_NAME = {"live"}  # there: `queen live` is no wish for Live


def split(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """The names in a line, each once: commas part them, unless a name has one itself.

    `Tyler, The Creator, Björk` is two names, as `is_artist` knows the first; `Radiohead and Björk` is two
    because both are known and the whole is not. What people write around names goes (phrases.py), and what
    they wish of those like them.
    """
    if _LINE_OF_ITEMS.match(text):  # a numbered list whose lines were joined
        text = _NEXT_ITEM.sub("\n", text)
    text = _NO_I_SAID.sub("", text)
    first, comma, rest = text.partition(",")
    if comma and rest.strip() and fold(first) in _INTERJECTIONS:  # `Sorry, Radiohead`
        text = rest.strip()
    names = _bare_names(text, is_artist)
    if not all(map(is_artist, names)) and (plain := wishless(text)) != text:
        known = _bare_names(plain, is_artist)
        if all(map(is_artist, known)):
            return list(dict.fromkeys([*known, *_refusal(text, is_artist)]))
    if not all(map(is_artist, names)):
        names = _without_talk(text, is_artist) or names
    return list(dict.fromkeys(names))


def _without_talk(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """The names in a line of which whole pieces are talk, `I love Muse, thank you!`, if all are known."""
    pieces = list(filter(None, _SENTENCES.split(wishless(text))))
    telling = [piece for piece in pieces if not (is_talk(piece) or says_nothing(piece))]
    if len(telling) == len(pieces):
        return []
    names = [name for piece in telling for name in _bare_names(piece.rstrip(".!?…"), is_artist)]
    return names if all(map(is_artist, names)) else []


def wishless(text: str) -> str:
    """What stands before a wish, `rock but heavier`; all of it where nothing is wished."""
    return _WISH.sub("", text)


def _refusal(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """What is wished behind names, if it is to be without somebody: `Muse, but Coldplay sucks`."""
    wish = _WISH.search(text)
    said = _BUT.sub("", wish[0]) if wish else ""
    if said.lower().startswith("less "):  # `but less known` wishes
        return []
    named = _each_left_out(said, is_artist)
    return named if named != [said] or _is_refused(said, is_artist) else []


def conjoined(name: str) -> list[str]:
    """The parts of a name between its conjunctions, known or not: `radiohed and bjork`."""
    return [part for part in _CONJUNCTIONS.split(name) if part]


def _bare_names(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    return _names(bare(text, lambda rest: all(map(is_artist, _names(rest, is_artist)))), is_artist)


def adjoining(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """The names of a line in which nothing parts them, `radiohead muse`; none unless all of it is names."""
    words, names = text.split(), list[str]()
    while words:
        runs = (" ".join(words[:length]) for length in range(min(len(words), _WORDS), 0, -1))
        name = next(filter(is_artist, runs), None)
        if name is None or fold(name) in _NO_NAME:
            return []
        names.append(name)
        words = words[len(name.split()) :]
    return list(dict.fromkeys(names)) if len(names) > 1 else []


def _names(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    return _all_hated(text, is_artist) or _named(text, is_artist)


def _all_hated(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    """`I hate Muse, Coldplay and Drake` as three refused; `not Muse, Coldplay` may ask for Coldplay."""
    for said in refused(text) if "," in text else ():
        if said == text.strip().partition(" ")[2] and _LEAVING_OUT.match(f" {text.strip()}"):
            return []
        named = _named(said, is_artist)
        if len(named) > 1 and all(map(is_artist, named)):
            return [f"not {one}" for one in named]
    return []


def _named(text: str, is_artist: Callable[[str], bool]) -> list[str]:
    pieces = [_plain(piece, is_artist) for piece in _SEPARATORS.split(text.strip()) if piece]
    joined = [name for one in _join_known(pieces, is_artist) for name in _left_out(one, is_artist)]
    apart = [name for one in joined for name in _each_left_out(one, is_artist)]
    return [name for one in apart for name in _part_known(one, is_artist)]


def _left_out(name: str, is_artist: Callable[[str], bool]) -> list[str]:
    """`Radiohead without Coldplay` as names and what is not wanted, where all are known."""
    parts = [] if is_artist(name) else _LEAVING_OUT.split(name, maxsplit=1)
    named = [*parts[:1], *(part.split(maxsplit=1)[-1] for part in parts[1:])]
    known = all(is_artist(one) for part in named for one in _part_known(part, is_artist))
    return parts if len(parts) > 1 and known else [name]


def _each_left_out(name: str, is_artist: Callable[[str], bool]) -> list[str]:
    """`I hate Muse and Coldplay` as `not Muse` and `not Coldplay`, where both are known."""
    said = () if is_artist(name) else refused(name)
    parts = (_part_known(one, is_artist) for one in said)
    named = next((of for of in parts if len(of) > 1), [])
    return [f"not {one}" for one in named] or [name]


def _is_refused(text: str, is_artist: Callable[[str], bool]) -> bool:
    return any(map(is_artist, refused(text)))


def _plain(piece: str, is_artist: Callable[[str], bool]) -> str:
    """Without what numbers or joins it, or says how well it matches, unless somebody is called so."""
    return piece if is_artist(piece) else _LEADING.sub("", _ITEM.sub("", piece)) or piece


def _join_known(pieces: list[str], is_artist: Callable[[str], bool]) -> Iterator[str]:
    start = 0
    while start < len(pieces):
        longest = min(start + _PIECES, max(start + 1, _next_of_signs(pieces, start, is_artist)))
        runs = ((end, ", ".join(pieces[start:end])) for end in range(longest, start + 1, -1))
        known = (end for end, run in runs if is_artist(run) or _is_refused(run, is_artist))
        stop = next(known, start + 1)  # `not Earth, Wind & Fire` is one as well
        yield ", ".join(pieces[start:stop])
        start = stop


def _next_of_signs(pieces: list[str], start: int, is_artist: Callable[[str], bool]) -> int:
    """Where a name of signs alone stands: joined with letters, `Björk, !!!`, it would be lost in them."""
    places = range(start, len(pieces))
    of_signs = (at for at in places if _SIGNS.fullmatch(pieces[at]) and is_artist(pieces[at]))
    return next(of_signs, len(pieces))


def _part_known(name: str, is_artist: Callable[[str], bool]) -> list[str]:
    """`Simon & Garfunkel and Bob Dylan` as two names; as it stands where any part of it is unknown."""
    cuts = [(0, 0), *(match.span() for match in _CONJUNCTIONS.finditer(name)), (len(name), len(name))]
    names, start = [], 0
    while start < len(cuts) - 1:
        ends = range(min(len(cuts) - 1, start + _PIECES), start, -1)
        parts = ((end, name[cuts[start][1] : cuts[end][0]]) for end in ends)
        stop, part = next(((end, part) for end, part in parts if is_artist(part)), (0, ""))
        if not stop:
            return [name]
        names.append(part)
        start = stop
    return names
