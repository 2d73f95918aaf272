"""A host's message on its way to all listeners; the host is told how it went."""

import asyncio
from contextlib import suppress
from functools import partial

from aiogram import Bot
from aiogram.utils.i18n import I18n

from handlers.cards.blocks import Card
from handlers.cards.texts import count
from handlers.frame.clock import Clock
from handlers.frame.middlewares import LANGUAGE, first_known
from handlers.rounds.rounds import LOOK_EVERY, Round
from storage import Broadcast, Storage


class BroadcastRound(Round):
    def __init__(self, bot: Bot, storage: Storage, i18n: I18n, clock: Clock | None = None) -> None:
        super().__init__(bot, storage, clock)
        self._i18n = i18n
        self._begun = asyncio.Event()
        self._last = 0
        """The listener whose turn was last in this way through the queue."""

    def begin(self) -> None:
        """There is a message to send."""
        self._begun.set()

    async def rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._begun.wait()

    async def send_due(self) -> None:
        self._begun.clear()
        while (broadcast := await self.storage.broadcasts.sending()) is not None:
            while not (await self._goes_through(broadcast) and await self._reported(broadcast.id)):
                await self.later()

    async def _goes_through(self, broadcast: Broadcast) -> bool:
        """Send it to each who waits for it; whether all have it then, or can't."""
        queue = self.storage.broadcasts
        while (user_id := await queue.next_one(broadcast.id, after=self._last)) is not None:
            async with self.sending:
                arrived = await self.arrives(user_id, Card(broadcast.text))
                if arrived is not None:
                    await self.noted(partial(queue.sent, broadcast.id, user_id, reached=arrived))
            self._last = user_id
            await self.between()
        self._last = 0
        return await queue.next_one(broadcast.id) is None

    async def _reported(self, broadcast_id: int) -> bool:
        """Tell the host how it went; whether that is done, or can't be."""
        broadcast = await self.storage.broadcasts.get(broadcast_id)
        if broadcast is None:  # its host may be forgotten by now
            return True
        report = await self._report(broadcast)
        async with self.sending:
            arrived = await self.arrives(broadcast.user_id, report)
            if arrived is not None:
                await self.noted(partial(self.storage.broadcasts.done, broadcast.id))
        await self.between()
        return arrived is not None

    async def _report(self, broadcast: Broadcast) -> Card:
        chosen = await self.storage.preferences.get(broadcast.user_id, LANGUAGE)
        with self._i18n.context(), self._i18n.use_locale(first_known(self._i18n, chosen)):
            lines = [count("broadcast-done", broadcast.sent)]
            if broadcast.unreached:
                lines.append(count("broadcast-unreached", broadcast.unreached))
        return Card("\n".join(lines))
