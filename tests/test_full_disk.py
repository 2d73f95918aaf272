"""A disk that is full under the running bot, the host's log on it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import PROJECT
from storage.schema import prepare

FULL_DISK = """
import resource, sys
import logs
def fill(): resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
logs.configure("INFO")
if sys.argv[1] == "before": fill()
with logs.native_notes_held_back():
    fill()
    logs.logging.warning("for which there is no room")
print("goes on")
"""

READY = """
import asyncio, bot, logs, sys
logs.configure("INFO")
async def nothing(): pass
asyncio.run(bot.introduce(nothing(), "here"))
print("goes on", file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("full", ["before", "meanwhile"])
async def test_a_disk_without_room_for_logs_and_notes_does_not_end_it(tmp_path: Path, full: str) -> None:
    with (tmp_path / "errors").open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", FULL_DISK, full),
            cwd=PROJECT,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        out, _ = await process.communicate()
    assert out == b"goes on\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_nor_does_stdout_without_room_for_what_the_host_waits_for(tmp_path: Path) -> None:
    code, errors = said_into_the_full(["-c", READY], {})
    assert (code, errors.splitlines()[-1]) == (0, "goes on")
    prepare(tmp_path / "encore.sqlite3")
    settings = {"DATABASE_PATH": str(tmp_path / "encore.sqlite3"), "BOT_TOKEN": ""}
    code, errors = said_into_the_full(["bot.py", "backup", str(tmp_path / "copy")], settings)
    assert (code, errors.count("\n")) == (0, 1)
    assert "No space left on device" in errors
    assert (tmp_path / "copy").exists()


def said_into_the_full(arguments: list[str], settings: dict[str, str]) -> tuple[int, str]:
    """The exit code of that process, and what it says on stderr."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - ours
            [sys.executable, *arguments],
            cwd=PROJECT,
            env={**os.environ, **settings},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr
