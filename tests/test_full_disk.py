"""A disk that is full under the running bot, the host's log on it."""

import asyncio
import sys
from pathlib import Path

import pytest

from settings import PROJECT

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
