"""/weekly: ten artists every week, at an hour by the listener's own clock, until they say stop."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User
from aiogram.utils.i18n import get_i18n

from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.weekly import AskTime, SendAt, ShowPlaces, StopWeekly, TakeZone
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, say
from handlers.frame.clock import Clock
from handlers.frame.own_clock import is_told, set_offset
from handlers.frame.zones import ZONES, next_time
from handlers.rounds import weekly_cards
from storage import Storage, WeeklyPick

FRIDAY, EVENING = 4, 18
"""When picks come at first: new music comes out on Fridays, and there is a weekend ahead to hear it."""
_OFF = frozenset(
    ("aus", "nein", "no", "off", "stop", "stopp", "unsubscribe", "выкл", "нет", "отмена", "стоп")
)
"""Behind the command, one of these stops the picks as the button does."""


def setup() -> Router:
    router = Router(name="weekly")
    router.message.register(weekly, Command("weekly"))
    router.callback_query.register(ask_time, AskTime.filter())
    router.callback_query.register(show_places, ShowPlaces.filter())
    router.callback_query.register(take_zone, TakeZone.filter())
    router.callback_query.register(send_at, SendAt.filter())
    router.callback_query.register(stop, StopWeekly.filter())
    return router


async def weekly(message: Message, command: CommandObject, event_from_user: User, storage: Storage) -> None:
    user_id = event_from_user.id
    if (command.args or "").strip().lower() in _OFF:
        stopped = await storage.weekly.stop(user_id)
        await send(message, Card(say("toast-weekly-stopped") if stopped else say("toast-weekly-off")))
        return
    await send(message, card(user_id, await storage.weekly.get(user_id)))


def card(user_id: int, wish: WeeklyPick | None) -> Card:
    return _times(wish) if wish else weekly_cards.offer(user_id)


async def ask_time(callback: CallbackQuery, callback_data: AskTime, clock: Clock) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, weekly_cards.clocks(callback.from_user.id, clock.now()))


async def show_places(callback: CallbackQuery, callback_data: ShowPlaces, clock: Clock) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, weekly_cards.places(callback.from_user.id, clock.now(), callback_data.ahead))


async def take_zone(callback: CallbackQuery, callback_data: TakeZone, storage: Storage, clock: Clock) -> None:
    user_id, zone = callback.from_user.id, callback_data.zone
    check_owner(callback_data.owner, user_id)
    if zone not in ZONES:
        raise StaleButton(f"no zone {zone}")
    before = await storage.weekly.get(user_id)
    weekday, hour = (before.weekday, before.hour) if before else (FRIDAY, EVENING)
    language = get_i18n().current_locale
    wish = WeeklyPick(user_id, zone, weekday, hour, language, next_time(clock.now(), zone, hour, weekday))
    await storage.weekly.put(wish)
    if not await is_told(storage.preferences, user_id):  # what it shows in /taste, they said by themselves
        ahead = clock.now().astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
        await set_offset(storage.preferences, user_id, ahead // timedelta(minutes=1))
    await acknowledge(callback, label("toast-weekly-on"))
    await edit(callback, _times(wish))


async def send_at(callback: CallbackQuery, callback_data: SendAt, storage: Storage, clock: Clock) -> None:
    user_id, weekday, hour = callback.from_user.id, callback_data.weekday, callback_data.hour
    check_owner(callback_data.owner, user_id)
    before = await storage.weekly.get(user_id)
    if before is None:
        raise StaleButton(f"listener {user_id} has no weekly pick")
    next_at = next_time(clock.now(), before.zone, hour, weekday)
    wish = replace(before, weekday=weekday, hour=hour, language=get_i18n().current_locale, next_at=next_at)
    await storage.weekly.put(wish)
    await acknowledge(callback)
    await edit(callback, _times(wish))


async def stop(callback: CallbackQuery, callback_data: StopWeekly, storage: Storage) -> None:
    """A pick stays as it is, for it may still be rated."""
    check_owner(callback_data.owner, callback.from_user.id)
    stopped = await storage.weekly.stop(callback.from_user.id)
    await acknowledge(callback, label("toast-weekly-stopped" if stopped else "toast-weekly-off"))
    if callback_data.settled:
        await edit(callback, weekly_cards.offer(callback.from_user.id))


def _times(wish: WeeklyPick) -> Card:
    return weekly_cards.times(wish, wish.next_at.astimezone(ZoneInfo(wish.zone)))
