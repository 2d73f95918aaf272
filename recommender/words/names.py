"""Artist names as keys: one spelling for the many ways to write a name.

Data sets and listeners meet on these forms. `normalise` is the stable key of the catalogue and of every
stored like; the looser forms serve the search alone.
"""

import re
import unicodedata

from anyascii import anyascii

_SHORT = "'`´‘’ʼ′"  # apostrophes
_AND = re.compile(rf"\s*[&+]\s*|\s+and\s+|\s+[{_SHORT}]?n[{_SHORT}]?\s+")
_APOSTROPHES = str.maketrans("", "", _SHORT)
_PUNCTUATION = re.compile(r"[\W_]+")
_DOLLAR = re.compile(r"(?<=\w)\$|\$(?=\w)")  # Ke$ha, A$AP
_BANG = re.compile(r"(?<=[^\W\d])!(?=[^\W\d])")  # P!nk, but neither Wham! nor 3OH!3
_SIGNS = re.compile(r"[^a-z0-9]")
_INITIALS = re.compile(r"\b\w(?: \w\b)+")

# Sounds that other scripts and quick typing merge; applied in order to the ASCII form.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"sch|sh|ch|cz|zh|tz|ts", "s"),
        (r"ph|v|w", "f"),
        (r"dzh|j", "y"),
        (r"x", "ks"),
        (r"ck|q|c|g|kh", "k"),
        (r"z", "s"),
        (r"th|d", "t"),
        (r"b", "p"),
        (r"[aeiouyh]", ""),
        (r"(.)\1+", r"\1"),
    ]
]


def fold(name: str) -> str:
    """Compatibility form, lower case, accents dropped: `Björk` -> `bjork`. Keeps punctuation."""
    if name.isascii():  # most are; the rest would change nothing about them
        return name.lower().strip()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = (char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", "".join(kept)).strip()


def spaced(name: str) -> str:
    """Words of a name without punctuation: `Guns N' Roses` -> `guns and roses`, `t.A.T.u.` -> `tatu`."""
    plain = " ".join(fold(name).split())  # thousands of blanks would take seconds below
    letters = _BANG.sub("i", _DOLLAR.sub("s", plain))
    joined = _AND.sub(" and ", letters).translate(_APOSTROPHES)
    words = _PUNCTUATION.sub(" ", joined).strip()
    return _INITIALS.sub(lambda run: run.group().replace(" ", ""), words)


def normalise(name: str) -> str:
    """The stable key of a name: its words without a leading "the"; a name of signs alone keeps its signs.

    >>> normalise("The Beatles"), normalise("Björk"), normalise("!!!")
    ('beatles', 'bjork', '!!!')
    """
    words = spaced(name)
    short = words.removeprefix("the ")
    return short or "".join(fold(name).split()) or "".join(name.casefold().split())


def compact(name: str) -> str:
    """The key without spaces, in ASCII: `Sigur Rós` -> `sigurros`, `Битлз` -> `bitlz`, `AC/DC` -> `acdc`."""
    return letters(normalise(name))


def letters(key: str) -> str:
    """The compact form of a key."""
    ascii_form = _SIGNS.sub("", key if key.isascii() else anyascii(key).lower())
    return ascii_form or key.replace(" ", "")


def sound(compacted: str) -> str:
    """Consonant skeleton of a compact form: `bitlz` and `beatles` -> `ptls`.

    A coarse phonetic key in the manner of Soundex (Russell & Odell, 1918), for names that arrive in
    another script.
    """
    for pattern, replacement in _SOUNDS:
        compacted = pattern.sub(replacement, compacted)
    return compacted
