"""One run of a command: settings and logs before it, and an exit code and one clear line after it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import structlog

import logs
from errors import ConfigError, EncoreError, TokenRevoked, reason
from settings import Settings, read_settings

START = "start"
"""What the bot does; all else comes to an end by itself."""


def _signals() -> tuple[signal.Signals, ...]:
    """What asks for the end; a terminal that is closed does, unless the host said `nohup`."""
    asked = (signal.SIGINT, signal.SIGTERM)
    if sys.platform == "win32" or signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        return asked
    return (*asked, signal.SIGHUP)


SIGNALS = _signals()

log = structlog.get_logger("encore")


def run(env_file: Path, doing: str, work: Callable[[Settings], str | None]) -> int:
    """Let `work` do it, and print what it says; returns the exit code."""
    for number in SIGNALS:  # alike, until an event loop takes over
        signal.signal(number, signal.default_int_handler)
    _complete_streams()
    os.umask(0o077)  # what is stored of listeners is for the host's own eyes
    secret = None
    try:
        settings = read_settings(env_file)
        secret = settings.bot_token.get_secret_value() if settings.bot_token else None
        logs.configure(settings.log_level, secret)
        said = work(settings)
    except KeyboardInterrupt:
        if doing == START:  # to be stopped is how a bot ends
            return 0
        logs.tell(f"Encore cannot {doing}: interrupted")
        return 1
    except EncoreError as error:
        what = "go on" if isinstance(error, TokenRevoked) else doing
        logs.tell(f"Encore cannot {what}: {logs.redact(str(error), secret)}")
        return 2 if isinstance(error, ConfigError) else 1
    except Exception:
        log.exception("Encore broke down")
        return 1
    if said:
        say(said)
    return 0


def say(line: str) -> None:
    """What the host waits for, on stdout: that there is no room for it, or nobody reads it, ends nothing."""
    try:
        print(line, flush=True)  # noqa: T201
    except OSError as error:
        log.warning("nothing can be said on stdout", error=reason(error))
        with suppress(OSError):  # else Python tries again as it ends, and makes another exit code of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _complete_streams() -> None:
    """Lead those to nowhere that a service was started without.

    The next file to be opened would else be taken for one of them, and Python has None in its place.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None and os.open(os.devnull, os.O_RDWR) == number:
            os.set_inheritable(number, True)  # by who reads imports, too
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is stored here is stored whole: no signal does anything, nor later, when that is still to be said.

    They do again after a block that failed.
    """
    before = [(number, signal.getsignal(number)) for number in SIGNALS]
    ignore_signals()
    try:
        yield
    except BaseException:
        for number, handler in before:
            signal.signal(number, handler)
        raise


def leave(code: int) -> NoReturn:
    """End with this exit code; a signal that came while Python ends would make another of it."""
    ignore_signals()
    sys.exit(code)


def ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
