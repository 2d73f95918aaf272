"""What a start does without: libraries that it does not need, and Telegram's types before they are used."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from aiogram.client.context_controller import BotContextController
from pydantic import BaseModel

from settings import PROJECT

START = """
import json, sys, bot
from aiogram.methods import SendMessage
from aiogram.types import Message, Update
bot.wake(bot.Recommender.open(None))
built = [one.__name__ for one in (Message, SendMessage, Update) if one.__pydantic_complete__]
print(json.dumps([list(sys.modules), built]))
"""


@pytest.fixture(scope="module")
def started() -> tuple[set[str], list[str]]:
    """The modules of a process in which the bot is about to begin, and who is built of three types."""
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    modules, built = json.loads(done.stdout)
    return set(modules), built


def test_a_start_of_the_bot_imports_nothing_that_draws_or_serves(started: tuple[set[str], list[str]]) -> None:
    assert not started[0] & {"matplotlib", "networkx", "PIL", "localchat", "aiohttp.web"}


def test_a_start_of_the_bot_builds_no_type_that_it_does_not_use(started: tuple[set[str], list[str]]) -> None:
    assert started[1] == []


def test_each_of_telegrams_types_and_methods_can_be_built_when_it_is_used() -> None:
    for model in set(below(BotContextController)):
        assert model.model_rebuild() in {True, None}, model


def below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in base.__subclasses__():
        yield one
        yield from below(one)
