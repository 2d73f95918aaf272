"""The many ways in which exports write a time, all of them read as UTC."""

import re
import time
from datetime import UTC, datetime

_EARLIEST = 946_684_800  # 2000: before it no service counted plays, and broken clocks say 1970
_DAY = 86_400
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв",
            "feb fév fev фев",
            "mar mär мар",
            "apr avr abr апр",
            "may mai mag май мая",
            "jun giu июн",
            "jul lug июл",
            "aug aoû ago авг",
            "sep set сен",
            "oct okt out ott окт",
            "nov ноя",
            "dec dez dic déc дек",
        ),
        1,
    )
    for name in names.split()
}
_CLOCK = r",?(?: at)?(?:[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([ap])\.?m)?)?"
_MONTH = r"([^\W\d]{3})[^\W\d]*\.?,?"
_WORDS = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{1,2})\.? " + _MONTH + r" (\d{4})" + _CLOCK, re.IGNORECASE)
_MONTH_LEADS = re.compile(r"(?:[^\W\d]+, )?" + _MONTH + r" (\d{1,2}),? (\d{4})" + _CLOCK, re.IGNORECASE)
_SIGNS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?!\d)" + _CLOCK, re.IGNORECASE)
_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(:\d\d)?)?")
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")

Time = tuple[int, bool]
"""Seconds since 1970, and whether they are exact or the minute is all that is known."""


def read_time(value: object, *, month_first: bool = False) -> Time | None:
    """The time that a text or number means; None if it means none since 2000 and until now.

    `month_first` tells how to read `2/3/2023`, which says nothing of itself.
    """
    if isinstance(value, int | float):
        found: Time | None = _epoch(float(value))
    elif isinstance(value, str):
        found = _text(value.strip(), month_first)
    else:
        return None
    if found is None or not _EARLIEST <= found[0] <= time.time() + _DAY:
        return None
    return found


def says_month_first(value: str) -> bool:
    """Whether a date has a second number that can be no month."""
    signs = _SIGNS.match(value.strip())
    return signs is not None and int(signs[2]) > 12


def _epoch(seconds: float) -> Time:
    """Seconds, or milliseconds where seconds would be far in the future."""
    return int(seconds / 1000 if seconds > 10**11 else seconds), True


def _text(text: str, month_first: bool) -> Time | None:
    try:
        if iso := _ISO.match(text):
            return _seconds(datetime.fromisoformat(text.replace("/", "-").removesuffix(" UTC"))), bool(iso[1])
        if _NUMBER.fullmatch(text):
            return _epoch(float(text))
        if words := _WORDS.match(text):
            day, month, *rest = words.groups()
            return _parts(rest, _MONTHS.get(month.casefold(), 0), int(day))
        if words := _MONTH_LEADS.match(text):
            month, day, *rest = words.groups()
            return _parts(rest, _MONTHS.get(month.casefold(), 0), int(day))
        if signs := _SIGNS.match(text):
            first, second, *rest = signs.groups()
            return _parts(rest, *_month_and_day(int(first), int(second), month_first))
    except (ValueError, OverflowError):
        pass
    return None


def _month_and_day(first: int, second: int, month_first: bool) -> tuple[int, int]:
    return (first, second) if second > 12 or (month_first and first <= 12) else (second, first)


def _parts(rest: list[str | None], month: int, day: int) -> Time:
    year, hour, minute, second = (int(part or 0) for part in rest[:4])
    half = rest[4]
    if half:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    year += 2000 if year < 100 else 0
    return _seconds(datetime(year, month, day, hour, minute, second, tzinfo=UTC)), rest[3] is not None


def _seconds(moment: datetime) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
