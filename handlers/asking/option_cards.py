"""The card of /settings."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from handlers.asking.menus import step_name
from handlers.buttons.settings import HideHeard, OpenSetting, Setting, Wake
from handlers.cards.blocks import Card, button, rows
from handlers.cards.formats import locale
from handlers.cards.texts import count, label, say
from handlers.frame.zones import city
from storage import WeeklyPick


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a listener has chosen so far."""

    owner: int
    step: int
    weekly: WeeklyPick | None
    hide_heard: bool
    imported: bool
    blocked: int
    snoozed: int
    resting: int


def settings(chosen: Chosen) -> Card:
    """All choices with what is chosen, and a button to each."""
    lines = [
        say("settings-language", name=label("language-name")),
        say("settings-dial", name=step_name(chosen.step)),
        _weekly(chosen.weekly),
        say("settings-heard-everywhere") if chosen.hide_heard else say("settings-heard-for-you"),
        say("settings-hidden", blocked=chosen.blocked, snoozed=chosen.snoozed),
        count("settings-resting", chosen.resting) if chosen.resting else say("settings-nobody-rests"),
    ]
    if not chosen.imported:
        lines[3] += " " + say("settings-nothing-heard")
    heard = label("button-heard-for-you" if chosen.hide_heard else "button-heard-everywhere")
    return Card(
        "\n\n".join([say("settings-heading"), *lines]),
        rows(
            [
                button(label("button-language"), OpenSetting(owner=chosen.owner, setting=Setting.LANGUAGE)),
                button(label("button-dial"), OpenSetting(owner=chosen.owner, setting=Setting.DIAL)),
            ],
            [
                button(label("button-weekly"), OpenSetting(owner=chosen.owner, setting=Setting.WEEKLY)),
                button(label("button-hidden"), OpenSetting(owner=chosen.owner, setting=Setting.HIDDEN)),
            ],
            [button(heard, HideHeard(owner=chosen.owner, everywhere=not chosen.hide_heard))],
            [button(label("button-wake"), Wake(owner=chosen.owner))] if chosen.resting else [],
        ),
    )


def _weekly(wish: WeeklyPick | None) -> str:
    if wish is None:
        return say("settings-weekly-off")
    local = wish.next_at.astimezone(ZoneInfo(wish.zone))
    day = get_day_names("wide", "stand-alone", locale=locale())[local.weekday()]
    return say("settings-weekly-on", day=day, hour=f"{wish.hour}:00", city=city(wish.zone, locale()))
