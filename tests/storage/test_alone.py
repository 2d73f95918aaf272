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


@pytest.mark.parametrize("link", ["data/encore.sqlite3", "data"])
def test_a_link_to_a_disk_that_is_not_attached_is_told_as_such(tmp_path: Path, link: str) -> None:
    """And nothing is made where the disk will be."""
    disk, path = tmp_path / "media" / "disk", tmp_path / "data" / "encore.sqlite3"
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to(disk if link == "data" else disk / path.name)
    with pytest.raises(StorageError, match=f"leads to {disk}/.+, and there is no such folder; is its disk"):
        alone(path).__enter__()
    assert not disk.parent.exists()
    disk.mkdir(parents=True)
    with alone(path):
        assert (disk / f"{path.name}.lock").exists()


def test_another_way_to_the_same_file_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    with alone(tmp_path / "there" / "a"), alone(tmp_path / "there" / "b"), pytest.raises(StorageError):
        alone(tmp_path / "link" / "a").__enter__()
