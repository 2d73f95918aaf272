"""Logging: one line for each event on stderr, ours and the libraries' alike.

Never with the bot's token; and above DEBUG with nothing that listeners write or are called.
"""

import logging
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TextIO

import structlog

from errors import ArtistError, EncoreError

# Their debug lines carry SQL parameters and request lines, and so what listeners write.
_QUIET = ("aiosqlite", "aiohttp.access", "asyncio", "h5py", "matplotlib")


_secrets: set[str] = set()
_past: TextIO | None = None
"""The way to stderr while native notes are held back."""


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Blots secrets out of the finished text, wherever in it a library may have put them."""

    def __init__(self, processors: list[structlog.types.Processor], *, quote: bool) -> None:
        super().__init__(
            processors=[
                self.remove_processors_meta,
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(),
                    # The rich one prints local variables.
                    exception_formatter=structlog.dev.plain_traceback if quote else _reticent_traceback,
                ),
            ],
            foreign_pre_chain=processors,
        )
        self._quote = quote

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio" and not self._quote:  # shows tasks, with what their errors say
            record.msg, record.args = record.getMessage().partition("\n")[0], None
        text = super().format(record)
        for secret in _secrets:
            text = redact(text, secret)
        return text


def _reticent_traceback(out: TextIO, exc_info: structlog.typing.ExcInfo) -> None:
    """Where it happened, and what kind of error it was; not what it says, which may quote a listener."""
    error: BaseException | None = exc_info[1]
    told = []
    while error is not None:
        frames = "".join(traceback.format_tb(error.__traceback__))
        told.append(f"\nTraceback (most recent call last):\n{frames}{_called(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    out.write("\n".join(reversed(told)))


def _called(error: BaseException) -> str:
    """The kind of an error, and what it says where that is ours or the system's."""
    ours = isinstance(error, EncoreError) and not isinstance(error, ArtistError)
    systems = isinstance(error, OSError) and error.errno is not None
    return f"{type(error).__name__}: {error}" if ours or systems else type(error).__name__


def redact(text: str, secret: str | None) -> str:
    """The text with a password, or the secret part of a token, blotted out."""
    return text.replace(secret.rpartition(":")[2], "***") if secret else text


def hide(secret: str) -> None:
    """Blot this token or password out of all that is logged from now on."""
    _secrets.add(secret)


def configure(level: str, secret: str | None = None) -> None:
    """Set up logging for the whole process; call it before anything imports TensorFlow."""
    if secret:
        hide(secret)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    processors: list[structlog.types.Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *processors,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(processors, quote=level == "DEBUG"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    threading.excepthook = _in_thread
    sys.unraisablehook = _ignored
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.server").addFilter(_without_our_traceback)
    # That a font has no bold letters, as those for some scripts have not, is nothing a host can mend.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def _without_our_traceback(record: logging.LogRecord) -> bool:
    """Of what is no HTTP a line is enough: whoever reaches the port may send it, as often as they like."""
    error = record.exc_info[1] if record.exc_info else None
    if type(error).__module__ == "aiohttp.http_exceptions":
        record.exc_info = None
    return True


def tell(line: str) -> None:
    """Say to the host why the process ends."""
    print(line, file=_past or sys.stderr, flush=True)


def _in_thread(args: threading.ExceptHookArgs) -> None:
    """What Python would print past all loggers."""
    logging.getLogger("threading").error("a thread broke down", exc_info=args.exc_value)


def _ignored(unraisable: "sys.UnraisableHookArgs") -> None:
    logging.getLogger("python").error("an exception was ignored", exc_info=unraisable.exc_value)


@contextmanager
def native_notes_held_back() -> Iterator[None]:
    """Keep what TensorFlow's native code says on stderr while it loads; if the block fails, say it after all.

    No setting silences those lines: they come before TensorFlow sets up its own logging. What is logged or
    told meanwhile is said at once. Where no file can be made for them, they are said as well.
    """
    if (held := _spare_file()) is None:
        yield
        return
    with held, _another_stderr() as past, _told_to(past):
        os.dup2(held.fileno(), 2)
        try:
            yield
        except Exception:
            held.seek(0)
            with suppress(OSError):
                os.write(past.fileno(), held.read())
            raise
        finally:
            os.dup2(past.fileno(), 2)


def _spare_file() -> IO[bytes] | None:
    with suppress(OSError):
        return tempfile.TemporaryFile()
    return None


@contextmanager
def _another_stderr() -> Iterator[TextIO]:
    """A second way to stderr. It may lead to a full disk: what finds no room there is no reason to end."""
    with suppress(OSError):
        sys.stderr.flush()
    past = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    try:
        yield past
    finally:
        with suppress(OSError):
            past.close()


@contextmanager
def _told_to(stream: TextIO) -> Iterator[None]:
    global _past  # noqa: PLW0603 - as stderr, the process has one
    loggers = [
        one
        for one in logging.getLogger().handlers
        if isinstance(one, logging.StreamHandler) and one.stream is sys.stderr
    ]
    for one in loggers:
        _lead(one, stream)
    _past = stream
    try:
        yield
    finally:
        _past = None
        for one in loggers:
            _lead(one, sys.stderr)


def _lead(handler: "logging.StreamHandler[TextIO]", stream: TextIO) -> None:
    """As `setStream` does, which stays where it is when what was said there finds no room."""
    with suppress(OSError):
        handler.flush()
    handler.stream = stream
