"""What the host is told: by a message to each of ADMIN_IDS, beside the log."""

from collections.abc import Collection
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.utils.i18n import I18n

from delivery import IllegibleUpdate
from handlers.cards.texts import gettext_noop
from storage import Letter

_SET_ASIDE = gettext_noop("host-set-aside")
_UNREADABLE = gettext_noop("host-unreadable")


class Host:
    def __init__(self, bot: Bot, admin_ids: Collection[int], i18n: I18n) -> None:
        self._bot = bot
        self._admin_ids = admin_ids
        self._i18n = i18n

    async def set_aside(self, letter: Letter, error: str) -> None:
        """An update could not be handled. Only the error's kind: its text may hold what a listener wrote."""
        kind = error.partition(":")[0]
        said = _UNREADABLE if kind == IllegibleUpdate.__name__ else _SET_ASIDE
        text = self._i18n.gettext(said, locale=self._i18n.default_locale)
        for admin_id in self._admin_ids:
            with suppress(TelegramAPIError):
                await self._bot.send_message(admin_id, text.format(number=letter.update_id, error=kind))
