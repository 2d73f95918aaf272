"""The way to the Bot API: one session with one server, from the start to the end."""

import json
import re
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import BytesPayload, ClientSession, FormData
from pydantic import ValidationError
from pydantic_core import to_json

_PATIENCE = 5
"""Seconds to wait where a refusal does not say for how long."""
_REPEATED = ("reply_markup", "entities", "caption_entities")


class NoBotApi(TelegramServerError):
    """An answer in another language: the page of a proxy, or of a network that wants a login first."""


class Session(AiohttpSession):
    """aiogram's session with the server at a URL, except that it ends when it is closed.

    aiogram opens another for whoever calls too late, and nobody is left to close that one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(url), json_loads=_read)
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
        if status_code == HTTPStatus.TOO_MANY_REQUESTS:  # aiogram knows it by a field that may be missing
            raise TelegramRetryAfter(method, "Too Many Requests", _patience(content))
        try:
            return super().check_response(bot, method, status_code, content)
        except TelegramEntityTooLarge as error:  # no network's error, as aiogram has it: it will not pass
            raise TelegramBadRequest(method, error.message) from error
        except ClientDecodeError as error:
            if status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise TelegramServerError(method, f"HTTP {status_code}") from error
            if not isinstance(error.original, ValidationError):
                raise NoBotApi(method, f"HTTP {status_code}, and no JSON") from error
            raise
        except TelegramAPIError:
            code = json.loads(content).get("error_code") if status_code == HTTPStatus.OK else None
            if not isinstance(code, int) or code < HTTPStatus.BAD_REQUEST:
                raise
        # A gateway may pass a refusal on with its own "200 OK": it is what it says to be.
        return self.check_response(bot, method, code, content)

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData | BytesPayload:  # type: ignore[override] # aiohttp posts the one as the other
        """What is posted: JSON, which is made faster than a form, unless there is a file in it."""
        files: dict[str, Any] = {}
        said = {**method.__dict__, **(method.model_extra or {})}
        fields = {name: self._field(value, bot, files) for name, value in said.items() if value is not None}
        if files:
            return super().build_form_data(bot, method)
        kept = {name: value for name, value in fields.items() if value is not None}
        return BytesPayload(to_json(kept, exclude_none=True), content_type="application/json")

    def _field(self, value: object, bot: Bot, files: dict[str, Any]) -> object:
        """A field as JSON knows it; what is a dictionary is JSON already."""
        if isinstance(value, str | int | dict):
            return value
        return self.prepare_value(value, bot, files, _dumps_json=False)

    async def close(self) -> None:
        """End it for good. Only TLS needs the quarter of a second that aiogram waits."""
        self._over = True
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


def _patience(content: str) -> int:
    """For how long a refusal asks to wait, in its field or in its words."""
    said = re.search(r"retry[ _]after\W*(\d+)", content)
    return max(int(said[1]), 1) if said else _PATIENCE


def _read(content: str) -> Any:  # noqa: ANN401 - JSON, as aiogram takes it
    """An answer without what it repeats: the buttons and marks of a message that the bot has just sent.

    Nobody looks at them, and to make objects of two dozen buttons takes five times as long as the rest.
    A refusal without a reason, as who stands before Telegram's servers may word it, gets an empty one:
    aiogram looks into it.
    """
    answer = json.loads(content)
    if isinstance(answer, dict) and not answer.get("ok") and answer.get("description") is None:
        answer["description"] = ""
    sent = answer.get("result") if isinstance(answer, dict) else None
    if isinstance(sent, dict):
        for known in _REPEATED:
            sent.pop(known, None)
    return answer
