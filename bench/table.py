"""What is measured, and how it is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One figure of ours beside its baseline's, medians over pairs, and the median of the pairs' ratios."""

    what: str
    ours: float
    baseline: float
    ratio: float
    unit: str
    goal: str

    @classmethod
    def of(cls, what: str, ours: list[float], baseline: list[float], unit: str, goal: str) -> "Row":
        """From pairs measured side by side."""
        ratios = [one / other for one, other in zip(ours, baseline, strict=True)]
        return cls(what, median(ours), median(baseline), median(ratios), unit, goal)

    def line(self) -> str:
        """As a row of a Markdown table."""
        cells = (self.what, self._said(self.ours), self._said(self.baseline), self._compared(), self.goal)
        return f"| {' | '.join(cells)} |"

    def _compared(self) -> str:
        """The ratio; or how much more it is, where the goal is told so."""
        if self.goal.startswith("at most +"):
            return f"{self.ours - self.baseline:+,.0f} {self.unit}"
        return f"{self.ratio:.2f}"

    def _said(self, value: float) -> str:
        return f"{value:.3g} {self.unit}" if value < 100 else f"{value:,.0f} {self.unit}"


HEAD = "| what | ours | baseline | ratio | goal |\n|---|---|---|---|---|"

Measured = Callable[[], Awaitable[list[Row]]]
"""One group of rows, measured together."""
