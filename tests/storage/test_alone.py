"""Two processes never share a database."""

import subprocess
import sys
from pathlib import Path

import pytest

from errors import StorageError
from settings import PROJECT
from storage import alone

HOLD = """
import sys
from pathlib import Path
from storage import alone
with alone(Path(sys.argv[1])):
    print(flush=True)
    input()
"""


def test_who_comes_second_is_refused_in_one_line_until_the_first_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "encore.sqlite3"
    first = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", HOLD, str(path)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"\n"
        with pytest.raises(StorageError, match="another Encore is using it; stop that one, or") as caught:
            alone(path).__enter__()
        assert "\n" not in str(caught.value)
        first.kill()
        first.wait()
    with alone(path):
        pass


def test_a_circle_of_links_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "encore.sqlite3"
    path.symlink_to(path)
    with pytest.raises(StorageError, match=r"^database .+: its path goes in a circle of links$"):
        alone(path).__enter__()


def test_another_way_to_the_same_file_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    with alone(tmp_path / "there" / "a"), alone(tmp_path / "there" / "b"), pytest.raises(StorageError):
        alone(tmp_path / "link" / "a").__enter__()
