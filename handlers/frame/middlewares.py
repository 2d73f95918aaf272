"""What happens to every update before its handler: one at a time, the listener noted, their language set."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatAction, ChatType
from aiogram.types import Chat, Message, TelegramObject, Update, User
from aiogram.utils.chat_action import ChatActionSender
from aiogram.utils.i18n import I18n, SimpleI18nMiddleware

from storage import Preferences, Users

LANGUAGE = "language"
"""Name of the preference that holds the language a listener chose."""

_A_WHILE = 1.0
"""Seconds in which nobody's train of thought breaks (Nielsen 1993), and no sign is needed."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]  # aiogram's own signature


class OneAtATime(BaseMiddleware):
    """A listener's updates of one chat in turn: taps must not draw the card from each other's half-way state.

    In another chat they are not waited for: there an answer may wait a minute for what a group is allowed.
    Nor are inline queries: they change nothing, and who types on does not wait for the answer to half a word.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        user: User | None = data.get("event_from_user")
        if user is None or (isinstance(event, Update) and event.inline_query):
            return await handler(event, data)
        chat: Chat | None = data.get("event_chat")
        lock = self._locks.setdefault((user.id, chat.id if chat else 0), asyncio.Lock())
        async with lock:
            return await handler(event, data)


class Acquaintance(BaseMiddleware):
    """Note that the listener is here; all else that is stored of them hangs on it."""

    def __init__(self, users: Users, commands: Collection[str]) -> None:
        self._users = users
        self._commands = frozenset({*commands, "start"})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        user: User | None = data.get("event_from_user")
        if user is None and isinstance(event, Update) and _says_anything(event.message):
            return None  # there is nobody whom it would be an answer to
        if user is not None and isinstance(event, Update) and await self._speaks(event, data["bot"]):
            # Telegram's own bots, who stand for anonymous admins and channels, take no messages.
            await self._users.seen(user.id, reachable=not user.is_bot)
        return await handler(event, data)

    async def _speaks(self, update: Update, bot: Bot) -> bool:
        """Whether somebody turns to the bot; who talks, comes or goes in a group or types inline does not."""
        message = update.message
        if message is None:
            return update.callback_query is not None
        return (
            message.chat.type == ChatType.PRIVATE
            or answers_the_bot(message, bot)
            or await self._commands_the_bot(message, bot)
        )

    async def _commands_the_bot(self, message: Message, bot: Bot) -> bool:
        said = re.match(r"/(\w+)(?:@(\w+))?", message.text or message.caption or "")
        if said is None or said[1].lower() not in self._commands:
            return False
        return said[2] is None or said[2].lower() == ((await bot.me()).username or "").lower()


def _says_anything(message: Message | None) -> bool:
    """Words, and no notice of what became of a group."""
    return message is not None and bool(message.text or message.caption)


def answers_the_bot(message: Message, bot: Bot) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)


def is_no_own_card(message: Message, bot: Bot) -> bool:
    """Whether it is anything but what the bot itself offered inline; other bots may help with the words."""
    return message.via_bot is None or message.via_bot.id != bot.id


class AtWork(BaseMiddleware):
    """Where an answer takes a while the chat shows that the bot is at work; at once would come too late."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        if not isinstance(event, Message):
            return await handler(event, data)
        begun: list[asyncio.Task[None]] = []
        # Not the sender's own first sleep: most answers are there before, and that is a task for each.
        late = asyncio.get_running_loop().call_later(
            _A_WHILE, lambda: begun.append(asyncio.create_task(_show_work(event, data)))
        )
        try:
            return await handler(event, data)
        finally:
            late.cancel()
            for task in begun:
                task.cancel()
                await asyncio.wait([task])


async def _show_work(message: Message, data: dict[str, Any]) -> None:
    """Until it is cancelled, when it waits for what is under way."""
    sender = ChatActionSender(
        bot=data["bot"],
        chat_id=message.chat.id,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        action=get_flag(data, "chat_action") or ChatAction.TYPING,
    )
    async with sender:
        await asyncio.Event().wait()


class Language(SimpleI18nMiddleware):
    """The language the listener chose, else the one their Telegram speaks, else English."""

    def __init__(self, i18n: I18n, preferences: Preferences) -> None:
        super().__init__(i18n)
        self._preferences = preferences

    async def get_locale(self, event: TelegramObject, data: dict[str, Any]) -> str:
        user: User | None = data.get("event_from_user")
        chosen = await self._preferences.get(user.id, LANGUAGE) if user else None
        data["language"] = first_known(self.i18n, chosen, spoken(user, self.i18n))
        return str(data["language"])


class SameLanguage(SimpleI18nMiddleware):
    """For errors: the language found before, with no look into a database that may be the trouble."""

    async def get_locale(self, event: TelegramObject, data: dict[str, Any]) -> str:
        return str(data.get("language") or spoken(data.get("event_from_user"), self.i18n))


def first_known(i18n: I18n, *languages: str | None) -> str:
    """The first that there are texts in; a language chosen in another Encore need not be one of ours."""
    return next((one for one in languages if one in i18n.available_locales), i18n.default_locale)


def spoken(user: User | None, i18n: I18n) -> str:
    """By the first part of the language code. Babel, which aiogram asks, knows no "ru-raw" or "de_DE"."""
    base = re.split("[-_]", user.language_code or "")[0].lower() if user else ""
    return base if base in i18n.available_locales else i18n.default_locale
