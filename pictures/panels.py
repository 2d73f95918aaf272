"""The panels of a poster, each drawn into a box of its sheet."""

from collections.abc import Callable, Sequence
from functools import singledispatch

from pictures.cloud import cloud
from pictures.data import Bar, Chips, Cloud, Columns, Curve, Panel, Parts, Ranking
from pictures.sheet import Box, Sheet

PAD = 26
TEXT = 33
"""Pixels of the letters: on a phone the sheet is a third as wide."""
_HEADING = 36
_SMALL = 30
_HEAD = 60  # pixels down to what stands below a heading
_BAR, _GAP = 46, 6
_CHIP = 56
_CHART = 222
_WIDEST = 1 / 12  # a column, of its chart: a single month is as wide as one of a year
_ROUND = 7  # the radius of a curve's dots
_APART = 4  # pixels between parts


def height_of(sheet: Sheet, panel: Panel, width: float) -> float:
    """What a panel wants, its border left out."""
    match panel:
        case Ranking():
            return _HEAD + len(panel.bars) * (_BAR + _GAP) - _GAP
        case Chips():
            return _HEAD + len(_chip_rows(sheet, panel, width)) * (_CHIP + _GAP) - _GAP
        case Columns() | Curve():
            return _CHART
        case Parts():
            return _HEAD + _BAR + 46
        case Cloud():
            return 0


@singledispatch
def draw(panel: Panel, sheet: Sheet, box: Box) -> None:
    raise TypeError(f"no panel: {type(panel).__name__}")


@draw.register
def _ranking(panel: Ranking, sheet: Sheet, box: Box) -> None:
    _heading(sheet, box, panel.heading)
    for row, bar in enumerate(panel.bars):
        _row(sheet, bar, Box(box.x, box.y + _HEAD + row * (_BAR + _GAP), box.width, _BAR))


def _row(sheet: Sheet, bar: Bar, box: Box) -> None:
    """A name over its bar, its note at the right."""
    sheet.box(box, sheet.palette.line, 10, alpha=0.35)
    filled = Box(box.x, box.y, max(box.width * bar.share, 10), box.height)
    sheet.box(filled, sheet.palette.accent, 10, alpha=0.42)
    middle = box.y + box.height / 2
    sheet.text(box.right - 14, middle, bar.note, TEXT, align="right")
    room = box.width - 44 - sheet.measure(bar.note, TEXT)
    sheet.text(box.x + 14, middle, sheet.fit(bar.name, TEXT, room, bold=True), TEXT, bold=True)


@draw.register
def _chips(panel: Chips, sheet: Sheet, box: Box) -> None:
    _heading(sheet, box, panel.heading)
    for row, chips in enumerate(_chip_rows(sheet, panel, box.width)):
        y = box.y + _HEAD + row * (_CHIP + _GAP)
        for x, name, width in chips:
            sheet.box(Box(box.x + x, y, width, _CHIP), sheet.palette.accent, _CHIP / 2, alpha=0.25)
            sheet.text(box.x + x + width / 2, y + _CHIP / 2, name, TEXT, bold=True, align="center")


def _chip_rows(sheet: Sheet, panel: Chips, width: float) -> list[list[tuple[float, str, float]]]:
    """Chips from left to right as they fit: (x, name, width) each."""
    rows: list[list[tuple[float, str, float]]] = [[]]
    x = 0.0
    for name in panel.names:
        fitting = sheet.fit(name, TEXT, width - _CHIP, bold=True)
        wide = sheet.measure(fitting, TEXT, bold=True) + _CHIP * 0.8
        if x + wide > width and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((x, fitting, wide))
        x += wide + 12
    return rows


@draw.register
def _cloud(panel: Cloud, sheet: Sheet, box: Box) -> None:
    _heading(sheet, box, panel.heading)
    room = box.height - _HEAD
    pixels = cloud(dict(panel.words), int(box.width), int(room), sheet.palette.series)
    height, width, _ = pixels.shape
    sheet.image(int(box.x + (box.width - width) / 2), int(box.y + _HEAD + (room - height) / 2), pixels)


@draw.register
def _columns(panel: Columns, sheet: Sheet, box: Box) -> None:
    plot = _plot(sheet, box, panel.heading, panel.note)
    step = plot.width / len(panel.values)
    most = max(panel.values)
    peak = panel.values.index(most)
    wide = max(min(step * 0.78, plot.width * _WIDEST), 1.5)
    for place, value in enumerate(panel.values):
        height = plot.height * value / most if most else 0
        color = sheet.palette.accent if place == peak else sheet.palette.series[1]
        x = plot.x + place * step + (step - wide) / 2
        if height:
            sheet.box(Box(x, plot.bottom - height, wide, height), color, min(5, wide / 3))
    _floor(sheet, plot, panel.ticks, lambda place: plot.x + (place + 0.5) * step)


@draw.register
def _curve(panel: Curve, sheet: Sheet, box: Box) -> None:
    plot = _plot(sheet, box, panel.heading, panel.note)
    step = plot.width / len(panel.values)
    most = max(*panel.values, 0.1)
    xs = [plot.x + (place + 0.5) * step for place in range(len(panel.values))]
    zero = plot.bottom - _ROUND  # what is nothing stands on the floor, and not half in it
    ys = [zero - (zero - plot.y - _ROUND) * value / most for value in panel.values]
    color = sheet.palette.series[2]
    sheet.fill(xs, ys, plot.bottom, color, 0.22)
    sheet.line(xs, ys, color, 6)
    for x, y in zip(xs, ys, strict=True):
        sheet.dot(x, y, _ROUND, color)
    _floor(sheet, plot, panel.ticks, lambda place: xs[place])


@draw.register
def _parts(panel: Parts, sheet: Sheet, box: Box) -> None:
    _heading(sheet, box, panel.heading, panel.note)
    top, x = box.y + _HEAD, box.x
    third = box.width / len(panel.parts)
    for number, (bar, color) in enumerate(zip(panel.parts, sheet.palette.series, strict=False)):
        width = box.width * bar.share
        if width:
            gap = _APART if x + width < box.right - 1 else 0
            sheet.box(Box(x, top, max(width - gap, 2), _BAR), color, 10)
        if width > sheet.measure(bar.note, TEXT, bold=True) + 12:
            sheet.text(
                x + width / 2, top + _BAR / 2, bar.note, TEXT, sheet.palette.card, bold=True, align="center"
            )
        x += width
        left, y = box.x + number * third, top + _BAR + 30
        sheet.dot(left + 12, y, 11, color)
        sheet.text(left + 34, y, sheet.fit(bar.name, _SMALL, third - 44), _SMALL)


def _heading(sheet: Sheet, box: Box, heading: str, note: str = "") -> None:
    """The panel's name, and on its right or below it what is to be seen at a glance."""
    sheet.text(box.x, box.y + 17, sheet.fit(heading, _HEADING, box.width, bold=True), _HEADING, bold=True)
    if note:
        left = box.width - sheet.measure(heading, _HEADING, bold=True) - 24
        faint = sheet.palette.faint
        sheet.text(box.right, box.y + 18, sheet.fit(note, _SMALL, left), _SMALL, faint, align="right")


def _plot(sheet: Sheet, box: Box, heading: str, note: str) -> Box:
    """What is left for a chart below its heading and above its ticks."""
    beside = sheet.measure(heading, _HEADING, bold=True) + sheet.measure(note, _SMALL) + 24 <= box.width
    _heading(sheet, box, heading, note if beside else "")
    if not beside:
        sheet.text(box.x, box.y + 54, sheet.fit(note, _SMALL, box.width), _SMALL, sheet.palette.faint)
    top = box.y + (50 if beside else 80)
    return Box(box.x, top, box.width, box.bottom - 34 - top)


def _floor(sheet: Sheet, plot: Box, ticks: Sequence[tuple[int, str]], place: Callable[[int], float]) -> None:
    sheet.line([plot.x, plot.right], [plot.bottom + 2] * 2, sheet.palette.line, 3)
    for index, word in ticks:
        half = sheet.measure(word, _SMALL) / 2
        x = min(max(place(index), plot.x + half), plot.right - half)
        sheet.text(x, plot.bottom + 23, word, _SMALL, sheet.palette.faint, align="center")
