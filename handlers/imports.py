"""/import, or a file: a listener's own listening, from the exports of five services."""

from contextlib import suppress
from time import monotonic

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, User

from errors import StorageError
from handlers.buttons.callbacks import check_owner
from handlers.buttons.settings import RemovePlays
from handlers.cards.blocks import Card
from handlers.cards.calls import Place, Sent
from handlers.cards.sending import acknowledge, edit, edit_buttons, rewrite, send
from handlers.frame.middlewares import AtWork
from handlers.privacy import EXPORTED
from handlers.uploads import reports
from handlers.uploads.brought import So
from handlers.uploads.importing import FileGone, Imports, TooLarge
from storage import Preferences, Storage

_FIRST_WORD = 1.0
_BETWEEN_WORDS = 3.0
"""Seconds: a short import is answered at once, a long one says how far it is; Telegram takes one a second."""

_NOTICE = "import"
"""Name of the preference that holds a file's message, and the one that says how far it is."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def setup() -> Router:
    router = Router(name="imports")
    router.message.middleware(AtWork())
    # Not a GIF, which comes as a document as well.
    router.message.register(take, F.chat.type == ChatType.PRIVATE, F.document, ~F.animation)
    router.message.register(remove, Command("import", magic=F.args.strip().lower() == "remove"))
    router.message.register(show_help, Command("import"))
    router.callback_query.register(tapped_remove, RemovePlays.filter())
    return router


async def show_help(message: Message, event_from_user: User, storage: Storage) -> None:
    some = await storage.plays.any(event_from_user.id)
    await send(message, reports.how_to(event_from_user.id, some=some))


async def remove(message: Message, event_from_user: User, storage: Storage) -> None:
    user_id = event_from_user.id
    some = await storage.plays.any(user_id)
    await send(message, reports.ask_to_remove(user_id) if some else reports.nothing_to_remove())


async def tapped_remove(callback: CallbackQuery, callback_data: RemovePlays, storage: Storage) -> None:
    """Two taps, for what was imported is many files' worth, and there is no way back."""
    user_id = callback.from_user.id
    check_owner(callback_data.owner, user_id)
    await acknowledge(callback)
    if callback_data.sure:
        await edit(callback, await _remove(user_id, storage))
    else:
        await edit_buttons(callback, reports.next_steps(user_id, sure=True))


async def take(message: Message, event_from_user: User, imports: Imports, storage: Storage) -> None:
    if message.document is None or message.bot is None:
        return
    if (message.document.file_name or "").startswith(EXPORTED):
        await send(message, reports.exported())
        return
    notice = _Notice(message.bot, message, storage.preferences, event_from_user.id)
    await notice.take_up()
    try:
        result = await imports.run(message.bot, event_from_user.id, message.document, notice.progress)
    except TooLarge:
        await notice.end(reports.too_large())
    except FileGone as error:
        log.info("a file is not to be had", reason=str(error))
        await notice.end(reports.gone())
    else:
        await notice.end(reports.of_import(event_from_user.id, result))


class _Notice:
    """The one message of an import: how far it is, then how it went.

    It is noted which it is, until the end: whoever takes up an import that a process left goes on with it.
    """

    def __init__(self, bot: Bot, message: Message, preferences: Preferences, user_id: int) -> None:
        self._bot = bot
        self._message = message
        self._preferences = preferences
        self._user_id = user_id
        self._sent: Sent | None = None
        self._next = monotonic() + _FIRST_WORD

    async def take_up(self) -> None:
        """Go on with the message that an earlier try at the same file has sent."""
        of, _, sent = (await self._preferences.get(self._user_id, _NOTICE) or "").partition(" ")
        if of == str(self._message.message_id) and sent.isdecimal():
            self._sent = Sent(message_id=int(sent), chat=Place(id=self._message.chat.id))

    async def progress(self, so: So) -> None:
        if monotonic() < self._next:
            return
        new = self._sent is None
        with suppress(TelegramAPIError):  # the import goes on whether or not its progress can be shown
            await self._show(reports.under_way(so))
        if new and self._sent is not None:
            noted = f"{self._message.message_id} {self._sent.message_id}"
            with suppress(StorageError):  # who takes the import up would begin with a message of its own
                await self._preferences.put(self._user_id, _NOTICE, noted)
        self._next = monotonic() + _BETWEEN_WORDS

    async def end(self, card: Card) -> None:
        """How it went is said anew where the listener has deleted the message meanwhile."""
        try:
            await self._show(card)
        except TelegramBadRequest as error:
            if "not modified" not in error.message:
                await send(self._message, card)
        if await self._preferences.get(self._user_id, _NOTICE) is not None:
            await self._preferences.remove(self._user_id, _NOTICE)

    async def _show(self, card: Card) -> None:
        if self._sent is None:
            self._sent = await send(self._message, card)
        else:
            await rewrite(self._bot, self._sent, card)


async def _remove(user_id: int, storage: Storage) -> Card:
    some = await storage.plays.any(user_id)
    return reports.removed(await storage.plays.remove(user_id)) if some else reports.nothing_to_remove()
