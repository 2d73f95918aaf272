"""The file: made from nothing, brought up to date, or refused without a byte changed."""

import ctypes
import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from errors import NewerDatabase, StorageError
from storage import Storage, Verdict, schema
from storage.database import Database
from storage.schema import MIGRATIONS, prepare
from tests.storage.conftest import ANN


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


@pytest.fixture
def older(path: Path) -> Path:
    """A database with Ann's like of ABBA, written by the first version."""
    prepare(path, MIGRATIONS[:1])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO users (id, first_seen, last_seen) VALUES (?, 1, 1)", (ANN,))
        connection.execute(
            """
            INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at)
            VALUES (?, 'abba', 'ABBA', 'like', 1)
            """,
            (ANN,),
        )
    return path


def migration(folder: Path, sql: str) -> Path:
    file = folder / "9999_next.sql"
    file.write_text(sql, encoding="utf-8")
    return file


def test_migrations_are_numbered_from_one_each_with_a_number_of_its_own() -> None:
    numbers = [int(file.name.split("_")[0]) for file in MIGRATIONS]
    assert numbers[0] == 1
    assert len(set(numbers)) == len(MIGRATIONS)


def test_an_older_file_keeps_its_verdicts_and_never_gives_an_id_out_twice(older: Path) -> None:
    insert = (
        "INSERT INTO verdicts (user_id, artist_key, artist_name, verdict, at) VALUES (?, ?, '', 'like', 1)"
    )
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        connection.execute(insert, (ANN, "gone"))
        connection.execute("DELETE FROM verdicts WHERE artist_key = 'gone'")
    prepare(older)
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        connection.execute(insert, (ANN, "new"))
        rows = connection.execute("SELECT id, artist_key, until FROM verdicts ORDER BY id").fetchall()
    assert rows == [(1, "abba", None), (3, "new", None)]


def test_lists_that_asked_the_same_before_are_one_question(path: Path) -> None:
    """Also where one was asked anew twice."""
    older = next(n for n, one in enumerate(MIGRATIONS) if "questions" in one.name)
    prepare(path, MIGRATIONS[:older])
    insert = """
        INSERT INTO queries (id, user_id, kind, text, seeds, after, asked_at)
        VALUES (?, ?, 'similar', '', '[]', ?, 1)
        """
    rows = [(1, None), (2, None), (3, 1), (4, 3), (5, 1), (6, 4), (7, 99)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO users (id, first_seen, last_seen) VALUES (?, 1, 1)", (ANN,))
        connection.executemany(insert, [(number, ANN, after) for number, after in rows])
    prepare(path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT id, question FROM queries ORDER BY id").fetchall()
    assert found == [(1, None), (2, None), (3, 1), (4, 1), (5, 1), (6, 1), (7, 99)]


def test_an_empty_place_becomes_a_database_of_the_newest_version(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "encore.sqlite3"
    prepare(path)
    assert version(path) == len(MIGRATIONS)
    assert {"users", "preferences", "verdicts", "queries", "shown"} <= tables(path)


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    prepare(path)
    assert version(path) == len(MIGRATIONS)


def test_every_table_is_strict(path: Path) -> None:
    prepare(path)
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
        strict = dict(listed.fetchall())
    assert [name for name, is_strict in strict.items() if not is_strict and "sqlite_" not in name] == []


async def test_an_older_database_is_brought_up_to_date_with_all_it_holds(older: Path) -> None:
    storage = await Storage.open(older)
    try:
        assert await storage.verdicts.of(ANN) == {"abba": Verdict.LIKE}
    finally:
        await storage.close()
    assert version(older) == len(MIGRATIONS)


def test_a_migration_is_applied_once(older: Path, tmp_path: Path) -> None:
    step = migration(tmp_path, "CREATE TABLE extra (a INTEGER) STRICT;\nALTER TABLE extra ADD COLUMN b TEXT;")
    for _ in range(2):
        prepare(older, [MIGRATIONS[0], step])
    assert version(older) == 2
    assert "extra" in tables(older)


def test_a_trigger_in_a_migration_is_one_statement(older: Path, tmp_path: Path) -> None:
    step = migration(
        tmp_path,
        "CREATE TRIGGER gone AFTER DELETE ON users BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n-- the end\n",
    )
    prepare(older, [MIGRATIONS[0], step])
    assert version(older) == 2


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE extra (a INTEGER) STRICT;\nDELETE FROM verdicts;\nSELECT nonsense FROM nowhere;",
        "DELETE FROM verdicts;\nCREATE TABLE half (",
    ],
)
def test_a_failing_migration_leaves_the_file_as_it_was(older: Path, tmp_path: Path, broken: str) -> None:
    before = older.read_bytes()
    with pytest.raises(StorageError, match=r"9999_next\.sql failed"):
        prepare(older, [MIGRATIONS[0], migration(tmp_path, broken)])
    assert older.read_bytes() == before
    assert version(older) == 1


def test_a_failing_migration_takes_back_the_good_ones_before_it(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        prepare(path, [MIGRATIONS[0], migration(tmp_path, "SELECT nonsense;")])
    assert tables(path) == set()
    assert version(path) == 0


async def test_a_first_start_that_was_killed_half_way_is_taken_up_again(older: Path, tmp_path: Path) -> None:
    """Before the file has its write-ahead log, half-done work lies in the file and its journal."""
    killed = tmp_path / "killed.sqlite3"
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO users (id, first_seen, last_seen) VALUES (?, 1, 1)",
            [(n,) for n in range(2000, 9000)],
        )
        for suffix in ("", "-journal"):
            shutil.copy(f"{older}{suffix}", f"{killed}{suffix}")
    storage = await Storage.open(killed)
    try:
        assert await storage.verdicts.of(ANN) == {"abba": Verdict.LIKE}
    finally:
        await storage.close()
    with closing(sqlite3.connect(killed)) as connection:
        assert connection.execute("SELECT id FROM users").fetchall() == [(ANN,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_processes_that_start_together_migrate_once(older: Path, tmp_path: Path) -> None:
    steps = [MIGRATIONS[0], migration(tmp_path, "CREATE TABLE extra (a INTEGER) STRICT;")]
    with ThreadPoolExecutor(max_workers=8) as pool:
        for outcome in [pool.submit(prepare, older, steps) for _ in range(8)]:
            outcome.result()
    assert version(older) == 2


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed before a checkpoint"])
def test_a_newer_database_is_refused_untouched(older: Path, killed: bool) -> None:
    """Even when its last commits still lie in the write-ahead log, from where closing would move them."""
    newer = sqlite3.connect(older, isolation_level=None)
    newer.execute("PRAGMA user_version = 77")
    if not killed:
        newer.close()
    log = older.with_name(older.name + "-wal")
    before = older.read_bytes(), log.read_bytes() if killed else b""
    with pytest.raises(NewerDatabase, match=r"version 77 is newer than this Encore \(\d+\)"):
        prepare(older)
    assert (older.read_bytes(), log.read_bytes()) == before
    newer.close()


def test_a_database_of_another_program_is_refused_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE moz_bookmarks (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="belongs to another program"):
        prepare(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    path.write_text("Dear diary\n" * 100, encoding="utf-8")
    with pytest.raises(StorageError, match=r"not a database; choose another DATABASE_PATH"):
        prepare(path)
    assert path.read_text(encoding="utf-8") == "Dear diary\n" * 100


def test_a_folder_in_place_of_the_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a folder") as caught:
        prepare(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_file_in_place_of_the_folder_is_one_clear_line(path: Path) -> None:
    path.touch()
    with pytest.raises(StorageError, match=str(path)) as caught:
        prepare(path / "encore.sqlite3")
    assert "\n" not in str(caught.value)


def test_a_damaged_database_is_one_clear_line(older: Path) -> None:
    older.write_bytes(older.read_bytes()[:100] + b"\xff" * 5000)
    with pytest.raises(StorageError, match=r"restore it from a backup|not a database"):
        prepare(older)


@pytest.fixture
def damaged(older: Path) -> Path:
    """Ann's database with the page gone bad that verdicts stand on."""
    with closing(sqlite3.connect(older)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'verdicts'"
        [(page,)] = connection.execute(sql).fetchall()
    data = bytearray(older.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    older.write_bytes(data)
    return older


def test_a_file_with_a_page_that_went_bad_is_refused_as_it_is(damaged: Path) -> None:
    before = damaged.read_bytes()
    with pytest.raises(StorageError, match=r"damaged \(.+\); restore it from a backup: uv run"):
        prepare(damaged)
    assert damaged.read_bytes() == before


def test_a_write_ahead_log_of_another_file_is_named(path: Path, tmp_path: Path) -> None:
    """As it lies there when a copy was put by hand in the place of a database whose process was killed."""
    other, log = tmp_path / "other.sqlite3", path.with_name(f"{path.name}-wal")
    insert = "INSERT INTO users (id, first_seen, last_seen) VALUES (?, 1, 1)"
    for file, listeners in ((path, 3000), (other, 3)):
        prepare(file)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.executemany(insert, [(number,) for number in range(listeners)])
            connection.commit()
            left = Path(f"{file}-wal").read_bytes()
    log.write_bytes(left)
    before = path.read_bytes(), log.read_bytes()
    with pytest.raises(StorageError, match=r"damaged \([^*]+\); without .+-wal it is sound: was ") as caught:
        prepare(path)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes(), log.read_bytes()) == before
    log.unlink()
    prepare(path)


async def test_a_page_that_went_bad_is_one_clear_line_and_no_other_page_suffers(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a file that is too large to be read through at the start."""
    monkeypatch.setattr(schema, "_CHECKED", 0)
    database = await Database.open(damaged, MIGRATIONS[:1])
    try:
        with pytest.raises(StorageError, match=r"malformed; restore it from a backup: uv run"):
            await database.read("SELECT * FROM verdicts", {})
        assert [row["id"] for row in await database.read("SELECT id FROM users", {})] == [ANN]
    finally:
        await database.close()


@contextmanager
def as_anybody() -> Iterator[None]:
    """What the owner may not, root may: this thread opens files as nobody in particular."""
    libc = ctypes.CDLL(None)
    if os.geteuid() == 0:
        libc.setfsuid(65_534)
    try:
        yield
    finally:
        libc.setfsuid(os.geteuid())


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_a_file_that_may_not_be_written_is_one_clear_line(
    older: Path, file_mode: int, folder_mode: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "encore.sqlite3"
        shutil.copy(older, path)
        before = path.read_bytes()
        path.chmod(file_mode)
        Path(folder).chmod(folder_mode)
        with as_anybody(), pytest.raises(StorageError, match=r"writable|may be written") as caught:
            prepare(path)
        Path(folder).chmod(0o755)
        assert path.read_bytes() == before
    assert "\n" not in str(caught.value)


def test_a_file_that_another_program_holds_is_one_clear_line(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "PATIENCE", 0.01)
    with closing(sqlite3.connect(older, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="is locked; another program holds it; close that program"):
            prepare(older)
    prepare(older)


@pytest.mark.parametrize("name", ["with space", "what?mode=memory", "50%", "наш#1"])
async def test_any_file_name_works(tmp_path: Path, name: str) -> None:
    storage = await Storage.open(tmp_path / name)
    await storage.close()
    assert version(tmp_path / name) == len(MIGRATIONS)


def test_what_refers_to_a_row_is_found_by_an_index_when_that_row_goes(path: Path) -> None:
    """But for broadcasts, of which there are few."""
    prepare(path)
    with closing(sqlite3.connect(path)) as connection:
        for table in sorted(tables(path) - {"broadcasts"}):
            references: dict[int, list[str]] = {}
            for number, _, _, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})"):
                references.setdefault(number, []).append(f"{column} = 1")
            for columns in references.values():
                looked_up = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {' AND '.join(columns)}"  # noqa: S608
                [(*_, plan)] = connection.execute(looked_up)
                assert plan.startswith("SEARCH"), (table, columns, plan)
