"""Numbers and dates as the listener's language writes them."""

from datetime import datetime

from aiogram.utils.i18n import get_i18n
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent


def locale() -> str:
    return get_i18n().current_locale


def number(n: int) -> str:
    return format_decimal(n, locale=locale())


def percent(share: float) -> str:
    return format_percent(share, locale=locale())


def date(at: datetime) -> str:
    return format_date(at.date(), "long", locale=locale())


def from_utc(minutes: int) -> str:
    """How far a clock is off UTC: "+3", "-3:30", nothing where it is not."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
