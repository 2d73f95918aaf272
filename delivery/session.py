"""The way to the Bot API: one session with one server, from the start to the end."""

from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession


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

    async def close(self) -> None:
        """End it for good. Only TLS needs the quarter of a second that aiogram waits."""
        self._over = True
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()
