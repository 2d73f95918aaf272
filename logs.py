"""Logging: one line for each event on stderr, ours and the libraries' alike, never with the bot's token."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

# Their debug lines carry SQL parameters and request lines, and so what listeners write.
_QUIET = ("aiosqlite", "aiohttp.access", "asyncio", "h5py", "matplotlib")


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Blots the secret out of the finished text, wherever in it a library may have put it."""

    def __init__(self, secret: str | None, processors: list[structlog.types.Processor]) -> None:
        super().__init__(
            processors=[
                self.remove_processors_meta,
                structlog.dev.ConsoleRenderer(
                    colors=sys.stderr.isatty(),
                    exception_formatter=structlog.dev.plain_traceback,  # the rich one prints local variables
                ),
            ],
            foreign_pre_chain=processors,
        )
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secret)


def redact(text: str, secret: str | None) -> str:
    """The text with the secret part of the token blotted out."""
    return text.replace(secret.partition(":")[2], "***") if secret else text


def configure(level: str, secret: str | None = None) -> None:
    """Set up logging for the whole process; call it before anything imports TensorFlow."""
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
    handler.setFormatter(_Formatter(secret, processors))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def native_notes_held_back() -> Iterator[None]:
    """Keep what TensorFlow's native code says on stderr while it loads; if the block fails, say it after all.

    No setting silences those lines: they come before TensorFlow sets up its own logging.
    """
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        except Exception:
            held.seek(0)
            os.write(stderr, held.read())
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
