"""The bot's webhook: updates brought to an address of this machine, each until it is taken."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus

import aiohttp
from aiogram.types import Update, WebhookInfo
from yarl import URL

from localchat import limits
from localchat.errors import ApiError
from localchat.updates import Updates
from localchat.wire import dump

_AGAIN = 0.2
"""Seconds before an update that was not taken is brought again."""
_HERE = "127.0.0.1"


class Webhook:
    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._info = WebhookInfo(url="", has_custom_certificate=False, pending_update_count=0)
        self._bringing: asyncio.Task[None] | None = None

    @property
    def info(self) -> WebhookInfo:
        return self._info.model_copy(update={"pending_update_count": len(self._updates)})

    def put(self, url: str, secret: str) -> None:
        """Bring updates there from now on; nothing leaves this machine."""
        if not _is_here(url):
            raise ApiError(f"bad webhook: the local chat brings updates to http://{_HERE}:... alone")
        self.remove()
        self._info = WebhookInfo(url=url, has_custom_certificate=False, pending_update_count=0)
        self._bringing = asyncio.create_task(self._bring(url, secret))

    def remove(self) -> None:
        if self._bringing is not None:
            self._bringing.cancel()
        self._bringing = None
        self._info = WebhookInfo(url="", has_custom_certificate=False, pending_update_count=0)

    async def _bring(self, url: str, secret: str) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        offset = 0
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                for update in await self._updates.poll(offset, 1, limits.POLL_SECONDS):
                    if await self._taken(session, url, update):
                        offset = update.update_id + 1
                    else:
                        await asyncio.sleep(_AGAIN)

    async def _taken(self, session: aiohttp.ClientSession, url: str, update: Update) -> bool:
        with suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(url, json=dump(update), allow_redirects=False) as response:
                if response.status == HTTPStatus.OK:
                    return True
        self._info = self._info.model_copy(
            update={
                "last_error_date": datetime.now(UTC).replace(microsecond=0),
                "last_error_message": "Wrong response from the webhook",
            }
        )
        return False


def _is_here(url: str) -> bool:
    """Whether it leads to this machine; what stands before an @ is no host."""
    try:
        asked = URL(url)
    except ValueError:
        return False
    return (asked.scheme, asked.host, asked.user, asked.password) == ("http", _HERE, None, None)
