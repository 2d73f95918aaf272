"""Copies of the database file: made while it is in use, and put back while it is not."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from errors import NewerDatabase, StorageError
from storage.alone import alone, place_of
from storage.schema import APPLICATION_ID, MIGRATIONS, clear_errors, connect

_PAGES = 2000
"""Copied between two syncs: were all synced at once, what listeners write meanwhile would wait for it."""
_MAPPED = 2**40
"""Bytes; SQLite takes as many as it may."""
_BESIDE = ("-wal", "-shm", "-journal")
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def back_up(path: Path, copy: Path) -> None:
    """Copy the database as it stands, in use or not, to a new file, whose pages are checked."""
    with clear_errors(copy):
        _recognise(path)
        with _alone_at(copy):
            if copy.exists():
                raise StorageError(f"{copy}: exists already; choose another name")
            _copy(path, copy, check="quick_check")


def restore(copy: Path, path: Path, *, force: bool = False) -> None:
    """Put a backup in the database's place, whole or not at all; what was there goes, with `force`."""
    path = place_of(path)  # of a link, what it leads to is replaced
    with clear_errors(path):
        _recognise(copy)
        if path.exists() and not force:
            raise StorageError(f"{path}: exists already; with --force the backup takes its place")
        with alone(path):
            if path.exists():
                _leave(path)
            _copy(copy, path, check="integrity_check")


@contextmanager
def _alone_at(copy: Path) -> Iterator[None]:
    """Two that make one copy, as hourly ones that take longer, would take away each other's half of it."""
    lock = FileLock(f"{copy}.lock", fallback_to_soft=False)
    try:
        if copy.parent.is_dir():  # a lock would make it
            lock.acquire(blocking=False)
    except Timeout as error:
        raise StorageError(f"{copy}: another backup is being written there; wait for it") from error
    except OSError:
        pass  # a disk that knows no locks takes backups all the same; what else is wrong, they tell
    try:
        yield
    finally:
        if lock.is_locked:
            with suppress(OSError):  # Windows removes no file that is open
                Path(lock.lock_file).unlink()
            lock.release()


def _recognise(path: Path) -> None:
    """Refuse what is no database of ours, or of a newer Encore, through a connection that can't change it."""
    if not path.is_file():
        raise StorageError(f"{path}: there is no such file")
    try:
        with closing(connect(path, mode="ro")) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{path}: cannot be read as a database ({error})") from error
    if application != APPLICATION_ID:
        raise StorageError(f"{path}: is no database of Encore")
    if version > len(MIGRATIONS):
        raise NewerDatabase(f"{path}: was written by a newer Encore; update Encore")


def _leave(path: Path) -> None:
    """Bring all of the database into its one file; StorageError where another program has it open."""
    try:
        with closing(connect(path, mode="rw")) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _IN_USE:
            raise StorageError(f"{path}: is in use; close the program that has it open") from error
        # What is broken is to be replaced: that is what backups are for.


def _copy(source: Path, target: Path, check: str) -> None:
    part = target.with_name(f"{target.name}.part")
    _remove(part, "", *_BESIDE)
    try:
        with _damage_named(source):
            _copy_pages(source, part, check)
        shutil.copymode(source, part)
        _remove(target, *_BESIDE)  # of a broken file: they would be read as parts of the new one
        part.replace(target)
    finally:
        _remove(part, "", *_BESIDE)


@contextmanager
def _damage_named(source: Path) -> Iterator[None]:
    """What is malformed is the source; the copy is only made."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        raise StorageError(f"{source}: is damaged ({error})") from error


def _remove(path: Path, *suffixes: str) -> None:
    for suffix in suffixes:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy_pages(source: Path, part: Path, check: str) -> None:
    """A copy in one file, synced to the disk and found to be sound.

    The quick check reads every page; the other also holds every index against its table: five times as long.
    """
    with closing(connect(source, mode="ro")) as reader, closing(connect(part, mode="rwc")) as writer:
        writer.execute("PRAGMA synchronous = OFF")
        # One view of the source for all steps: else every write to it would make the copy begin anew.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with part.open("rb") as file:
            reader.backup(writer, pages=_PAGES, progress=lambda *_: os.fsync(file.fileno()), sleep=0)
            writer.execute("PRAGMA journal_mode = DELETE")  # one file, readable where nothing can be written
            writer.execute(f"PRAGMA mmap_size = {_MAPPED}")  # the check reads the same pages again and again
            [(found,)] = writer.execute(f"PRAGMA {check}(1)")
            os.fsync(file.fileno())
    if found != "ok":
        raise StorageError(f"{source}: is damaged ({' '.join(found.split())})")
