"""While the model is loaded: who needs it waits, and nobody else."""

import asyncio
from collections.abc import Collection
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from handlers.middlewares import Handler

EARLY = {"early": True}
"""Flags of a handler that takes a part of the model, and asks it for nothing that a sleeping one lacks."""


class Waking(BaseMiddleware):
    """Holds up handlers that take one of these `parts` until `awake` is done; they are cancelled with it."""

    def __init__(self, parts: Collection[str], awake: "asyncio.Future[None] | None") -> None:
        self._parts = frozenset(parts)
        self._awake = awake

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        if self._awake is not None and not self._awake.done() and self._needed(data):
            await asyncio.wait([self._awake])  # not the future itself: who is cancelled would cancel it
        if self._awake is not None and self._awake.cancelled() and self._needed(data):
            raise asyncio.CancelledError
        return await handler(event, data)

    def _needed(self, data: dict[str, Any]) -> bool:
        asked: HandlerObject = data["handler"]
        return not self._parts.isdisjoint(asked.params) and not get_flag(data, "early")
