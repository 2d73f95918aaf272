"""A crowd at the bot, with one call in twenty going wrong: nothing breaks, and nothing grows.

`SOAK_SECONDS=600 uv run pytest -n 0 tests/test_soak.py --log-cli-level WARNING` goes on longer, with 500
listeners, and tells.
"""

import asyncio
import logging
import os
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import pytest

from delivery.tries import COPIES
from localchat import LocalChat
from tests.backlog import rows, worked_off
from tests.crowd import Crowd
from tests.line import Call, Line, Lost, Refusal
from tests.listener import Listener
from tests.process import started

pytestmark = pytest.mark.usefixtures("_no_settings_in_the_environment")

SECONDS = float(os.environ.get("SOAK_SECONDS", "6"))
LONG = SECONDS >= 60
LISTENERS = 500 if LONG else 50
AT_ONCE = 20
HOST = 600_001
FAULTS = 0.05
WARM_UP = 1 / 3
"""This part of the time everything may grow: caches fill."""
SLOPE = 2.0
"""MB a minute after that, at most."""
LEAK = 60
"""More files than when warm, and more tasks than at first, at most: connections come and go."""


class Faults:
    """One call in twenty goes wrong, in one of the ways in which calls go wrong.

    In no chat three in a row: an answer of which no word comes back three times is set aside.
    """

    def __init__(self) -> None:
        self.on = False
        self.made: Counter[str] = Counter()
        self._in_a_row: Counter[int | None] = Counter()
        self._random = random.Random(2)  # noqa: S311 - load, not secrets

    def __call__(self, call: Call) -> Refusal | Lost | None:
        goes_wrong = self._random.random() < FAULTS and self._in_a_row[call.chat] < COPIES - 1
        if not self.on or not goes_wrong or call.chat == HOST:
            if call.method != "sendchataction":
                self._in_a_row[call.chat] = 0
            return None
        self._in_a_row[call.chat] += 1
        kinds: list[Refusal | Lost] = [Refusal(502, "Bad Gateway"), Lost(), Lost(arrived=True)]
        if call.chat is not None:
            kinds.append(Refusal(429, "Too Many Requests: retry after 1", retry_after=1))
            kinds.append(Refusal(403, "Forbidden: bot was blocked by the user"))
        kind = self._random.choice(kinds)
        self.made[str(kind.code) if isinstance(kind, Refusal) else "lost"] += 1
        return kind


@dataclass
class Record:
    """How the process does over time."""

    begun: float = field(default_factory=time.monotonic)
    minutes: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def take(self, process: psutil.Process) -> None:
        self.minutes.append((time.monotonic() - self.begun) / 60)
        self.megabytes.append(process.memory_info().rss / 1024**2)
        self.files.append(process.num_fds())

    @property
    def warm(self) -> int:
        """Where in the record everything is warm."""
        return int(len(self.minutes) * WARM_UP)

    def slope(self, first: int) -> float:
        """MB a minute from this look on."""
        return float(np.polyfit(self.minutes[first:], self.megabytes[first:], 1)[0])


async def test_a_crowd_and_a_bad_line_break_nothing_and_nothing_grows(tmp_path: Path) -> None:
    chat, faults, record = LocalChat(), Faults(), Record()
    await chat.start()
    async with Line(chat, faults) as line, Crowd(chat, LISTENERS) as crowd:
        settings = {"BOT_TOKEN": chat.token, "TELEGRAM_API_URL": line.url, "ADMIN_IDS": HOST}
        async with started(tmp_path, **settings) as bot:
            await bot.ready()
            tasks = await tasks_of(chat)
            faults.on = True
            async with asyncio.TaskGroup() as acting:
                watched = psutil.Process(bot.process.pid)
                acting.create_task(watch(watched, record))
                for _ in range(AT_ONCE):
                    acting.create_task(keep_acting(crowd))
            faults.on = False
            await worked_off(chat, tmp_path / "encore.sqlite3")
            record.take(watched)
            more_tasks = await tasks_of(chat) - tasks
            assert await bot.stop() == 0
    await chat.stop()
    told(record, crowd, faults, more_tasks)
    assert re.findall(r"^.*(?:Traceback|\[error|never retrieved).*$", bot.errors, re.MULTILINE) == []
    assert rows(tmp_path / "encore.sqlite3", "SELECT error FROM inbox WHERE error IS NOT NULL") == []
    assert crowd.answered > 0
    assert record.files[-1] - record.files[record.warm] <= LEAK
    assert more_tasks <= LEAK
    assert not LONG or record.slope(record.warm) <= SLOPE


async def keep_acting(crowd: Crowd) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        await crowd.act()


async def watch(process: psutil.Process, record: Record) -> None:
    """Look at the process sixty times."""
    for _ in range(60):
        record.take(process)
        await asyncio.sleep(SECONDS / 60)


async def tasks_of(chat: LocalChat) -> int:
    """What the bot tells its host."""
    async with Listener(chat, HOST, patience=300) as host:
        [card] = await host.send("/stats")
    [tasks] = re.findall(r"(\d+) tasks", card.text or "")
    return int(tasks)


def told(record: Record, crowd: Crowd, faults: Faults, more_tasks: int) -> None:
    logging.getLogger(__name__).warning(
        "%.0f s, %s listeners, %s acts, %s answered, faults %s; %.0f MB at first, %.0f warm, %.0f at the "
        "end, %.2f MB a minute since warm, %.2f in the last third; files %s, warm %s, at the end %s; "
        "%+d tasks",
        *(SECONDS, LISTENERS, crowd.acts, crowd.answered, dict(faults.made)),
        *(record.megabytes[0], record.megabytes[record.warm], record.megabytes[-1]),
        *(record.slope(record.warm), record.slope(2 * record.warm)),
        *(record.files[0], record.files[record.warm], record.files[-1], more_tasks),
    )
