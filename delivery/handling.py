"""From the inbox to the handlers: each chat's updates in their order, the chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.types import Update
from aiogram.utils.backoff import Backoff, BackoffConfig
from pydantic import JsonValue, ValidationError

from delivery.lanes import LANE, Lane
from delivery.limits import may_have_arrived
from delivery.reading import NoUpdate, read
from delivery.tries import TRIES, IllegibleUpdate, Tries
from errors import StorageError
from logs import redact
from storage import Inbox, Incoming, Letter

DEATHS = 50
"""How many processes may end while they handle an update: most are killed through no fault of it."""
_PAUSE = BackoffConfig(min_delay=0.2, max_delay=60, factor=3, jitter=0.1)
_IN_DOUBT = BackoffConfig(min_delay=0.2, max_delay=60, factor=100, jitter=0.1)
"""Where an answer may have arrived: a connection that was lost is soon made anew, a server takes longer."""
_AT_HAND = 1000  # updates held in memory; what comes beyond waits at Telegram
_LINGER = (0.001, 0.008)
"""Seconds for each update taken, and in all: so long the next question waits for these to be handled."""
_ERROR = 500  # characters of an error that are kept
_NO_FAULT = (TelegramNetworkError, TelegramUnauthorizedError)
"""What says nothing against an update while none comes either: no way to Telegram, or a revoked token."""
_BETWEEN_PRUNES = 1000  # updates
_DIED = f"Ended: {DEATHS} processes ended while they handled it"

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

Tell = Callable[[Letter, str], Awaitable[None]]


class Delivery:
    """Takes updates and sees to it that each is handled, or set aside and the host told (`tell`)."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, inbox: Inbox, tell: Tell) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._inbox = inbox
        self._tell = tell
        self._lanes: dict[Hashable, Lane] = {}
        self._busy: set[Hashable] = set()
        """Lanes with something to handle; of the others all was handled, and is about to be struck."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._taken = 0
        """How often updates were taken: while that goes on, there is a way to Telegram."""
        self._ending = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def take(self, updates: Sequence[JsonValue]) -> list[Incoming]:
        """Keep updates; when this returns, they are on the disk and may be confirmed.

        What is no update is left out, and not given back: it must keep no other from coming.
        """
        taken = _legible(updates)
        letters = await self._inbox.put(self._bot.id, self._sorted(taken))
        self._taken += 1
        for letter in letters:
            self._line_up(letter)
        if any(letter.id % _BETWEEN_PRUNES == 0 for letter in letters):
            self._beside(self._prune())
        return taken

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _prune(self) -> None:
        try:
            await self._inbox.prune()
        except StorageError as error:  # what was taken is lined up; numbers can go at another time
            log.warning("old updates stay for now", error=str(error))

    def _sorted(self, updates: Sequence[Incoming]) -> list[Incoming]:
        """Which of them are handled at once: those of nobody's lane, and the first of one that isn't busy."""
        behind, sorted_ = set(self._busy), []
        for update in updates:
            sorted_.append(replace(update, begun=update.lane not in behind))
            if update.lane is not None:
                behind.add(update.lane)
        return sorted_

    async def resume(self) -> None:
        """Take up what was left by the last run."""
        await self._prune()
        for letter in await self._inbox.waiting(self._bot.id):
            if letter.begun >= DEATHS:
                await self._set_aside(letter, _DIED)
            else:
                self._line_up(letter)

    async def linger(self, taken: int) -> None:
        """Wait a little for what was taken: to ask, keep and note ten updates takes hardly more than one."""
        each, most = _LINGER
        with suppress(TimeoutError):
            # not wait_for: in Python 3.11 it may swallow a cancellation that comes as it ends
            async with asyncio.timeout(min(taken * each, most)):
                await self._idle.wait()

    async def room(self) -> None:
        """Wait until there is not too much at hand to ask for more."""
        while self._waiting() >= _AT_HAND and self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, seconds: float) -> None:
        """Let what is being handled come to its end for so long; the rest is handled at the next start."""
        self._ending.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _waiting(self) -> int:
        return sum(len(lane.letters) for lane in self._lanes.values())

    def _line_up(self, letter: Letter) -> None:
        key = _lane_of(letter)
        self._busy.add(key)
        self._idle.clear()
        if key in self._lanes:
            self._lanes[key].add(letter)
            return
        self._lanes[key] = Lane(letter)
        self._beside(self._empty(key))

    async def _empty(self, key: Hashable) -> None:
        lane = self._lanes[key]
        while not self._ending.is_set():
            if lane.letters:
                await self._see_to(lane.letters[0])
                lane.letters.popleft()
            elif lane.loaded < lane.newest:
                await self._read_on(lane)
            else:
                break
        del self._lanes[key]
        self._rest(key)

    def _rest(self, key: Hashable) -> None:
        self._busy.discard(key)
        if not self._busy:
            self._idle.set()

    async def _read_on(self, lane: Lane) -> None:
        """Take from the inbox what did not find room in memory."""
        pause = Backoff(_PAUSE)
        while not self._ending.is_set():
            newest = lane.newest
            try:
                found = await self._inbox.after(self._bot.id, lane.id, lane.loaded, LANE)
            except StorageError as error:
                log.warning("a chat's updates have to wait", error=str(error))
                await self._sleep(pause)
            else:
                lane.load(found, newest)
                return

    async def _see_to(self, letter: Letter) -> None:
        """Handle a letter until it is done, whatever may be in the way: the database, the network, itself."""
        tries, again = Tries(), letter.begun > 0
        pause, doubt = Backoff(_PAUSE), Backoff(_IN_DOUBT)
        while not self._ending.is_set():
            try:
                if await self._try(letter, tries, again=again):
                    return
            except (*_NO_FAULT, StorageError) as error:
                log.warning("an update has to wait", update_id=letter.update_id, error=str(error))
            again = True
            await self._sleep(doubt if tries.in_doubt else pause)
            if tries.in_doubt:
                await self._hear_of_telegram(pause)

    async def _hear_of_telegram(self, pause: Backoff) -> None:
        """Wait until it answers: while it does not, one more copy would say nothing."""
        while not self._ending.is_set():
            try:
                await self._bot.get_me()
            except AiogramError:
                await self._sleep(pause)
            else:
                return

    async def _try(self, letter: Letter, tries: Tries, *, again: bool) -> bool:
        """Whether this brought the letter to its end, good or bad."""
        last_try, taken = tries.failed == TRIES - 1, self._taken
        if again or not letter.counted:
            await self._inbox.begin(letter)
        try:
            kept = await self._handle(letter, last_try=last_try, again=again)
        except asyncio.CancelledError:
            await self._inbox.release(letter)
            raise
        except Exception as error:
            await self._inbox.release(letter)
            if isinstance(error, _NO_FAULT) and self._taken == taken and not may_have_arrived(error):
                raise
            if tries.go_on(error):
                return False
            await self._set_aside(letter, f"{type(error).__name__}: {error}")
        else:
            if not self._lanes[_lane_of(letter)].goes_on:
                self._rest(_lane_of(letter))
            await self._inbox.strike(letter, steps=kept)
        return True

    async def _handle(self, letter: Letter, *, last_try: bool, again: bool) -> bool:
        """Give it to the talk; returns whether it may have left a journal."""
        lane = self._lanes[_lane_of(letter)]
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

    async def _set_aside(self, letter: Letter, error: str) -> None:
        """Keep what is of no use to try again, and tell the host."""
        log.error("update set aside", update_id=letter.update_id, error=error.partition(":")[0])
        await self._inbox.set_aside(letter, redact(error, self._bot.token)[:_ERROR])
        with suppress(Exception):  # the letter is out of the way whether or not the host can be told
            await self._tell(letter, error)

    async def _sleep(self, pause: Backoff) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(next(pause)):
                await self._ending.wait()


def _lane_of(letter: Letter) -> Hashable:
    return ("alone", letter.id) if letter.lane is None else letter.lane


def _legible(updates: Sequence[JsonValue]) -> list[Incoming]:
    found = []
    for update in updates:
        try:
            found.append(read(update))
        except NoUpdate as error:
            log.warning("what is no update is left out", reason=str(error))
    return found
