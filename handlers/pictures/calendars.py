"""Months, years and hours along the foot of a chart, as the listener writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from babel.dates import format_date, format_skeleton, get_month_names

from handlers.cards.formats import locale

Ticks = tuple[tuple[int, str], ...]
_WIDE, _NARROW = 10, 5  # years that find room below a chart
_FEW = 6  # months whose names find room there


@dataclass
class Calendar:
    """The months of one year, or from the first to the last that has plays."""

    plays: Mapping[tuple[int, int], int]
    year: int | None

    @cached_property
    def _months(self) -> list[tuple[int, int]]:
        if self.year is not None:
            return [(self.year, month) for month in range(1, 13)]
        (first, begin), (last, end) = min(self.plays), max(self.plays)
        every = [(year, month) for year in range(first, last + 1) for month in range(1, 13)]
        return every[begin - 1 : len(every) - 12 + end]

    @property
    def values(self) -> tuple[float, ...]:
        return tuple(float(self.plays.get(month, 0)) for month in self._months)

    @property
    def ticks(self) -> Ticks:
        if self.year is not None or len(self._months) <= 12:
            form: Literal["abbreviated", "narrow"] = "abbreviated" if len(self._months) <= _FEW else "narrow"
            return self.month_ticks([month for _, month in self._months], form)
        januaries = [(place, year) for place, (year, month) in enumerate(self._months) if month == 1]
        every = -(-len(januaries) // _WIDE)
        return tuple((place, str(year)) for place, year in januaries[::every])

    @property
    def peak(self) -> tuple[str, int]:
        """The month with the most plays, and how many."""
        month = max(self._months, key=lambda one: self.plays.get(one, 0))
        return _month(month), self.plays.get(month, 0)

    @property
    def period(self) -> str:
        """From when to when there are plays."""
        played = [month for month in self._months if self.plays.get(month)]
        first, last = (_short(month) for month in (min(played), max(played)))
        return first if first == last else f"{first} – {last}"

    def month_ticks(self, months: Sequence[int], form: Literal["abbreviated", "narrow"] = "narrow") -> Ticks:
        """A letter for each month (1 to 12), or a short word."""
        names = get_month_names(form, "stand-alone", locale())
        return tuple((place, names[month]) for place, month in enumerate(months))


def year_ticks(years: Sequence[int]) -> Ticks:
    """As many years as find room below half a chart."""
    every = -(-len(years) // _NARROW)
    return tuple((place, str(year)) for place, year in enumerate(years))[::every]


def hour_ticks() -> Ticks:
    return tuple((hour, str(hour)) for hour in (0, 6, 12, 18, 23))


def _month(month: tuple[int, int]) -> str:
    return format_skeleton("yMMMM", date(*month, 1), locale=locale())


def _short(month: tuple[int, int]) -> str:
    """Without the word that Russian puts behind a year: "янв. 2019 г." finds no room twice in one line."""
    return format_date(date(*month, 1), "LLL y", locale=locale())
