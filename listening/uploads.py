"""An upload: one file, or a zip of many, within limits that no honest export reaches.

Nothing is unpacked to a disk; an entry's name is never a path to us.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END, BufferedReader, BytesIO, RawIOBase
from pathlib import PurePosixPath
from typing import IO

from listening.documents import Unreadable
from listening.messages import Problem

UNPACKED_BYTES = 600 * 1024 * 1024
ENTRIES = 500
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db")
_DEFECTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the upload; `size` in bytes, unpacked."""

    name: str
    size: int
    _open: Callable[[], IO[bytes]]

    @contextmanager
    def open(self, count: Callable[[int], None]) -> Iterator[BufferedReader]:
        """Read the file, telling `count` how many bytes have come; Unreadable if it cannot be unpacked."""
        try:
            with self._open() as raw:
                file: BufferedReader = BufferedReader(_Counted(raw, count), 64 * 1024)
                if file.peek(4).startswith((_ZIP, _EMPTY_ZIP)):
                    raise Unreadable(Problem.NESTED)
                yield file
        except NotImplementedError as error:  # zipfile's word for a way of packing that it does not know
            raise Unreadable(Problem.PACKED) from error
        except _DEFECTS as error:
            raise Unreadable(Problem.BROKEN) from error


def documents(upload: BytesIO) -> list[Document]:
    """The files of an upload; Unreadable if it must not or cannot be looked into."""
    start = upload.read(4)
    size = upload.seek(0, SEEK_END)
    upload.seek(0)
    if not size:
        raise Unreadable(Problem.EMPTY)
    if start not in (_ZIP, _EMPTY_ZIP):
        return [Document("", size, lambda: upload)]
    try:
        archive = zipfile.ZipFile(upload)
    # NotImplementedError is zipfile's word for an archive of a later kind than it knows.
    except (*_DEFECTS, ValueError, NotImplementedError) as error:
        raise Unreadable(Problem.BROKEN) from error
    return [_document(archive, entry) for entry in _checked(archive.infolist())]


def _checked(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    if len(entries) > ENTRIES:
        raise Unreadable(Problem.TOO_MANY_FILES)
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    if any(map(_leads_out, entries)):
        raise Unreadable(Problem.TRICKS)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unreadable(Problem.PASSWORD)
    files = [entry for entry in entries if not (_is_clutter(entry.filename) or entry.is_dir())]
    if not files:
        raise Unreadable(Problem.EMPTY)
    return files


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.orig_filename.replace("\\", "/"))
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return link or path.is_absolute() or ".." in path.parts or str(path)[1:2] == ":" or "\0" in str(path)


def _is_clutter(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.name or path.name.startswith("._") or any(part in _CLUTTER for part in path.parts)


def _document(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Document:
    name = PurePosixPath(entry.filename.replace("\\", "/")).name  # Windows has packed them so
    return Document(name, entry.file_size, lambda: archive.open(entry))


class _Counted(RawIOBase):
    def __init__(self, file: IO[bytes], count: Callable[[int], None]) -> None:
        self._file = file
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._count(len(data))
        return len(data)
