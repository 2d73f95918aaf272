"""The bot as a process of its own, with settings of its own."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from settings import PROJECT

START = "import sys, bot; from pathlib import Path; sys.exit(bot.main(Path(sys.argv[1])))"
READY = "Encore is ready: "
PATIENCE = 300
"""Seconds for a start: TensorFlow takes its time on a small machine."""


@dataclass
class Process:
    """A running bot; `code`, `out` and `errors` are complete when it has ended."""

    process: asyncio.subprocess.Process
    errors_file: Path
    out: str = ""

    @property
    def errors(self) -> str:
        return self.errors_file.read_text(encoding="utf-8")

    async def ready(self) -> str:
        """Wait for the line that says so; returns the address in it."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            self.out += (await self.process.stdout.readline()).decode()
        assert self.out.startswith(READY), self.out + self.errors
        return self.out.removeprefix(READY).strip()

    async def end(self) -> int:
        async with asyncio.timeout(PATIENCE):
            out, _ = await self.process.communicate()
        self.out += out.decode()
        assert self.process.returncode is not None
        return self.process.returncode

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return await self.end()


def written(folder: Path, **settings: object) -> Path:
    """A settings file in that folder; the database is there too unless the settings say otherwise."""
    lines = {"DATABASE_PATH": folder / "encore.sqlite3", "LOCAL_CHAT_PORT": 0, **settings}
    env_file = folder / "env"
    env_file.write_text("".join(f"{key}={value}\n" for key, value in lines.items()), encoding="utf-8")
    return env_file


@asynccontextmanager
async def started(folder: Path, **settings: object) -> AsyncIterator[Process]:
    """The bot with these settings; killed at the end if it still runs."""
    with (folder / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", START, str(written(folder, **settings))),
            cwd=PROJECT,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
    try:
        yield Process(process, folder / "errors")
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
