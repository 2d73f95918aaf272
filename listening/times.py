"""The many ways in which exports write a time, those without a zone read as UTC."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone

_EARLIEST = 946_684_800  # 2000: before it no service counted plays, and broken clocks say 1970
_DAY = 86_400
# How months begin in some twenty languages. Not among them is Croatian, whose listopad is October and whose
# srpanj July, where Poles and Czechs mean November and August.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв sty oca led tam ian січ яну",
            "feb fév fev фев lut şub úno hel лют",
            "mar mär мар maa mrt bře már бер",
            "apr avr abr апр kwi nis dub huh ápr кві",
            "may mai mag май мая maj mei kvě tou máj тра",
            "jun giu juin июн cze haz červ čvn kes iun jún чер юни",
            "jul lug juil июл lip tem červenec července čvc hei iul júl лип юли",
            "aug ago aoû авг sie ağu srp elo сер avg agu",
            "sep set сен wrz eyl zář syy sze вер сеп",
            "oct okt out ott окт paź eki říj lok жов",
            "nov ноя lis kas marras noi лис ное",
            "dec dez dic déc дек gru ara pro jou des гру",
        ),
        1,
    )
    for name in names.split()
}
_LONGEST = max(map(len, _MONTHS))
# What may stand between a date and its clock: "24 Januar 2023 um 09:42", "24 января 2023 г., 09:42".
_AT = r"at|um|в|à|às|a las|om|kl\.?|klo|la|o|v|о"
_BETWEEN = rf"(?:\s*[гр]\.)?日?,?(?:\s+(?:{_AT})(?!\w))?"
_ZONE = r"(?:\s*(?:UTC|GMT)?([+-]\d\d):?(\d\d)(?!\d))?"
# Where a dot parts the minute from the hour, one parts the second too.
_SECOND = r"(?:(?::|(?<=\.\d\d)\.)(\d\d)(?:\.\d+)?)?"
_CLOCK = _BETWEEN + r"(?:[ T]+(\d{1,2})[:.h](\d\d)" + _SECOND + r"(?:\s*([ap])\.?m)?" + _ZONE + r")?"
_MONTH = r"([^\W\d]{3,})\.?,?"
_WORDS = re.compile(
    rf"(?:[^\W\d]+\.?,? )?(\d{{1,2}})\.?[ /-](?:de )?{_MONTH}[ /-](?:de )?(\d{{4}}){_CLOCK}", re.IGNORECASE
)
_MONTH_LEADS = re.compile(rf"(?:[^\W\d]+,? )?{_MONTH} (\d{{1,2}}),? (\d{{4}}){_CLOCK}", re.IGNORECASE)
_YEAR_AND_MONTH_LEAD = re.compile(rf"(\d{{4}})\.?[ -]{_MONTH}[ -](\d{{1,2}})(?!\d)\.?{_CLOCK}", re.IGNORECASE)
_YEAR_LEADS = re.compile(
    rf"(\d{{4}})[-/.年] ?(\d{{1,2}})[-/.月] ?(\d{{1,2}})(?!\d)\.?{_CLOCK}", re.IGNORECASE
)
_SIGNS = re.compile(rf"(\d{{1,2}})[./-] ?(\d{{1,2}})[./-] ?(\d{{4}}|\d\d)(?!\d){_CLOCK}", re.IGNORECASE)
_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(:\d\d)?)?")
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")
_FINER = (10**17, 10**9), (10**14, 10**6), (10**11, 10**3)

Time = tuple[int, bool]
"""Seconds since 1970, and whether they are exact or the minute is all that is known."""


def read_time(value: object, *, month_first: bool = False) -> Time | None:
    """The time that a text or number means; None if it means none since 2000 and until now.

    `month_first` tells how to read `2/3/2023`, which says nothing of itself.
    """
    try:
        found = _read(value, month_first)
    except (ValueError, OverflowError):  # a thirteenth month, more digits than a number has room for
        return None
    if found is None or not _EARLIEST <= found[0] <= time.time() + _DAY:
        return None
    return found


def says_month_first(value: str) -> bool:
    """Whether a date has a second number that can be no month."""
    signs = _SIGNS.match(value.strip())
    return signs is not None and int(signs[2]) > 12


def _read(value: object, month_first: bool) -> Time | None:
    if isinstance(value, int | float):
        return _epoch(float(value))
    return _text(value.strip(), month_first) if isinstance(value, str) else None


def _epoch(number: float) -> Time:
    """Seconds, or parts of them where seconds would be far in the future."""
    return int(number / next((parts for least, parts in _FINER if number > least), 1)), True


def _text(text: str, month_first: bool) -> Time | None:
    if (iso := _ISO.match(text)) and (moment := _iso(text)):
        return _seconds(moment), bool(iso[1])
    if _NUMBER.fullmatch(text):
        return _epoch(float(text))
    return _written(text, month_first)


def _written(text: str, month_first: bool) -> Time | None:
    if words := _WORDS.match(text):
        day, month, *rest = words.groups()
        return _parts(rest, _month(month), int(day))
    if words := _MONTH_LEADS.match(text):
        month, day, *rest = words.groups()
        return _parts(rest, _month(month), int(day))
    if words := _YEAR_AND_MONTH_LEAD.match(text):
        year, month, day, *rest = words.groups()
        return _parts([year, *rest], _month(month), int(day))
    if signs := _YEAR_LEADS.match(text):
        year, month, day, *rest = signs.groups()
        return _parts([year, *rest], int(month), int(day))
    if signs := _SIGNS.match(text):
        first, second, *rest = signs.groups()
        return _parts(rest, *_month_and_day(int(first), int(second), month_first))
    return None


def _iso(text: str) -> datetime | None:
    """What the strict reader makes of a text; it refuses "2023-01-24 9:42" and "... +0200"."""
    try:
        return datetime.fromisoformat(text.replace("/", "-").removesuffix(" UTC"))
    except ValueError:
        return None


def _month(word: str) -> int:
    """A month by its first letters, as many as are known: juin and juillet, červen and červenec; or 0."""
    word = word.casefold()
    starts = (word[:length] for length in range(_LONGEST, 2, -1))
    return next((_MONTHS[start] for start in starts if start in _MONTHS), 0)


def _month_and_day(first: int, second: int, month_first: bool) -> tuple[int, int]:
    return (first, second) if second > 12 or (month_first and first <= 12) else (second, first)


def _parts(rest: list[str | None], month: int, day: int) -> Time:
    year, hour, minute, second = (int(part or 0) for part in rest[:4])
    half, ahead, ahead_minutes = rest[4:]
    if half:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    year += 2000 if year < 100 else 0
    zone = UTC
    if ahead and ahead_minutes:
        sign = -1 if ahead.startswith("-") else 1
        zone = timezone(sign * timedelta(hours=int(ahead[1:]), minutes=int(ahead_minutes)))
    return _seconds(datetime(year, month, day, hour, minute, second, tzinfo=zone)), rest[3] is not None


def _seconds(moment: datetime) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
