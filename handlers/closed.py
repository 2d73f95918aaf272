"""Buttons of private cards stay in private chats: forged under a card that many see, they are turned away."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery

from handlers.buttons.callbacks import StaleButton


def setup() -> Router:
    router = Router(name="closed")
    router.callback_query.register(turn_away, F.inline_message_id)
    router.callback_query.register(turn_away, F.message.chat.type != ChatType.PRIVATE)
    return router


async def turn_away(callback: CallbackQuery) -> None:
    raise StaleButton(f"{callback.data!r} is nothing for a card that many see")
