"""Time zones to choose from, and when by somebody's own clock the next pick is due."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale

# One or more large cities for every offset in use; spelt as CLDR knows them, which has their names in every
# language. From west to east.
ZONES = (
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Denver",
    "America/Chicago",
    "America/Mexico_City",
    "America/New_York",
    "America/Toronto",
    "America/Bogota",
    "America/Lima",
    "America/Caracas",
    "America/Santiago",
    "America/Halifax",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Buenos_Aires",
    "America/Godthab",
    "America/Noronha",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Africa/Casablanca",
    "Africa/Lagos",
    "Africa/Algiers",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Amsterdam",
    "Europe/Zurich",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Rome",
    "Europe/Copenhagen",
    "Europe/Oslo",
    "Europe/Stockholm",
    "Europe/Prague",
    "Europe/Warsaw",
    "Europe/Budapest",
    "Europe/Belgrade",
    "Africa/Johannesburg",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Europe/Athens",
    "Europe/Sofia",
    "Europe/Bucharest",
    "Europe/Chisinau",
    "Europe/Kiev",
    "Europe/Vilnius",
    "Europe/Riga",
    "Europe/Tallinn",
    "Europe/Helsinki",
    "Europe/Kaliningrad",
    "Europe/Istanbul",
    "Europe/Minsk",
    "Europe/Moscow",
    "Africa/Nairobi",
    "Asia/Riyadh",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Asia/Baku",
    "Europe/Samara",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Tashkent",
    "Asia/Almaty",
    "Asia/Yekaterinburg",
    "Asia/Calcutta",
    "Asia/Katmandu",
    "Asia/Dhaka",
    "Asia/Omsk",
    "Asia/Rangoon",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Saigon",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Singapore",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Manila",
    "Australia/Perth",
    "Australia/Eucla",
    "Asia/Irkutsk",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Yakutsk",
    "Australia/Darwin",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Asia/Vladivostok",
    "Australia/Lord_Howe",
    "Pacific/Noumea",
    "Asia/Magadan",
    "Pacific/Fiji",
    "Pacific/Auckland",
    "Asia/Kamchatka",
    "Pacific/Chatham",
    "Pacific/Tongatapu",
    "Pacific/Kiritimati",
)
_SOFT_HYPHEN = "\u00ad"
_DAY = timedelta(days=1)


def offsets(now: datetime) -> Mapping[int, tuple[str, ...]]:
    """By how many minutes clocks are ahead of UTC now, a whole day left out: the zones where they are.

    What a clock shows is all that a listener is asked for, so where it is the same time a day apart, both are
    there. The earliest clocks first.
    """
    found: dict[int, list[str]] = {}
    ahead = {zone: now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for zone in ZONES}
    for zone in sorted(ZONES, key=ahead.__getitem__):
        found.setdefault(ahead[zone] % _DAY // timedelta(minutes=1), []).append(zone)
    return {ahead: tuple(zones) for ahead, zones in found.items()}


def city(zone: str, locale: str) -> str:
    """The zone's city in that language."""
    # Not Babel's own look-up: it asks for the newest spelling of a zone, under which CLDR has no names.
    named = Locale.parse(locale).time_zones.get(zone, {}).get("city")
    return (named or zone.rpartition("/")[2].replace("_", " ")).replace(_SOFT_HYPHEN, "")


def next_time(after: datetime, zone: str, hour: int, weekday: int | None = None) -> datetime:
    """The first moment after that one at which clocks in the zone show this hour, in UTC; on that weekday.

    Where clocks leap over the hour, it is the moment after the leap.
    """
    place = ZoneInfo(zone)
    today = after.astimezone(place).date()
    days = (today + number * _DAY for number in range(9))
    times = (
        datetime.combine(day, time(hour), place).astimezone(UTC)
        for day in days
        if weekday in (None, day.weekday())
    )
    return next(at for at in times if at > after)
