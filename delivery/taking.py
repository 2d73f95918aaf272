"""From the inbox to the handlers: each chat's updates in their order, the chats side by side."""

import asyncio
from collections.abc import Coroutine, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.utils.backoff import Backoff
from pydantic import JsonValue

from delivery.handling import PAUSE, Handling, Tell
from delivery.lanes import LANE, Lane
from delivery.reading import NoUpdate, read
from errors import StorageError
from storage import Inbox, Incoming, Letter

DEATHS = 50
"""How many processes may end while they handle an update: most are killed through no fault of it."""
_AT_HAND = 1000  # updates held in memory; what comes beyond waits at Telegram
_LINGER = (0.001, 0.008)
"""Seconds for each update taken, and in all: so long the next question waits for these to be handled."""
_BETWEEN_PRUNES = 1000  # updates
_DIED = f"Ended: {DEATHS} processes ended while they handled it"

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Delivery:
    """Takes updates and sees to it that each is handled, or set aside and the host told (`tell`)."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, inbox: Inbox, tell: Tell) -> None:
        self._bot = bot
        self._inbox = inbox
        self._handling = Handling(dispatcher, bot, inbox, tell)
        self._lanes: dict[Hashable, Lane] = {}
        self._busy: set[Hashable] = set()
        """Lanes with something to handle; of the others all was handled, and is about to be struck."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    async def take(self, updates: Sequence[JsonValue]) -> list[Incoming]:
        """Keep updates; when this returns, they are on the disk and may be confirmed.

        What is no update is left out, and not given back: it must keep no other from coming.
        """
        taken = _legible(updates)
        letters = await self._inbox.put(self._bot.id, self._sorted(taken))
        self._handling.taken += 1
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
                await self._handling.set_aside(letter, _DIED)
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
        self._handling.ending.set()
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
        while not self._handling.ending.is_set():
            if lane.letters:
                await self._handling.see_to(lane, partial(self._rest, key))
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
        pause = Backoff(PAUSE)
        while not self._handling.ending.is_set():
            newest = lane.newest
            try:
                found = await self._inbox.after(self._bot.id, lane.id, lane.loaded, LANE)
            except StorageError as error:
                log.warning("a chat's updates have to wait", error=str(error))
                await self._handling.sleep(pause)
            else:
                lane.load(found, newest)
                return


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
