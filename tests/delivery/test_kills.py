"""A process killed at random moments under load loses nothing, counts nothing twice, mixes no order.

Each time the database it leaves is sound, and holds every like that the listener was told of.

`KILLS=100 uv run pytest tests/delivery/test_kills.py --log-cli-level INFO` goes on longer and tells.
"""

import asyncio
import logging
import os
import random
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from localchat import LocalChat
from settings import PROJECT
from tests.backlog import PATIENCE, left, rows, worked_off
from tests.listener import Listener
from tests.replies import is_bots

KILLS = int(os.environ.get("KILLS", "4"))
LISTENERS = 5
OF_USER = "SELECT text FROM queries WHERE user_id = ? ORDER BY id"
LIKED = "SELECT artist_key FROM verdicts WHERE user_id = ? ORDER BY id"
LIFE = 0.6
"""Seconds that a process lives at most after it took up its work."""


@asynccontextmanager
async def counting(chat: LocalChat, database: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The counting bot at work; killed at the end of the block, wherever it stands."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.delivery.counting", chat.api_url, chat.token, str(database)),
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            assert await process.stdout.readline() == b"ready\n"
        yield process
    finally:
        process.kill()
        await process.wait()


async def chatter(listener: Listener, ended: asyncio.Event) -> list[str]:
    """Write one message after the other, some in bursts, until told to end."""
    sent: list[str] = []
    while not ended.is_set():
        sent.append(f"message {len(sent)}")
        await listener.send(sent[-1], expect=0)
        await asyncio.sleep(random.choice((0, 0.3, 0.6, 1.2)))  # noqa: S311 - load, not secrets
    return sent


async def check(database: Path, aside: Path, listener: Listener) -> None:
    """What a killed process left is sound, and holds each like of which that listener was told."""
    liked = await asyncio.to_thread(likes_as_left, database, aside, listener.user_id)
    assert liked >= set(await said(listener))


def likes_as_left(database: Path, aside: Path, user_id: int) -> set[str]:
    """Looked at in a copy: to open it would mend what the next process is to find as it was left."""
    for suffix in ("", "-wal"):
        shutil.copy(f"{database}{suffix}", f"{aside}{suffix}")
    assert rows(aside, "PRAGMA integrity_check") == ["ok"]
    return set(rows(aside, LIKED, user_id))


async def said(listener: Listener) -> list[str]:
    """What the bot has said in this chat."""
    await listener.refresh()
    return [(message.text or "").partition(": ")[2] for message in listener.messages if is_bots(message)]


async def test_killed_at_random_moments_it_loses_nothing_and_counts_nothing_twice(tmp_path: Path) -> None:
    database, chat = tmp_path / "encore.sqlite3", LocalChat()
    await chat.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(chat.stop)
        listeners = [
            await stack.enter_async_context(Listener(chat, patience=PATIENCE)) for _ in range(LISTENERS)
        ]
        eyes = [await stack.enter_async_context(Listener(chat, one.user_id)) for one in listeners]
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as talking:
            chatting = [talking.create_task(chatter(one, ended)) for one in listeners]
            for _ in range(KILLS):
                async with counting(chat, database):
                    await asyncio.sleep(random.uniform(0, LIFE))  # noqa: S311 - a moment, not a secret
                await check(database, tmp_path / "aside.sqlite3", random.choice(eyes))  # noqa: S311 - as above
            ended.set()
        behind = left(database)
        async with counting(chat, database):
            await worked_off(chat, database)
        sent = {one.user_id: task.result() for one, task in zip(listeners, chatting, strict=True)}
        answers = {one.user_id: await said(one) for one in listeners}
    assert {user: rows(database, OF_USER, user) for user in sent} == sent
    assert {user: rows(database, LIKED, user) for user in sent} == sent
    assert {user: set(texts) for user, texts in answers.items()} == {
        u: set(texts) for u, texts in sent.items()
    }
    assert rows(database, "PRAGMA integrity_check") == ["ok"]
    updates, given = (sum(map(len, texts.values())) for texts in (sent, answers))
    logging.getLogger(__name__).info(
        "%s kills, %s updates, %s left by the last one, %s answers given twice",
        *(KILLS, updates, behind, given - updates),
    )
