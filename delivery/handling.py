"""A letter handled until it is done, or set aside: by the talk, whatever may be in the way."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.types import Update
from aiogram.utils.backoff import Backoff, BackoffConfig
from pydantic import ValidationError

from delivery.lanes import Lane
from delivery.limits import may_have_arrived
from delivery.tries import TRIES, IllegibleUpdate, Tries
from errors import StorageError
from logs import redact
from storage import Inbox, Letter

PAUSE = BackoffConfig(min_delay=0.2, max_delay=60, factor=3, jitter=0.1)
_IN_DOUBT = BackoffConfig(min_delay=0.2, max_delay=60, factor=100, jitter=0.1)
"""Where an answer may have arrived: a connection that was lost is soon made anew, a server takes longer."""
_ERROR = 500  # characters of an error that are kept
_NO_FAULT = (TelegramNetworkError, TelegramUnauthorizedError)
"""What says nothing against an update while none comes either: no way to Telegram, or a revoked token."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

Tell = Callable[[Letter, str], Awaitable[None]]


class Handling:
    """Gives letters to the talk; what is of no use to try again is set aside and the host told (`tell`)."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, inbox: Inbox, tell: Tell) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._inbox = inbox
        self._tell = tell
        self.ending = asyncio.Event()
        """Set when no other try is to be begun."""
        self.taken = 0
        """How often updates were taken: while that goes on, there is a way to Telegram."""

    async def see_to(self, lane: Lane, rest: Callable[[], None]) -> None:
        """Handle a lane's first letter until it is done: the database, the network, itself may be in the way.

        `rest` is called as soon as it is handled, and about to be struck, where nothing comes behind it.
        """
        letter = lane.letters[0]
        tries, again = Tries(), letter.begun > 0
        pause, doubt = Backoff(PAUSE), Backoff(_IN_DOUBT)
        while not self.ending.is_set():
            try:
                if await self._try(lane, tries, rest, again=again):
                    return
            except (*_NO_FAULT, StorageError) as error:
                log.warning("an update has to wait", update_id=letter.update_id, error=str(error))
            again = True
            await self.sleep(doubt if tries.in_doubt else pause)
            if tries.in_doubt:
                await self._hear_of_telegram(pause)

    async def sleep(self, pause: Backoff) -> None:
        """Until the next try, or the end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(next(pause)):
                await self.ending.wait()

    async def set_aside(self, letter: Letter, error: str) -> None:
        """Keep what is of no use to try again, and tell the host."""
        log.error("update set aside", update_id=letter.update_id, error=error.partition(":")[0])
        await self._inbox.set_aside(letter, redact(error, self._bot.token)[:_ERROR])
        with suppress(Exception):  # the letter is out of the way whether or not the host can be told
            await self._tell(letter, error)

    async def _hear_of_telegram(self, pause: Backoff) -> None:
        """Wait until it answers: while it does not, one more copy would say nothing."""
        while not self.ending.is_set():
            try:
                await self._bot.get_me()
            except AiogramError:
                await self.sleep(pause)
            else:
                return

    async def _try(self, lane: Lane, tries: Tries, rest: Callable[[], None], *, again: bool) -> bool:
        """Whether this brought the letter to its end, good or bad."""
        letter, last_try, taken = lane.letters[0], tries.failed == TRIES - 1, self.taken
        if again or not letter.counted:
            await self._inbox.begin(letter)
        try:
            kept = await self._handle(lane, last_try=last_try, again=again)
        except asyncio.CancelledError:
            await self._inbox.release(letter)
            raise
        except Exception as error:
            await self._inbox.release(letter)
            if isinstance(error, _NO_FAULT) and self.taken == taken and not may_have_arrived(error):
                raise
            if tries.go_on(error):
                return False
            await self.set_aside(letter, f"{type(error).__name__}: {error}")
        else:
            if not lane.goes_on:
                rest()
            await self._inbox.strike(letter, steps=kept)
        return True

    async def _handle(self, lane: Lane, *, last_try: bool, again: bool) -> bool:
        """Give the letter to the talk; returns whether it may have left a journal."""
        letter = lane.letters[0]
        async with self._inbox.once(letter, again=again) as journal:
            await self._dispatcher.feed_update(
                self._bot,
                self._read(letter),
                last_try=last_try,
                behind=lane.behind,
                next_up=lane.next_up,
            )
        return journal.kept

    def _read(self, letter: Letter) -> Update:
        try:
            update = Update.model_validate_json(letter.body, context={"bot": self._bot})
        except ValidationError as error:
            raise IllegibleUpdate(str(error)) from error
        # Before aiogram looks for its kind: the warning that there is none quotes all of it.
        if all(value is None for name, value in update.__dict__.items() if name != "update_id"):
            raise IllegibleUpdate("of no kind that is known")
        return update
