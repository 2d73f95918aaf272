"""Letters that look the same in Latin and Cyrillic: keyboards and sloppy tags mix them within a word."""

_LATIN = "aceiopxyABCEHIKMOPTXY"
_CYRILLIC = "асеіорхуАВСЕНІКМОРТХУ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


def unmixed(text: str) -> str:
    """The text with each word in one script, where look-alikes alone are of the other: `Cплин`, `АС/DC`.

    >>> unmixed("Cплин") == "Сплин", unmixed("МакSим")
    (True, 'МакSим')
    """
    return " ".join(map(_in_one_script, text.split(" ")))


def _in_one_script(word: str) -> str:
    if not (any(map(_is_latin, word)) and any(map(_is_cyrillic, word))):
        return word
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if not any(map(_is_latin, cyrillic)):
        return cyrillic
    return word if any(map(_is_cyrillic, latin)) else latin


def _is_latin(char: str) -> bool:
    return char.isalpha() and not _is_cyrillic(char)


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u04ff"
