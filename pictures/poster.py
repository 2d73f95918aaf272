"""A poster: its title, and its panels in rows of cards below."""

from collections.abc import Sequence

from pictures import panels
from pictures.data import Panel, Poster, Theme
from pictures.panels import PAD
from pictures.sheet import Box, Sheet
from pictures.theme import PALETTES

WIDTH = 1080
_MARGIN = 28
_GAP = 16
_TITLE = 146
_ROOM = WIDTH - 2 * _MARGIN


def draw(poster: Poster, theme: Theme) -> bytes:
    """The poster as a PNG, as high as its panels want."""
    palette = PALETTES[theme]
    ruler = Sheet(1, 1, palette)
    heights = [_height(ruler, row) for row in poster.rows]
    height = _TITLE + sum(heights) + _GAP * (len(heights) - 1) + _MARGIN
    sheet = Sheet(WIDTH, height, palette)
    room = _ROOM - 16
    sheet.text(_MARGIN + 8, 58, sheet.fit(poster.title, 60, room, bold=True), 60, bold=True)
    small = sheet.size_for(poster.subtitle, 33, 27, room)
    sheet.text(_MARGIN + 8, 112, sheet.fit(poster.subtitle, small, room), small, palette.faint)
    y = float(_TITLE)
    for row, high in zip(poster.rows, heights, strict=True):
        _row(sheet, row, y, high)
        y += high + _GAP
    return sheet.png()


def _width(row: Sequence[Panel]) -> float:
    """Of each card of a row."""
    return (_ROOM - _GAP * (len(row) - 1)) / len(row)


def _height(ruler: Sheet, row: Sequence[Panel]) -> float:
    """Of the cards of a row."""
    return max(panels.height_of(ruler, panel, _width(row) - 2 * PAD) for panel in row) + 2 * PAD


def _row(sheet: Sheet, row: Sequence[Panel], y: float, height: float) -> None:
    width = _width(row)
    for number, panel in enumerate(row):
        x = _MARGIN + number * (width + _GAP)
        sheet.box(Box(x, y, width, height), sheet.palette.card, 24)
        panels.draw(panel, sheet, Box(x + PAD, y + PAD, width - 2 * PAD, height - 2 * PAD))
