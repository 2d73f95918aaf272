"""Backups: whole copies of a database in use, put back only where that does no harm."""

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import bot
from errors import NewerDatabase, StorageError
from storage import Storage, Verdict, alone, backups
from storage.backups import back_up, restore
from storage.schema import prepare
from tests.storage.conftest import ANN, BEN

INSERT = "INSERT INTO users (id, first_seen, last_seen) VALUES (?, 1, 1)"
FULL = r"disk I/O error; check the disk|File too large"
Spoil = Callable[[Path], object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.sqlite3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of nobody and one of four thousand listeners."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("empty", "old"):
        prepare(folder / name)
    run(
        folder / "old",
        """
        INSERT INTO users (id, first_seen, last_seen)
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 4000)
        SELECT n, 1, 1 FROM numbers
        """,
    )
    return folder


@pytest.fixture
def old(made: Path, tmp_path: Path) -> Path:
    """A database with four thousand listeners, in no use."""
    return Path(shutil.copy(made / "old", tmp_path / "old.sqlite3"))


@pytest.fixture
def here(made: Path, path: Path) -> Path:
    """The database of a bot that has no listener yet, in no use."""
    return Path(shutil.copy(made / "empty", path))


def run(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements[:-1]:
            connection.execute(statement)
        return connection.execute(statements[-1]).fetchall()


def listeners(path: Path) -> int:
    """How many a sound database holds."""
    assert run(path, "PRAGMA integrity_check") == [("ok",)]
    [(count,)] = run(path, "SELECT count(*) FROM users")
    assert isinstance(count, int)
    return count


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_backup_of_a_database_in_use_holds_all_that_was_acknowledged_and_needs_nothing_beside_it(
    storage: Storage, path: Path, copy: Path
) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    await asyncio.to_thread(back_up, path, copy)
    await storage.verdicts.put(ANN, "blur", "Blur", Verdict.LIKE)
    assert [file.name for file in path.parent.glob("copy*")] == [copy.name]
    assert listeners(copy) == 2
    assert run(copy, "SELECT artist_name FROM verdicts") == [("ABBA",)]


def test_a_write_in_the_middle_of_a_backup_waits_for_nothing_and_does_not_make_it_begin_anew(
    old: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []

    def write(_file: int) -> None:
        steps.append(len(steps))
        with closing(sqlite3.connect(old, timeout=0)) as other, other:
            other.execute(INSERT, (10_000 + len(steps),))

    monkeypatch.setattr(backups, "_PAGES", 1)
    monkeypatch.setattr(os, "fsync", write)
    back_up(old, copy)
    assert listeners(copy) == 4000
    assert listeners(old) == 4000 + len(steps)
    assert len(steps) > 10


def test_a_backup_takes_no_others_place(old: Path, copy: Path) -> None:
    copy.write_text("dear diary", encoding="utf-8")
    with pytest.raises(StorageError, match="exists already; choose another name"):
        back_up(old, copy)
    assert copy.read_text(encoding="utf-8") == "dear diary"


def test_two_backups_to_one_place_do_not_spoil_each_other(
    old: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second, begun in the middle of the first, is refused."""
    refused: list[str] = []

    def begin_another(_file: int) -> None:
        monkeypatch.setattr(os, "fsync", lambda _file: None)
        with pytest.raises(StorageError, match=f"^{copy}: another backup is being written there") as caught:
            back_up(old, copy)
        refused.append(str(caught.value))

    monkeypatch.setattr(os, "fsync", begin_another)
    back_up(old, copy)
    assert refused
    assert listeners(copy) == 4000
    assert [file.name for file in copy.parent.glob("copy*")] == [copy.name]


def test_a_backup_makes_no_folder(old: Path, tmp_path: Path) -> None:
    """A disk that is not attached has none."""
    with pytest.raises(StorageError, match="in a folder that may be written"):
        back_up(old, tmp_path / "disk" / "copy.sqlite3")
    assert not (tmp_path / "disk").exists()


def test_of_no_database_no_backup_is_made(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(StorageError, match="there is no such file"):
        back_up(tmp_path / "nowhere", copy)
    assert list(tmp_path.iterdir()) == []


def test_where_the_disk_is_full_no_half_of_a_backup_stays(old: Path, copy: Path) -> None:
    with full_disk(50_000), pytest.raises(StorageError, match=FULL) as caught:
        back_up(old, copy)
    assert "\n" not in str(caught.value)
    assert list(copy.parent.glob("copy*")) == []
    assert listeners(old) == 4000


def test_a_damaged_database_gives_no_backup(old: Path, copy: Path) -> None:
    spoilt(old)
    with pytest.raises(StorageError, match=r"damaged|malformed"):
        back_up(old, copy)
    assert not copy.exists()


async def test_a_restored_database_is_what_it_was(storage: Storage, path: Path, copy: Path) -> None:
    """Also where a killed process left commits in a write-ahead log: they belong to what is replaced."""
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    await asyncio.to_thread(back_up, path, copy)
    await storage.verdicts.put(BEN, "blur", "Blur", Verdict.LIKE)
    left = {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}
    await storage.close()
    for name, data in left.items():
        (path.parent / name).write_bytes(data)
    restore(copy, path, force=True)
    again = await Storage.open(path)
    try:
        assert await again.verdicts.of(ANN) == {"abba": Verdict.LIKE}
        assert await again.verdicts.of(BEN) == {}
    finally:
        await again.close()


def test_a_backup_becomes_the_database_where_there_is_none(old: Path, tmp_path: Path) -> None:
    restore(old, tmp_path / "new" / "encore.sqlite3")
    assert listeners(tmp_path / "new" / "encore.sqlite3") == 4000


def test_a_database_that_is_there_is_replaced_only_by_force(old: Path, here: Path) -> None:
    before = here.read_bytes()
    with pytest.raises(StorageError, match="exists already; with --force"):
        restore(old, here)
    assert here.read_bytes() == before
    restore(old, here, force=True)
    assert listeners(here) == 4000


async def test_a_database_in_use_is_not_replaced(storage: Storage, path: Path, old: Path) -> None:
    await storage.verdicts.put(ANN, "abba", "ABBA", Verdict.LIKE)
    with alone(path), pytest.raises(StorageError, match="another Encore is using it; stop that one"):
        restore(old, path, force=True)
    with pytest.raises(StorageError, match="is in use; close the program that has it open"):
        restore(old, path, force=True)
    await storage.verdicts.put(ANN, "blur", "Blur", Verdict.LIKE)
    assert (await storage.verdicts.of(ANN)).keys() == {"abba", "blur"}


def spoilt(path: Path) -> None:
    """Turn bytes in the middle of the file."""
    data = bytearray(path.read_bytes())
    at = len(data) // 2 // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)


def newer(path: Path) -> None:
    run(path, "PRAGMA user_version = 99")


def another_programs(path: Path) -> None:
    run(path, "PRAGMA application_id = 7")


REFUSED: dict[str, tuple[Spoil, str]] = {
    "nothing": (Path.unlink, "there is no such file"),
    "an empty file": (lambda path: path.write_bytes(b""), "is no database of Encore"),
    "a diary": (lambda path: path.write_text("Dear diary\n" * 100, "utf-8"), "cannot be read as a database"),
    "another program's": (another_programs, "is no database of Encore"),
    "a newer Encore's": (newer, "newer Encore"),
    "a damaged one": (spoilt, "damaged|malformed"),
    "a cut-off one": (lambda path: os.truncate(path, 40_960), "damaged|malformed|cannot be read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_backup_replaces_nothing(case: str, old: Path, here: Path) -> None:
    spoil, reason = REFUSED[case]
    spoil(old)
    with pytest.raises(StorageError, match=reason) as caught:
        restore(old, here, force=True)
    assert isinstance(caught.value, NewerDatabase) == (case == "a newer Encore's")
    assert "\n" not in str(caught.value)
    assert listeners(here) == 0
    assert list(here.parent.glob("*.part*")) == []


def test_where_a_link_leads_to_the_database_that_one_is_replaced(old: Path, here: Path) -> None:
    link = here.with_name("link.sqlite3")
    link.symlink_to(here.name)
    restore(old, link, force=True)
    assert link.is_symlink()
    assert listeners(here) == 4000


def test_a_broken_database_can_be_replaced(old: Path, path: Path) -> None:
    path.write_text("Dear diary\n" * 100, encoding="utf-8")
    path.with_name(f"{path.name}-wal").write_text("and so on", encoding="utf-8")
    restore(old, path, force=True)
    assert listeners(path) == 4000


def test_where_the_disk_is_full_the_database_stays_as_it_was(old: Path, here: Path) -> None:
    run(here, "INSERT INTO users (id, first_seen, last_seen) VALUES (1, 1, 1)")
    with full_disk(50_000), pytest.raises(StorageError, match=FULL):
        restore(old, here, force=True)
    assert listeners(here) == 1
    assert list(here.parent.glob("*.part*")) == []


@pytest.fixture
def _signals_as_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("_signals_as_before", "_logging_as_before")
def test_the_host_does_both_by_one_line(
    old: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env_file = tmp_path / "env"
    env_file.write_text(f"DATABASE_PATH={old}\n", encoding="utf-8")
    assert bot.main(env_file, ["backup", str(copy)]) == 0
    assert capsys.readouterr().out == f"{old} is copied to {copy}\n"
    run(old, "DELETE FROM users")
    assert bot.main(env_file, ["restore", str(copy)]) == 1
    said = capsys.readouterr().err
    assert said == f"Encore cannot restore: {old}: exists already; with --force the backup takes its place\n"
    assert bot.main(env_file, ["restore", "--force", str(copy)]) == 0
    assert listeners(old) == 4000


async def test_a_broken_database_is_named_and_not_the_copy_that_is_made_of_it(tmp_path: Path) -> None:
    path, copy = tmp_path / "encore.sqlite3", tmp_path / "copy.sqlite3"
    await (await Storage.open(path)).close()
    data = bytearray(path.read_bytes())
    data[3 * 4096 :] = b"\xa5" * (len(data) - 3 * 4096)
    path.write_bytes(data)
    with pytest.raises(StorageError, match=f"^{path}: is damaged"):
        back_up(path, copy)
    assert not copy.exists()
