"""The gaps in a database's pages, where SQLite leaves copies of rows that it has moved.

What is deleted it overwrites (`secure_delete`), but not the places where a row stood before its page was
divided or put together with another. File format: https://sqlite.org/fileformat2.html
"""

import os
import sqlite3
from io import FileIO
from pathlib import Path

_HEADER = {2: 12, 5: 12, 10: 8, 13: 8}
"""First byte of a page that holds rows -> bytes of its header. All other pages begin with a page's number,
whose first byte is smaller in any file of less than 130 GB, and are overwritten when they are let go."""
_BEFORE = 100
"""Bytes of the first page that stand before its header."""
_AT_ONCE = 256  # pages


def wipe(connection: sqlite3.Connection, path: Path, file: FileIO) -> bool:
    """Leave nothing of what was deleted in the database at `path`, which is open as `file` as well.

    False where other programs were in the way: they read what the write-ahead log holds, or write themselves.
    """
    (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        return False
    connection.execute("BEGIN IMMEDIATE")  # no other program writes from here on
    try:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            return False
        _scrub(file)
    finally:
        connection.rollback()
        connection.execute("PRAGMA shrink_memory")  # pages at hand have their gaps as they were
    return True


def _scrub(file: FileIO) -> None:
    """Overwrite all gaps."""
    file.seek(16)
    size = int.from_bytes(file.read(2), "big")
    size = 65_536 if size == 1 else size
    at = 0
    while size and (pages := _read(file, at, size * _AT_ONCE)):
        for start in range(0, len(pages), size):
            page = pages[start : start + size]
            gap = _gap(page, 0 if at + start else _BEFORE)
            if any(page[gap]):
                file.seek(at + start + gap.start)
                file.write(bytes(gap.stop - gap.start))
        at += len(pages)
    os.fsync(file.fileno())


def _read(file: FileIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)


def _gap(page: bytes, header: int) -> slice:
    """What lies between the list of a page's rows and the first of the rows."""
    length = _HEADER.get(page[header])
    if length is None:
        return slice(0, 0)
    rows, first = (int.from_bytes(page[header + at : header + at + 2], "big") for at in (3, 5))
    return slice(header + length + 2 * rows, first or 65_536)
