"""English names as Russian writes them, by ear, led back to English letters: `Джон Леннон`, `Боуи`."""

import re

_LETTERS = {
    "ай": "i",
    "ау": "ou",
    "дж": "j",
    "ей": "a",
    "йо": "yo",
    "кс": "x",
    "оу": "ow",
    "уа": "wa",
    "уи": "wi",
    "уо": "wa",
    "уэ": "we",
    "ье": "ie",
    "ью": "ew",
    "эй": "a",
    "ё": "o",
    "х": "h",
    "ц": "z",
    "э": "a",
    "ю": "u",
}
"""What a transliteration letter by letter misses most."""
_ANY = re.compile("|".join(_LETTERS))


def as_heard(text: str) -> str:
    """The text with these in English letters, the rest as it is; other texts stay as they are.

    >>> as_heard("Джон Леннон")
    'jон леннон'
    """
    return _ANY.sub(lambda found: _LETTERS[found[0]], text.lower())
