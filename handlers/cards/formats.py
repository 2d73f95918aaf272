"""Numbers and dates as the listener's language writes them."""

from contextvars import ContextVar
from datetime import datetime, timedelta

from aiogram.utils.i18n import get_i18n
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

ahead_of_utc: ContextVar[int] = ContextVar("ahead_of_utc", default=0)
"""Minutes by which the clock of the listener is ahead for whom texts are made."""


def locale() -> str:
    return get_i18n().current_locale


def number(n: int) -> str:
    return format_decimal(n, locale=locale())


def percent(share: float) -> str:
    return format_percent(share, locale=locale())


def date(at: datetime) -> str:
    """The day on which a moment in UTC falls by the listener's clock."""
    day = (at + timedelta(minutes=ahead_of_utc.get())).date()
    return format_date(day, "long", locale=locale())


def from_utc(minutes: int) -> str:
    """How far a clock is off UTC: "+3", "-3:30", nothing where it is not."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
