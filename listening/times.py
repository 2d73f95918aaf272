"""The many ways in which exports write a time, all of them read as UTC."""

import re
import time
from datetime import UTC, datetime

_EARLIEST = 946_684_800  # 2000: before it no service counted plays, and broken clocks say 1970
_DAY = 86_400
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"),
        1,
    )
    for name in names.split()
}
_CLOCK = r"[ ,T]+(\d{1,2}):(\d\d)(?::(\d\d))?"
_WORDS = re.compile(r"(\d{1,2})\.? ([^\W\d]{3})[^\W\d]*\.?,? (\d{4})" + _CLOCK)
_SIGNS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})" + _CLOCK)
_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(:\d\d)?)?")
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")

Time = tuple[int, bool]
"""Seconds since 1970, and whether they are exact or the minute is all that is known."""


def read_time(value: object) -> Time | None:
    """The time that a text or number means; None if it means none since 2000 and until now."""
    if isinstance(value, int | float):
        found: Time | None = _epoch(float(value))
    elif isinstance(value, str):
        found = _text(value.strip())
    else:
        return None
    if found is None or not _EARLIEST <= found[0] <= time.time() + _DAY:
        return None
    return found


def _epoch(seconds: float) -> Time:
    """Seconds, or milliseconds where seconds would be far in the future."""
    return int(seconds / 1000 if seconds > 10**11 else seconds), True


def _text(text: str) -> Time | None:
    try:
        if iso := _ISO.match(text):
            return _seconds(datetime.fromisoformat(text.replace("/", "-").removesuffix(" UTC"))), bool(iso[1])
        if _NUMBER.fullmatch(text):
            return _epoch(float(text))
        if words := _WORDS.match(text):
            day, month, *rest = words.groups()
            return _parts(rest, _MONTHS.get(month.casefold(), 0), int(day))
        if signs := _SIGNS.match(text):
            day, month, *rest = signs.groups()
            first, second = int(day), int(month)
            return _parts(rest, *((first, second) if second > 12 else (second, first)))
    except (ValueError, OverflowError):
        pass
    return None


def _parts(rest: list[str | None], month: int, day: int) -> Time:
    year, hour, minute, second = (int(part or 0) for part in rest)
    return _seconds(datetime(year, month, day, hour, minute, second, tzinfo=UTC)), rest[3] is not None


def _seconds(moment: datetime) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
