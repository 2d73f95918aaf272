"""A service may be started with no stdin, stdout or stderr at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import PROJECT
from storage.schema import prepare


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
@pytest.mark.parametrize("closed", ["2>&-", "<&- >&- 2>&-"])
def test_without_them_it_does_the_same(tmp_path: Path, closed: str) -> None:
    """Nor is the file that is opened next taken for one of them."""
    prepare(tmp_path / "encore.sqlite3")
    command = [sys.executable, "bot.py", "backup", str(tmp_path / "copy")]
    environment = {**os.environ, "DATABASE_PATH": str(tmp_path / "encore.sqlite3"), "BOT_TOKEN": ""}
    done = [
        subprocess.run(  # noqa: S603 - ours
            ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command],
            cwd=PROJECT,
            env=environment,
            check=False,
        ).returncode
        for _ in range(2)
    ]
    assert done == [0, 1]  # the second time there is such a file
    assert (tmp_path / "copy").read_bytes().startswith(b"SQLite format 3")
