"""The talk: what listeners say and tap, and what they get for it."""

from aiogram import Bot, Dispatcher
from aiogram.types import BotCommand
from aiogram.utils.i18n import I18n

from handlers import errors, foryou, history, imports, language, likes, other, rate, recommend, start
from handlers.answers import Answers
from handlers.firsts import FirstMinute
from handlers.importing import Imports
from handlers.lists import Lists
from handlers.middlewares import Acquaintance, Language, OneAtATime, SameLanguage
from handlers.questions import Questions
from handlers.texts import gettext_noop
from recommender import Recommender
from storage import Storage

COMMANDS = {
    "recommend": gettext_noop("command-recommend"),
    "foryou": gettext_noop("command-foryou"),
    "import": gettext_noop("command-import"),
    "likes": gettext_noop("command-likes"),
    "history": gettext_noop("command-history"),
    "language": gettext_noop("command-language"),
    "help": gettext_noop("command-help"),
}

# Commands stand before plain names, and what takes all that is left stands last.
ROUTERS = (errors, start, imports, foryou, likes, history, language, rate, recommend, other)


def build_dispatcher(storage: Storage, recommender: Recommender, i18n: I18n) -> Dispatcher:
    """The whole talk around its parts; handlers take them by these names."""
    dispatcher = Dispatcher(disable_fsm=True)
    lists, first_minute = Lists(storage, recommender), FirstMinute(storage, recommender)
    questions = Questions(storage.preferences, recommender)
    # Not as keywords of Dispatcher: its own `storage` means something else.
    dispatcher.workflow_data.update(
        storage=storage,
        recommender=recommender,
        lists=lists,
        imports=Imports(storage, recommender),
        first_minute=first_minute,
        questions=questions,
        answers=Answers(lists, questions, first_minute),
    )
    dispatcher.update.outer_middleware(OneAtATime())
    dispatcher.update.outer_middleware(Acquaintance(storage.users))
    dispatcher.update.outer_middleware(Language(i18n, storage.preferences))
    dispatcher.errors.outer_middleware(SameLanguage(i18n))
    dispatcher.include_routers(*(module.setup() for module in ROUTERS))
    return dispatcher


async def register_commands(bot: Bot, i18n: I18n) -> None:
    """Tell Telegram the commands: in each language, and in English for everyone else."""
    for locale in i18n.available_locales:
        await bot.set_my_commands(_commands(i18n, locale), language_code=locale)
    await bot.set_my_commands(_commands(i18n, i18n.default_locale))


def _commands(i18n: I18n, locale: str) -> list[BotCommand]:
    return [
        BotCommand(command=command, description=i18n.gettext(key, locale=locale))
        for command, key in COMMANDS.items()
    ]
