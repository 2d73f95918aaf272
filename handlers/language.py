"""/language: which language to talk in."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User
from aiogram.utils.i18n import I18n

from handlers.callbacks import StaleButton, check_owner
from handlers.menus import languages
from handlers.middlewares import LANGUAGE
from handlers.sending import acknowledge, edit, send
from handlers.setting_buttons import Speak
from handlers.texts import label, say
from storage import Storage


def setup() -> Router:
    router = Router(name="language")
    router.message.register(language, Command("language"))
    router.callback_query.register(speak, Speak.filter())
    return router


async def language(message: Message, event_from_user: User) -> None:
    await send(message, languages(say("language-question"), event_from_user.id))


async def speak(callback: CallbackQuery, callback_data: Speak, storage: Storage, i18n: I18n) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    if callback_data.language not in i18n.available_locales:
        raise StaleButton(f"no language {callback_data.language}")
    await storage.preferences.put(callback.from_user.id, LANGUAGE, callback_data.language)
    with i18n.use_locale(callback_data.language):
        await acknowledge(callback, label("language-set"))
        await edit(callback, languages(say("language-question"), callback.from_user.id))
