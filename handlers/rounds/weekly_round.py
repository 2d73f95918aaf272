"""The weekly round: reads from storage what is due, and sends it."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.utils.i18n import I18n

from handlers.cards.blocks import Card
from handlers.frame.clock import Clock
from handlers.frame.middlewares import LANGUAGE, first_known
from handlers.frame.zones import next_time
from handlers.lists import cards as list_cards
from handlers.lists.data import Page
from handlers.lists.lists import Lists
from handlers.rounds.rounds import TROUBLE, Round
from storage import Storage, WeeklyPick

_AT_ONCE = 100
_TOO_LATE = timedelta(hours=6)
"""A pick that could not be sent for so long waits for its hour of the next day: nobody is woken at night."""
_FARTHEST = timedelta(days=8)
"""No pick is further away: one that seems to be was put there by a clock that was ahead."""
_DOUBT = timedelta(hours=1)
"""Or this one is behind, as those without a battery are after a start, until the network sets it."""
_LATER = timedelta(minutes=1)
"""Until another try with who may not have been reached; by every further one four times as long."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class WeeklyRound(Round):
    def __init__(
        self, bot: Bot, storage: Storage, talk: Dispatcher, i18n: I18n, clock: Clock | None = None
    ) -> None:
        """`talk` holds the lists that its listeners get."""
        super().__init__(bot, storage, clock)
        self._talk = talk
        self._i18n = i18n
        self._far_since: timedelta | None = None

    @property
    def _lists(self) -> Lists:
        """Asked for each time: a reload of the bundle brings others."""
        lists: Lists = self._talk["lists"]
        return lists

    async def send_due(self) -> None:
        while due := await self._due():
            for user_id in [wish.user_id for wish in due]:
                async with self.sending:
                    await self._try(user_id)
                await self.between()

    async def _due(self) -> list[WeeklyPick]:
        weekly, now = self.storage.weekly, self.clock.now()
        return [*await weekly.due(now, _AT_ONCE), *await self._too_far()]

    async def _too_far(self) -> Sequence[WeeklyPick]:
        """Whose pick was put where no pick belongs; none until it is sure that this clock is right."""
        far = await self.storage.weekly.after(self.clock.now() + _FARTHEST, _AT_ONCE)
        if not far:
            self._far_since = None
            return ()
        passed = self.clock.passed()
        if self._far_since is None:
            self._far_since = passed
        return far if passed - self._far_since >= _DOUBT else ()

    async def _try(self, user_id: int) -> None:
        """Send one pick, if it is still due; what goes wrong with it alone does not hold up the others."""
        wish, now = await self.storage.weekly.get(user_id), self.clock.now()
        if wish is None or now < wish.next_at <= now + _FARTHEST:
            return
        try:
            await self._send(wish)
        except TROUBLE:
            raise
        except Exception:
            log.exception("a weekly pick failed; it is tried again tomorrow")
            await self.storage.weekly.postpone(user_id, now + timedelta(days=1))

    async def _send(self, wish: WeeklyPick) -> None:
        weekly, now = self.storage.weekly, self.clock.now()
        following = next_time(now, wish.zone, wish.hour, wish.weekday)
        if wish.next_at > now:
            await weekly.postpone(wish.user_id, following)
            return
        if now - wish.next_at > _TOO_LATE:
            await weekly.postpone(wish.user_id, next_time(now, wish.zone, wish.hour))
            return
        card = await self._card(wish, await self._made(wish))
        if await self.arrives(wish.user_id, card) is None:
            tries = self.failures.tries(wish.user_id)
            await weekly.postpone(wish.user_id, now + _LATER * 4 ** (tries - 1))
        else:  # what can't arrive does not come again either
            await self.noted(partial(weekly.sent, wish.user_id, following))

    async def gone(self, user_id: int) -> None:
        log.info("weekly picks end for a listener who is not there any more")
        await super().gone(user_id)
        await self.storage.weekly.stop(user_id)

    async def _made(self, wish: WeeklyPick) -> Page:
        """The pick; one that was made before a restart is not made again."""
        if wish.query_id is not None:
            return await self._lists.page(wish.user_id, wish.query_id, 0)
        return await self._lists.weekly(wish.user_id)

    async def _card(self, wish: WeeklyPick, page: Page) -> Card:
        chosen = await self.storage.preferences.get(wish.user_id, LANGUAGE)
        with self._i18n.context(), self._i18n.use_locale(first_known(self._i18n, chosen, wish.language)):
            return list_cards.artists(page)
