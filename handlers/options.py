"""/settings: what a listener has chosen, on one card; each choice opens in its place and leads back."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from handlers import weekly
from handlers.asking.menus import dial, languages
from handlers.asking.option_cards import Chosen, settings
from handlers.buttons.callbacks import check_owner
from handlers.buttons.settings import HideHeard, OpenSetting, Setting, ShowSettings, Wake
from handlers.cards.blocks import Card
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, say
from handlers.likes import shelf_card
from handlers.lists.picks import HIDE_HEARD
from handlers.lists.steps import STEPS, step_of
from storage import Storage, Verdict


def setup() -> Router:
    router = Router(name="options")
    router.message.register(show, Command("settings"))
    router.callback_query.register(back, ShowSettings.filter())
    router.callback_query.register(open_setting, OpenSetting.filter())
    router.callback_query.register(hide_heard, HideHeard.filter())
    router.callback_query.register(wake, Wake.filter())
    return router


async def show(message: Message, event_from_user: User, storage: Storage) -> None:
    await send(message, await _card(storage, event_from_user.id))


async def back(callback: CallbackQuery, callback_data: ShowSettings, storage: Storage) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, await _card(storage, callback.from_user.id))


async def open_setting(callback: CallbackQuery, callback_data: OpenSetting, storage: Storage) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    await acknowledge(callback)
    await edit(callback, await _opened(callback.from_user.id, callback_data.setting, storage))


async def hide_heard(callback: CallbackQuery, callback_data: HideHeard, storage: Storage) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    if callback_data.everywhere:
        await storage.preferences.put(user_id, HIDE_HEARD, "everywhere")
    else:
        await storage.preferences.remove(user_id, HIDE_HEARD)
    await acknowledge(callback, label("toast-settings"))
    await edit(callback, await _card(storage, user_id))


async def wake(callback: CallbackQuery, callback_data: Wake, storage: Storage) -> None:
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    await storage.freshness.notice(user_id, await storage.freshness.resting(user_id))
    await acknowledge(callback, label("toast-settings"))
    await edit(callback, await _card(storage, user_id))


async def _opened(user_id: int, setting: Setting, storage: Storage) -> Card:
    match setting:
        case Setting.LANGUAGE:
            return languages(say("language-question"), user_id)
        case Setting.DIAL:
            return dial(user_id, await step_of(storage.preferences, user_id), STEPS)
        case Setting.WEEKLY:
            return weekly.card(user_id, await storage.weekly.get(user_id))
        case Setting.HIDDEN:
            return await shelf_card(storage, user_id, Verdict.BLOCKED, 0)


async def _card(storage: Storage, user_id: int) -> Card:
    verdicts = storage.verdicts
    chosen = Chosen(
        owner=user_id,
        step=await step_of(storage.preferences, user_id),
        weekly=await storage.weekly.get(user_id),
        hide_heard=await storage.preferences.get(user_id, HIDE_HEARD) is not None,
        imported=await storage.plays.any(user_id),
        blocked=await verdicts.count(user_id, Verdict.BLOCKED),
        snoozed=await verdicts.count(user_id, Verdict.SNOOZED),
        resting=len(await storage.freshness.resting(user_id)),
    )
    return settings(chosen)
