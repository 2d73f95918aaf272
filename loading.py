"""The model, loaded beside the talk by threads for which nobody waits at the end."""

import asyncio
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from threadpoolctl import threadpool_limits

import logs
from recommender import Recommender
from recommender.runtime import give_back

Made = TypeVar("Made")
_threads: list[threading.Thread] = []


def beside(work: Callable[[], Made]) -> "asyncio.Future[Made]":
    """What a daemon thread makes. asyncio's own threads would hold up the end until they are done."""
    loop = asyncio.get_running_loop()
    made: asyncio.Future[Made] = loop.create_future()

    def settle(settled: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if made.done() else settled())

    def run() -> None:
        try:
            result = work()
        except Exception as error:
            failed = error
            settle(lambda: made.set_exception(failed))
        else:
            settle(lambda: made.set_result(result))

    thread = threading.Thread(target=run, name="loading", daemon=True)
    _threads[:] = [*(one for one in _threads if one.is_alive()), thread]
    thread.start()
    return made


def leave(code: int) -> int:
    """The exit code; or the end itself, where a thread still loads: a host waits for ten seconds alone."""
    if any(thread.is_alive() for thread in _threads):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)
    return code


def wake(recommender: Recommender) -> None:
    """Load the model, without the chatter of its native libraries; raises BundleError."""
    # Threads of a product of small matrices wait for each other longer than they calculate.
    threadpool_limits(1, user_api="blas")
    with logs.native_notes_held_back():
        recommender.wake()
    _settle()


def wake_songs(recommender: Recommender) -> None:
    """Load the songs, for which lists of artists need not wait; raises BundleError."""
    with logs.native_notes_held_back():
        recommender.wake_songs()
    _settle()


def warm_up(recommender: Recommender) -> None:
    """Prepare what no start waits for."""
    recommender.warm_up()
    _settle()


def _settle() -> None:
    """All that there is by now is for good: to look for garbage among it would hold everybody up."""
    gc.freeze()
    give_back()


def reload(bundle: Path | None) -> Recommender:
    """Another model, with all that `warm_up` prepares: there is time, the one before talks on."""
    recommender = Recommender.load(bundle)
    warm_up(recommender)
    return recommender
