"""For all tests: a local chat, the shipped model, how hypothesis looks for counterexamples, logging.

The process that hands the tests out reads this file before it starts the workers: what takes seconds to
import is imported where it is used.
"""

import gc
import logging
import os
import signal
import ssl
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import settings

import lightly
import logs
from settings import Settings

if TYPE_CHECKING:
    from localchat import LocalChat
    from recommender import Recommender

# What one process compiles others read: tests start some sixty, and each would compile TensorFlow anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# As in bot.py: a model in memory makes every look at all objects a long one. Of what the imports make, hardly
# anything is garbage: it is looked for once the tests have been read.
gc.set_threshold(50_000)
gc.disable()
lightly.import_aiogram()

# No deadline: a loaded machine is slow, not wrong. In CI the same examples each time, so that a failure there
# belongs to the change at hand; new ones are found where people work.
settings.register_profile("encore", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("encore")


LONGEST = (
    "test_checks",
    "test_command_line",
    "test_bot",
    "test_kills",
    "test_training",
    "test_promises",
    "test_soak",
    "test_rounds",
    "test_interrupted",
    "test_taste",
    "test_drawing",
    "test_gallery",
)
"""Files that take longest, the longest first: begun last, the end of the run would wait for them alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    first = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Each bot makes a context out of all the world's authorities, in 30 ms; one may serve them all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def shipped() -> "Recommender":
    """With the bundle that ships; warmed up and frozen as the bot does it, so that no test waits for that."""
    from recommender import Recommender  # noqa: PLC0415 - not for who hands out tests

    recommender = Recommender.load()
    recommender.warm_up()
    gc.collect()
    gc.freeze()
    return recommender


@pytest.fixture
async def chat() -> AsyncIterator["LocalChat"]:
    """A Bot API server that is not the bot's own: it outlives the bot."""
    from localchat import LocalChat  # noqa: PLC0415 - aiogram takes seconds

    chat = LocalChat()
    await chat.start()
    yield chat
    await chat.stop()


@pytest.fixture
def _hangups_end_processes() -> Iterator[None]:
    """As in a terminal: under `nohup` processes that tests start would not heed them either."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    hooks = threading.excepthook, sys.unraisablehook
    yield
    threading.excepthook, sys.unraisablehook = hooks
    logs._secrets.clear()
    logging.basicConfig(handlers=[], force=True, level=logging.WARNING)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
