"""/language: which language to talk in; one that is named is taken at once: `/language de`."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, User
from aiogram.utils.i18n import I18n
from babel import Locale

from handlers.asking.menus import languages
from handlers.buttons.callbacks import StaleButton, check_owner
from handlers.buttons.settings import Speak
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, say
from handlers.frame.middlewares import LANGUAGE
from storage import Storage


def setup() -> Router:
    router = Router(name="language")
    router.message.register(language, Command("language"))
    router.callback_query.register(speak, Speak.filter())
    return router


async def language(
    message: Message, command: CommandObject, event_from_user: User, storage: Storage, i18n: I18n
) -> None:
    named = _named(command.args or "", i18n.available_locales)
    if named is None:
        await send(message, languages(say("language-question"), event_from_user.id))
        return
    await storage.preferences.put(event_from_user.id, LANGUAGE, named)
    with i18n.use_locale(named):
        await send(message, languages(say("language-set"), event_from_user.id))


def _named(said: str, languages: Sequence[str]) -> str | None:
    """The language of that code, or called so in any of them: `de`, `German`, `немецкий`."""
    wanted = said.strip().casefold()
    return next((one for one in languages if wanted in (one, *_names(one, languages))), None)


def _names(code: str, languages: Sequence[str]) -> list[str]:
    names = (Locale.parse(code).get_language_name(other) for other in languages)
    return [name.casefold() for name in names if name]


async def speak(callback: CallbackQuery, callback_data: Speak, storage: Storage, i18n: I18n) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    if callback_data.language not in i18n.available_locales:
        raise StaleButton(f"no language {callback_data.language}")
    await storage.preferences.put(callback.from_user.id, LANGUAGE, callback_data.language)
    with i18n.use_locale(callback_data.language):
        await acknowledge(callback, label("language-set"))
        await edit(callback, languages(say("language-question"), callback.from_user.id))
