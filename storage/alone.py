"""One process at a time: a lock beside the database, which ends with the process that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from errors import StorageError
from storage.schema import clear_errors


def place_of(path: Path) -> Path:
    """Where a path leads to; StorageError if to nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # the second up to Python 3.12
        raise StorageError(f"database {path}: its path goes in a circle of links") from None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other processes from this database until the block ends; StorageError if one is there already."""
    # The system's own lock or none: a mere file would stay when the process is killed.
    lock = FileLock(f"{place_of(path)}.lock", fallback_to_soft=False, preserve_lock_file=True)
    with clear_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
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
