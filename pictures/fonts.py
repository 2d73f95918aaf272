"""Letters for all names, from Python packages alone: no font of the machine is needed.

FiraGO has Latin, Cyrillic, Greek, Arabic, Hebrew, Thai, Georgian and Devanagari, Noto Sans CJK has Chinese,
Japanese and Korean, DejaVu Sans comes with matplotlib and has many signs. What is in none of them is written
in Latin letters; emoji are left out.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import matplotlib as mpl
import noto_cjk_sans_jp_regular
import pymupdf_fonts
from anyascii import anyascii
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

_FIRA = {"FiraGO-Regular": "figo", "FiraGO-Bold": "figbo"}
_NOTO = Path(noto_cjk_sans_jp_regular.__file__).parent / "NotoSansCJKjp-Regular.otf"
_DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
_NAMELESS = "…"
_NON_JOINER = "\u200c"  # parts letters in Persian
_EMOJI = re.compile(r":([^:]+):")  # as anyascii spells them: ":fire:"
_UNSEEN = ("Cf", "Cc", "Cs", "Co")


@cache
def families() -> list[str]:
    """The families in the order in which a letter is looked for."""
    for file in (*_fira(), _NOTO):
        fontManager.addfont(file)
    return ["FiraGO", "Noto Sans CJK JP", "DejaVu Sans"]


@cache
def _fira() -> tuple[Path, ...]:
    """The files of FiraGO, which its package keeps packed: unpacked once, beside matplotlib's own cache."""
    folder = Path(mpl.get_cachedir())
    files = tuple(folder / f"{name}-encore.ttf" for name in _FIRA)
    for file, code in zip(files, _FIRA.values(), strict=True):
        if not file.exists():
            draft = file.with_suffix(f".{os.getpid()}")
            draft.write_bytes(pymupdf_fonts.myfont(code))
            draft.replace(file)
    return files


@cache
def _letters(file: Path) -> frozenset[int]:
    return frozenset(FT2Font(file).get_charmap())


def drawable(text: str) -> str:
    """The text with letters alone that can be drawn."""
    composed = unicodedata.normalize("NFC", text)
    letters = [_letter(char) for char in composed]
    spelt = _joined(letter for letter in letters if not _EMOJI.fullmatch(letter))
    if not spelt.strip(_NON_JOINER):  # a name of emoji alone is told by their names
        spelt = _joined(_EMOJI.sub(r"\1 ", letter) for letter in letters)
    return spelt if spelt.strip(_NON_JOINER) else _NAMELESS


def _joined(letters: Iterable[str]) -> str:
    return " ".join("".join(letters).split())


@cache
def _all_letters() -> frozenset[int]:
    return _letters(_fira()[0]) | _letters(_NOTO) | _letters(_DEJAVU)


def _letter(char: str) -> str:
    if char.isspace() or char == _NON_JOINER:
        return char
    if unicodedata.category(char) in _UNSEEN:
        return ""
    return char if ord(char) in _all_letters() else anyascii(char)


def file_for(words: list[str]) -> Path:
    """The bold file, or else the one with the most letters, for tools that take a single one."""
    bold = _fira()[1]
    return bold if {ord(char) for word in words for char in word} <= _letters(bold) else _NOTO
