"""The way to the Bot API: one session with one server, from the start to the end."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientSession, FormData, JsonPayload


class Session(AiohttpSession):
    """aiogram's session with the server at a URL, except that it ends when it is closed.

    aiogram opens another for whoever calls too late, and nobody is left to close that one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(url))
        self._should_reset_connector = False  # there is nothing to reset; it would close what was never open
        self._over = False

    async def create_session(self) -> ClientSession:
        """The open session; RuntimeError once it was closed."""
        if self._over:
            raise RuntimeError("the session with the Bot API is closed")
        return await super().create_session()

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData | JsonPayload:  # type: ignore[override] # aiohttp posts the one as the other
        """What is posted: JSON, which is made faster than a form, unless there is a file in it."""
        files: dict[str, Any] = {}
        fields = self.prepare_value(
            method.model_dump(warnings=False, exclude_none=True), bot, files, _dumps_json=False
        )
        return super().build_form_data(bot, method) if files else JsonPayload(fields)

    async def close(self) -> None:
        """End it for good. Only TLS needs the quarter of a second that aiogram waits."""
        self._over = True
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()
