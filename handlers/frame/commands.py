"""The commands, and what Telegram's menus tell of them."""

from collections.abc import Collection, Mapping
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)
from aiogram.utils.i18n import I18n

from handlers.cards.texts import gettext_noop

COMMANDS = {
    "recommend": gettext_noop("command-recommend"),
    "foryou": gettext_noop("command-foryou"),
    "blend": gettext_noop("command-blend"),
    "tracks": gettext_noop("command-tracks"),
    "taste": gettext_noop("command-taste"),
    "map": gettext_noop("command-map"),
    "import": gettext_noop("command-import"),
    "likes": gettext_noop("command-likes"),
    "history": gettext_noop("command-history"),
    "saved": gettext_noop("command-saved"),
    "dial": gettext_noop("command-dial"),
    "weekly": gettext_noop("command-weekly"),
    "settings": gettext_noop("command-settings"),
    "language": gettext_noop("command-language"),
    "privacy": gettext_noop("command-privacy"),
    "export": gettext_noop("command-export"),
    "forget": gettext_noop("command-forget"),
    "help": gettext_noop("command-help"),
}

IN_GROUPS = ("recommend", "blend", "help")
"""Commands that are answered in a group; all others are answered in private."""

FOR_HOSTS = {
    "stats": gettext_noop("command-stats"),
    "broadcast": gettext_noop("command-broadcast"),
    "reload": gettext_noop("command-reload"),
}
"""Commands that nobody else hears of."""


async def register_commands(bot: Bot, i18n: I18n, hosts: Collection[int] = ()) -> None:
    """Tell Telegram the commands: in each language, and in English for everyone else.

    Groups have fewer; hosts have more, in their own chats.
    """
    menus: list[tuple[Mapping[str, str], BotCommandScopeUnion]] = [
        (COMMANDS, BotCommandScopeDefault()),
        ({name: COMMANDS[name] for name in IN_GROUPS}, BotCommandScopeAllGroupChats()),
    ]
    for menu, scope in menus:
        await _register(bot, i18n, menu, scope)
    for host in hosts:
        with suppress(TelegramBadRequest, TelegramForbiddenError):  # a host who said no hello yet, or left
            await _register(bot, i18n, {**COMMANDS, **FOR_HOSTS}, BotCommandScopeChat(chat_id=host))


async def _register(bot: Bot, i18n: I18n, menu: Mapping[str, str], scope: BotCommandScopeUnion) -> None:
    for locale, code in [*((one, one) for one in i18n.available_locales), (i18n.default_locale, None)]:
        commands = [
            BotCommand(command=name, description=i18n.gettext(text, locale=locale))
            for name, text in menu.items()
        ]
        await bot.set_my_commands(commands, scope, language_code=code)
