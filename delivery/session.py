"""The way to the Bot API: one session with one server, from the start to the end."""

from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientSession, FormData, JsonPayload
from pydantic import ValidationError


class NoBotApi(TelegramServerError):
    """An answer in another language: the page of a proxy, or of a network that wants a login first."""


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

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        try:
            return await super().make_request(bot, method, timeout)
        except UnicodeDecodeError as error:
            raise NoBotApi(method, "an answer that is no text") from error

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """The answer, or the error that it is; who stands before Telegram's servers may answer for them."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise TelegramServerError(method, f"HTTP {status_code}") from error
            if not isinstance(error.original, ValidationError):
                raise NoBotApi(method, f"HTTP {status_code}, and no JSON") from error
            raise

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
