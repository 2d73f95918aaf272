"""The database file before it is served: is it ours, is it of our time, and if older, bring it up to date."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from errors import NewerDatabase, StorageError

APPLICATION_ID = 0x456E6372  # "Encr"; tells our files from other programs' SQLite files
PATIENCE = 5.0
"""Seconds that a start waits for another program that writes."""
_CHECKED = 64 * 2**20
"""Bytes of a file that is read through before it is served: a second; for a larger one a start would wait."""
MIGRATIONS = tuple(sorted((Path(__file__).parent / "migrations").glob("[0-9]*.sql")))

_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "choose another DATABASE_PATH, or move that file away",
    sqlite3.SQLITE_CANTOPEN: "check that the path names a file in a folder that may be written",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable",
    sqlite3.SQLITE_FULL: "free some disk space",
    sqlite3.SQLITE_BUSY: "another program holds it; close that program",
    sqlite3.SQLITE_IOERR: "check the disk, and the room on it",
    sqlite3.SQLITE_CORRUPT: "restore it from a backup: uv run bot.py restore --force PATH",
}


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into a StorageError of one line."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = _remedy(error)
        raise StorageError(f"database {path}: {error}" + (f"; {remedy}" if remedy else "")) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise StorageError(f"database {path}: {error.strerror or error}{where}") from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise StorageError(f"database {path}: {error}") from error


def _remedy(error: sqlite3.Error) -> str | None:
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def prepare(path: Path, migrations: Sequence[Path] = MIGRATIONS) -> None:
    """Create the file and its folder, or migrate it; NewerDatabase and StorageError leave it untouched."""
    with clear_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise StorageError(f"database {path}: is a folder; name a file in it as DATABASE_PATH")
        if path.exists():
            _look(path, len(migrations))
        with closing(connect(path, mode="rwc")) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            try:
                _migrate(connection, path, migrations)
            except BaseException:
                connection.rollback()
                raise


def _look(path: Path, newest: int) -> None:
    """Refuse a file that is damaged, newer or not ours; no byte of it can be changed by this connection."""
    try:
        with closing(connect(path, mode="ro")) as connection:
            _version(connection, path, newest)
            if path.stat().st_size <= _CHECKED:
                _check(connection, path)
    except sqlite3.OperationalError as error:
        # A process was killed before the file had its write-ahead log. The connection that writes takes
        # the half-done work back, and then looks at the version again.
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        raise _damage(path, str(error)) from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite itself finds a damaged page when it comes to read it, perhaps after days of writing."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise _damage(path, " ".join(found.split()).removeprefix("*** in database main *** "))


def _damage(path: Path, found: str) -> StorageError:
    """What is wrong with the file, and what to do."""
    remedy, log = _REMEDIES[sqlite3.SQLITE_CORRUPT], path.with_name(f"{path.name}-wal")
    if log.exists() and _is_sound_alone(path):
        remedy = f"without {log.name} it is sound: was that left by another file, move it away; else {remedy}"
    return StorageError(f"database {path}: damaged ({found}); {remedy}")


def _is_sound_alone(path: Path) -> bool:
    """Whether it is but for its write-ahead log: a copy that was put in its place may have another's."""
    with suppress(sqlite3.DatabaseError), closing(connect(path, mode="ro&immutable=1")) as connection:
        [(found,)] = connection.execute("PRAGMA quick_check(1)")
        return bool(found == "ok")
    return False


def connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, timeout=PATIENCE, uri=True, isolation_level=None)


def _version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The number of the last migration in the file, 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION_ID:
        raise StorageError(f"database {path}: belongs to another program; choose another DATABASE_PATH")
    if version > newest:
        raise NewerDatabase(
            f"database {path}: version {version} is newer than this Encore ({newest}); update Encore"
        )
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Path]) -> None:
    """Apply what is missing: one transaction for all, so that a failure leaves the file as it was."""
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection, path, len(migrations))
    for number, migration in enumerate(migrations[version:], start=version + 1):
        try:
            for statement in _statements(migration.read_text(encoding="utf-8")):
                connection.execute(statement)
        except sqlite3.Error as error:
            if _remedy(error):  # not the statement's fault
                raise
            raise StorageError(f"database {path}: migration {migration.name} failed: {error}") from error
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.commit()


def _statements(script: str) -> Iterator[str]:
    """Split a script; `executescript` would commit the open transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    yield statement
