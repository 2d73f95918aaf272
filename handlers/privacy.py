"""/privacy, /export, /forget: what is stored of a listener, all of it in a file, none of it any more."""

import asyncio
import gzip
import json
from collections.abc import Mapping, Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message, User

from handlers.buttons.callbacks import check_owner
from handlers.buttons.settings import Forget
from handlers.cards.blocks import Card, button, rows
from handlers.cards.sending import acknowledge, edit, send
from handlers.cards.texts import label, say
from handlers.pictures.drawings import Easel
from storage import Storage

EXPORTED = "encore.json"
"""The name of the file; it has one more ending where it is packed."""
_AS_IT_IS = 5 * 1024 * 1024
"""Bytes; a larger export is packed. Telegram takes 50 MB from bots, a slow line much less in a minute."""


def setup() -> Router:
    router = Router(name="privacy")
    router.message.register(privacy, Command("privacy"))
    router.message.register(export, Command("export"))
    router.message.register(ask, Command("forget"))
    router.callback_query.register(forget, Forget.filter())
    return router


async def privacy(message: Message) -> None:
    await send(message, Card(say("privacy")))


async def export(message: Message, event_from_user: User, storage: Storage) -> None:
    name, data = await asyncio.to_thread(_file, await storage.privacy.export(event_from_user.id))
    await message.answer_document(BufferedInputFile(data, name), caption=label("export-caption"))


def _file(tables: Mapping[str, Sequence[object]]) -> tuple[str, bytes]:
    """Name and content of the file: JSON with a row in each line."""
    written = ",\n".join(f"{json.dumps(name)}: [{_lines(rows)}]" for name, rows in tables.items())
    data = f'{{"encore": 1, "tables": {{\n{written}\n}}}}\n'.encode()
    return (EXPORTED, data) if len(data) <= _AS_IT_IS else (f"{EXPORTED}.gz", gzip.compress(data))


def _lines(rows: Sequence[object]) -> str:
    # Row by row: one call for all would let no other thread go on, for a fifth of a second.
    return ",".join(f"\n{json.dumps(row, ensure_ascii=False)}" for row in rows)


async def ask(message: Message, event_from_user: User) -> None:
    owner = event_from_user.id
    keyboard = rows(
        [button(label("button-forget"), Forget(owner=owner, sure=True))],
        [button(label("button-forget-not"), Forget(owner=owner, sure=False))],
    )
    await send(message, Card(say("forget-question"), keyboard))


async def forget(callback: CallbackQuery, callback_data: Forget, storage: Storage, easel: Easel) -> None:
    check_owner(callback_data.owner, callback.from_user.id)
    if callback_data.sure:
        await storage.plays.remove(callback.from_user.id)  # in short steps: it can be hundreds of thousands
        await storage.privacy.forget(callback.from_user.id)
        easel.forget()
    await acknowledge(callback)
    await edit(callback, Card(say("forget-done" if callback_data.sure else "forget-not")))
