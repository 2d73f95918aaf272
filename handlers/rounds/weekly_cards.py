"""Cards of the weekly pick: what it is, and when and where it comes."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_time, get_day_names

from handlers.asking.menus import to_settings
from handlers.buttons.weekly import AskTime, SendAt, ShowPlaces, StopWeekly, TakeZone
from handlers.cards.blocks import Button, Card, button, in_rows, rows
from handlers.cards.formats import locale
from handlers.cards.texts import label, say
from handlers.frame.zones import city, offsets
from storage import WeeklyPick


def offer(owner: int) -> Card:
    """For who has no weekly pick."""
    turn_on = button(label("button-weekly-on"), AskTime(owner=owner))
    return Card(say("weekly-offer"), rows([turn_on], [to_settings(owner)]))


def clocks(owner: int, now: datetime) -> Card:
    """What a listener's clock may show now."""
    buttons = [
        button(_clock(now + timedelta(minutes=ahead)), ShowPlaces(owner=owner, ahead=ahead))
        for ahead in offsets(now)
    ]
    return Card(say("weekly-clock"), rows(*in_rows(buttons, 3), [to_settings(owner)]))


def places(owner: int, now: datetime, ahead: int) -> Card:
    """The cities where clocks show that time."""
    zones = offsets(now).get(ahead, ())
    buttons = [button(city(zone, locale()), TakeZone(owner=owner, zone=zone)) for zone in zones]
    text = say("weekly-place", time=_clock(now + timedelta(minutes=ahead)))
    back = [button(label("button-back"), AskTime(owner=owner))]
    return Card(text, rows(*in_rows(buttons, 2), back))


def times(wish: WeeklyPick, local: datetime) -> Card:
    """When picks come, with all days and hours to choose; `local` is the next one, by their clock."""
    owner = wish.user_id
    names = get_day_names("abbreviated", "stand-alone", locale=locale())
    days = [
        _choice(names[day], SendAt(owner=owner, weekday=day, hour=wish.hour), chosen=day == wish.weekday)
        for day in range(7)
    ]
    hours = [
        _choice(f"{hour}:00", SendAt(owner=owner, weekday=wish.weekday, hour=hour), chosen=hour == wish.hour)
        for hour in range(24)
    ]
    place = button(label("button-weekly-place"), AskTime(owner=owner))
    stop = button(label("button-stop-weekly"), StopWeekly(owner=owner, settled=True))
    text = say(
        "weekly-on",
        date=format_date(local, "full", locale=locale()),
        time=_clock(local),
        city=city(wish.zone, locale()),
    )
    return Card(text, rows(days[:4], days[4:], *in_rows(hours, 4), [place], [stop], [to_settings(owner)]))


def _choice(text: str, data: SendAt, *, chosen: bool) -> Button:
    return button(label("choice-on", choice=text) if chosen else text, data)


def _clock(at: datetime) -> str:
    return format_time(at.time(), "short", locale=locale())
