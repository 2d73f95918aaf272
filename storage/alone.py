"""One process at a time: a lock beside the database, which ends with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import ELOOP
from pathlib import Path

from filelock import FileLock, Timeout

from errors import StorageError
from storage.schema import clear_errors


def place_of(path: Path) -> Path:
    """Where a path leads to; StorageError if to nowhere."""
    try:
        path.stat()  # of a circle `resolve` raises an error of another kind, or from Python 3.13 none
    except OSError as error:
        if error.errno == ELOOP:
            raise StorageError(f"database {path}: its path goes in a circle of links") from None
    return path.resolve()


def _make_folder(path: Path, place: Path) -> None:
    """But for one that a link leads to: it is on a disk that is not attached, and this is not its place."""
    if not place.parent.is_dir() and any(way.is_symlink() for way in (path, *path.parents)):
        raise StorageError(
            f"database {path}: leads to {place}, and there is no such folder; is its disk attached?"
        )
    path.parent.mkdir(parents=True, exist_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other processes from this database until the block ends; StorageError if one is there already."""
    place = place_of(path)
    # The system's own lock or none: a mere file would stay when the process is killed.
    lock = FileLock(f"{place}.lock", fallback_to_soft=False, preserve_lock_file=True)
    with clear_errors(path):
        _make_folder(path, place)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise StorageError(
                f"database {path}: another Encore is using it; stop that one, or set another DATABASE_PATH"
            ) from error
    try:
        yield
    finally:
        lock.release()
