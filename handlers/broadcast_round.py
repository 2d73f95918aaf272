"""A host's message on its way to all listeners; the host is told how it went."""

import asyncio
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.utils.i18n import I18n

from handlers.blocks import Card
from handlers.clock import Clock
from handlers.middlewares import LANGUAGE, first_known
from handlers.rounds import BETWEEN, LOOK_EVERY, TROUBLE, Round
from handlers.sending import write
from handlers.texts import count
from storage import Broadcast, Storage

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class BroadcastRound(Round):
    def __init__(self, bot: Bot, storage: Storage, i18n: I18n, clock: Clock | None = None) -> None:
        super().__init__(bot, clock)
        self._storage = storage
        self._i18n = i18n
        self._begun = asyncio.Event()

    def begin(self) -> None:
        """There is a message to send."""
        self._begun.set()

    async def rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._begun.wait()

    async def send_due(self) -> None:
        self._begun.clear()
        broadcasts = self._storage.broadcasts
        while (broadcast := await broadcasts.sending()) is not None:
            while (user_id := await broadcasts.next_one(broadcast.id)) is not None:
                async with self.sending:
                    reached = await self._reaches(user_id, broadcast.text)
                    await broadcasts.sent(broadcast.id, user_id, reached=reached)
                await self.clock.sleep(BETWEEN)
            if (sent := await broadcasts.get(broadcast.id)) is not None:  # its host may be forgotten by now
                await self._report(sent)

    async def _reaches(self, user_id: int, text: str) -> bool:
        """Whether the message arrives; what goes wrong with one listener alone holds up no other."""
        try:
            await self._send(user_id, text)
        except TelegramForbiddenError:
            await self._storage.users.blocked(user_id)
            return False
        except TROUBLE:
            raise
        except Exception:
            log.exception("a listener could not be reached", user_id=user_id)
            return False
        return True

    async def _report(self, broadcast: Broadcast) -> None:
        chosen = await self._storage.preferences.get(broadcast.user_id, LANGUAGE)
        with self._i18n.context(), self._i18n.use_locale(first_known(self._i18n, chosen)):
            lines = [count("broadcast-done", broadcast.sent)]
            if broadcast.unreached:
                lines.append(count("broadcast-unreached", broadcast.unreached))
        async with self.sending:
            try:
                await self._send(broadcast.user_id, "\n".join(lines))
            except TROUBLE:
                raise
            except TelegramAPIError as error:
                log.warning("the host could not be told", reason=str(error))
            await self._storage.broadcasts.done(broadcast.id)

    async def _send(self, user_id: int, text: str) -> None:
        await write(self.bot, user_id, Card(text))
