"""Reading one upload from beginning to end; what happens in the process that `listening.process` starts."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from listening.documents import Unreadable, read
from listening.messages import FileRead, Message, Problem, Progress, Refused
from listening.tally import Tally
from listening.uploads import Document, documents

_NOTICE = 512 * 1024  # bytes between two looks at the progress


def read_upload(upload: BytesIO) -> Iterator[Message]:
    """What an upload holds, file by file; a file's batches come once it has been read whole."""
    try:
        files = documents(upload)
    except Unreadable as error:
        yield Refused(error.problem)
        return
    if len(files) == 1 and not files[0].name:
        yield from _alone(files[0])
        return
    progress = _Counter(sum(file.size for file in files))
    for file in files:
        yield from _file(file, progress)


def _alone(file: Document) -> Iterator[Message]:
    """An upload that is no zip: what is wrong with its one file is wrong with all of it."""
    for message in _file(file, _Counter(file.size)):
        if isinstance(message, FileRead) and message.problem is not None:
            yield Refused(message.problem)
        else:
            yield message


def _file(file: Document, progress: "_Counter") -> Iterator[Message]:
    tally = Tally()
    try:
        with file.open(progress.add) as content:
            for item in read(content):
                tally.add(item)
                if progress.moved:
                    yield progress.take()
    except (Unreadable, MemoryError, RecursionError) as error:
        problem = error.problem if isinstance(error, Unreadable) else Problem.TOO_MUCH
        yield FileRead(file.name, problem, 0, 0, 0, 0, None, None, {})
        return
    if tally.is_empty:
        yield FileRead(file.name, Problem.EMPTY, 0, 0, 0, 0, None, None, {})
        return
    yield tally.summary(file.name)
    yield from tally.batches()


class _Counter:
    """Bytes read so far, of all there are."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._read = 0
        self._noticed = 0

    @property
    def moved(self) -> bool:
        return self._read - self._noticed >= _NOTICE

    def add(self, count: int) -> None:
        self._read += count

    def take(self) -> Progress:
        self._noticed = self._read
        return Progress(min(100 * self._read // self._total, 100))


def bound(memory: int, seconds: int) -> None:
    """End this process, by a MemoryError or a signal, before it takes more of the machine; Unix alone."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - is not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
