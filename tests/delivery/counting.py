"""A bot that keeps what it is told, as a query and as a like: with it, what was lost or counted twice shows.

As a process: `python -m tests.delivery.counting API_URL TOKEN DATABASE`.
"""

import asyncio
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.types import Message, User

from delivery import Delivery, Session, poll
from storage import Asked, Letter, QueryKind, Storage, Verdict


def talk(storage: Storage) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True)

    @dispatcher.message()
    async def keep(message: Message, event_from_user: User) -> None:
        user_id, words = event_from_user.id, message.text or ""
        await storage.users.seen(user_id)
        query = await storage.queries.add(Asked(user_id, QueryKind.RECOMMEND, words, ()))
        await storage.verdicts.put(user_id, words, words, Verdict.LIKE)
        await message.answer(f"{query.id}: {words}")

    return dispatcher


async def nobody(_letter: Letter, _error: str) -> None:
    """There is no host."""


async def run(api_url: str, token: str, database: Path) -> None:
    storage = await Storage.open(database)
    async with Bot(token, Session(api_url)) as bot:
        dispatcher = talk(storage)
        delivery = Delivery(dispatcher, bot, storage.inbox, nobody)
        await delivery.resume()
        print("ready", flush=True)  # noqa: T201 - the test waits for it
        await poll(bot, delivery, ["message"])


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
