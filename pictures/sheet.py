"""A page to draw on, measured in its own pixels from the upper left."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyBboxPatch

from pictures.fonts import drawable, families
from pictures.theme import Palette

_DPI = 72  # a point is a pixel
_BASELINE = 0.36  # of a letter's size, from its middle down


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Sheet:
    """Later strokes cover earlier ones. Figures of pyplot are never made: its state is shared by threads."""

    def __init__(self, width: float, height: float, palette: Palette) -> None:
        self.width, self.height, self.palette = width, height, palette
        self._figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=palette.ground)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._strokes = 0

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        color: str | None = None,
        *,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Words in one line, their middle at height y."""
        self._axes.text(
            x,
            y + _BASELINE * size,
            drawable(words),
            color=color or self.palette.ink,
            fontproperties=_font(size, bold=bold),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,  # "A$AP" is a name
            zorder=self._next(),
        )

    def measure(self, words: str, size: float, *, bold: bool = False) -> float:
        """The width of words in one line."""
        renderer = self._canvas.get_renderer()
        font = _font(size, bold=bold)
        width, _, _ = renderer.get_text_width_height_descent(drawable(words), font, ismath=False)
        return float(width)

    def fit(self, words: str, size: float, room: float, *, bold: bool = False) -> str:
        """The words, cut to that width."""
        words = drawable(words)
        if self.measure(words, size, bold=bold) <= room:
            return words
        low, high = 0, len(words)
        while high - low > 1:
            middle = (low + high) // 2
            fits = self.measure(words[:middle] + "…", size, bold=bold) <= room
            low, high = (middle, high) if fits else (low, middle)
        return words[:low].rstrip() + "…"

    def size_for(self, words: str, size: float, least: float, room: float) -> float:
        """How large words can be to fit into that width, between these sizes."""
        return max(least, min(size, size * room / max(self.measure(words, size), 1)))

    def box(self, box: Box, color: str, radius: float = 0, alpha: float = 1) -> None:
        radius = min(radius, box.width / 2, box.height / 2)
        shape = f"round,pad=0,rounding_size={radius}" if radius > 0 else "square,pad=0"
        patch = FancyBboxPatch((box.x, box.y), box.width, box.height, boxstyle=shape)
        patch.set(color=color, alpha=alpha, linewidth=0, zorder=self._next())
        self._axes.add_artist(patch)

    def line(self, xs: list[float], ys: list[float], color: str, width: float) -> None:
        self._axes.plot(
            xs,
            ys,
            color=color,
            lw=width,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=self._next(),
        )

    def fill(self, xs: list[float], ys: list[float], floor: float, color: str, alpha: float) -> None:
        """The ground between a line and the height `floor`."""
        self._axes.fill_between(xs, ys, floor, color=color, alpha=alpha, lw=0, zorder=self._next())

    def dot(self, x: float, y: float, radius: float, color: str, ring: str | None = None) -> None:
        edge = {"ec": ring, "lw": 4} if ring else {"lw": 0}
        self._axes.add_artist(Circle((x, y), radius, fc=color, zorder=self._next(), **edge))

    def threads(
        self,
        lines: list[tuple[tuple[float, float], tuple[float, float]]],
        colors: list[str],
        widths: list[float],
        alpha: float,
    ) -> None:
        """Straight lines between pairs of points."""
        zorder = self._next()
        self._axes.add_collection(
            LineCollection(lines, colors=colors, linewidths=widths, alpha=alpha, zorder=zorder),
            autolim=False,
        )

    def image(self, x: float, y: float, pixels: npt.NDArray[np.uint8]) -> None:
        """[height, width, 4] uint8 as they are, with their upper left corner there."""
        height, width, _ = pixels.shape
        extent = (x, x + width, y + height, y)
        self._axes.imshow(pixels, extent=extent, aspect="auto", interpolation="none", zorder=self._next())
        self._axes.set(xlim=(0, self.width), ylim=(self.height, 0))

    def png(self) -> bytes:
        target = BytesIO()
        self._canvas.print_png(target)
        return target.getvalue()

    def _next(self) -> int:
        self._strokes += 1
        return self._strokes


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family=families(), size=size, weight="bold" if bold else "normal")
