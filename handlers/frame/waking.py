"""While the model is loaded: who needs it waits, and nobody else."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from handlers.frame.middlewares import Handler

EARLY = {"early": True}
"""Flags of a handler that takes a part of the model, and asks it for nothing that a sleeping one lacks."""


class Waking(BaseMiddleware):
    """Holds up handlers that take one of these parts until what it waits for is done; cancelled with it."""

    def __init__(self, parts: Mapping[str, "asyncio.Future[None]"]) -> None:
        self._parts = parts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        for awake in self._needed(data):
            if not awake.done():
                await asyncio.wait([awake])  # not the future itself: who is cancelled would cancel it
            if awake.cancelled():
                raise asyncio.CancelledError
        return await handler(event, data)

    def _needed(self, data: dict[str, Any]) -> set["asyncio.Future[None]"]:
        asked: HandlerObject = data["handler"]
        parts = asked.params & self._parts.keys()
        return set() if get_flag(data, "early") else {self._parts[name] for name in parts}
