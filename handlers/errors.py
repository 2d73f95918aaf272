"""The one place where errors become words for the listener.

What is no answer but a fault is raised again for who delivered the update: it is tried anew, and the listener
hears of it when the last try has failed.
"""

from contextlib import suppress

import structlog
from aiogram import Router
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import ExceptionMessageFilter, ExceptionTypeFilter
from aiogram.types import ErrorEvent, Update

from errors import ArtistError, EncoreError
from handlers.buttons.callbacks import ButtonError
from handlers.cards.sending import AS_IT_SHOULD_BE, GONE
from handlers.cards.texts import label, shorten
from storage import Storage

_TOAST = 200
"""Most UTF-16 code units of a callback answer."""

# In a group the bot may be let in and not allowed to write.
_SILENCED = (
    r".*(not enough rights|have no rights|need administrator rights|TOPIC_CLOSED|SLOWMODE_WAIT"
    r"|CHAT_(WRITE_FORBIDDEN|RESTRICTED|GUEST_SEND_FORBIDDEN|SEND_\w+_FORBIDDEN)|USER_BANNED_IN_CHANNEL)"
)
_ELSEWHERE = (TelegramForbiddenError, TelegramRetryAfter)
"""The listener blocked the bot, or Telegram asks for patience."""
_NOT_OURS = (TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError)
"""Faults of others: the update is handled anew when they are over, and until then no word gets through."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def setup() -> Router:
    router = Router(name="errors")
    router.errors.register(
        done, ExceptionTypeFilter(TelegramBadRequest), ExceptionMessageFilter(AS_IT_SHOULD_BE)
    )
    router.errors.register(
        unreachable, ExceptionTypeFilter(TelegramBadRequest), ExceptionMessageFilter(_SILENCED)
    )
    router.errors.register(unreachable, ExceptionTypeFilter(TelegramBadRequest), ExceptionMessageFilter(GONE))
    router.errors.register(unreachable, ExceptionTypeFilter(*_ELSEWHERE))
    router.errors.register(moved, ExceptionTypeFilter(TelegramMigrateToChat))
    router.errors.register(own, ExceptionTypeFilter(EncoreError))
    router.errors.register(unexpected)
    return router


async def done(event: ErrorEvent) -> None:
    log.debug("edit not needed", reason=str(event.exception))


async def unreachable(event: ErrorEvent) -> None:
    """Another message would not help."""
    log.warning("answer not delivered", reason=str(event.exception))


async def moved(event: ErrorEvent, storage: Storage) -> None:
    """The group goes on under another id: so does what a tap on a card of its old one has changed."""
    error = event.exception
    if isinstance(error, TelegramMigrateToChat) and isinstance(old := _chat_of(error), int):
        await storage.blends.move(old, error.migrate_to_chat_id)
    await unreachable(event)


def _chat_of(error: TelegramAPIError) -> object:
    return getattr(error.method, "chat_id", None)


async def own(event: ErrorEvent, *, last_try: bool = True) -> None:
    error = event.exception
    if not isinstance(error, EncoreError):
        raise error
    if isinstance(error, ArtistError | ButtonError):
        log.info("cannot answer", reason=type(error).__name__)
        await _tell(event.update, label(error.text, **_filled(error)))
        return
    if last_try:
        log.error("update failed", exc_info=error)
        await _tell(event.update, label(error.text, **_filled(error)))
    raise error


async def unexpected(event: ErrorEvent, *, last_try: bool = True) -> None:
    if last_try and not isinstance(event.exception, _NOT_OURS):
        log.error("update failed", exc_info=event.exception)
        await _tell(event.update, label(EncoreError.text))
    raise event.exception


async def _tell(update: Update, text: str) -> None:
    """As a toast after a tap, as no results to an inline query, else as a message; the log has it anyway."""
    with suppress(TelegramAPIError):
        if update.callback_query is not None:
            await update.callback_query.answer(shorten(text, _TOAST))
        elif update.inline_query is not None:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.message is not None:
            await update.message.answer(text, parse_mode=None)


def _filled(error: EncoreError) -> dict[str, str]:
    return {key: value or "–" for key, value in error.params.items()}
