"""/start, /help and the commands that Telegram shows."""

import pytest
from aiogram import Bot

from handlers import COMMANDS
from localchat import LocalChat
from recommender import Recommender
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, names, text


async def test_start_says_who_this_is_and_offers_three_artists(
    listener: Listener, engine: Recommender
) -> None:
    [hello] = await listener.send("/start")
    assert "I'm Encore" in text(hello)
    assert buttons(hello) == [artist.name for artist in engine.examples[:3]]
    assert len(buttons(hello)) == 3


async def test_each_example_is_answered_with_a_list_below_the_greeting(
    listener: Listener, engine: Recommender
) -> None:
    [hello] = await listener.send("/start")
    for artist in engine.examples[:3]:
        tap = await listener.tap(artist.name, hello)
        assert tap.answered
        assert text(tap.messages[0]).startswith(f"Artists like {artist.name}")
        assert len(names(tap.messages[0])) == 5


async def test_start_makes_the_listener_known(listener: Listener, memory: Memory) -> None:
    await listener.send("/start")
    assert memory.rows("SELECT id FROM users") == [(listener.user_id,)]


async def test_help_names_every_command(listener: Listener) -> None:
    [answer] = await listener.send("/help")
    for command in COMMANDS:
        assert f"/{command}" in text(answer) or command == "help"


@pytest.mark.parametrize(
    ("language", "description"),
    [
        ("en", "Picked from all you like"),
        ("ru", "Подборка по всему, что вам нравится"),
        ("de", "Ausgewählt nach allem, was du magst"),
        ("fr", "Picked from all you like"),
    ],
)
async def test_commands_stand_in_telegrams_menu_in_the_listeners_language(
    chat: LocalChat, bot: Bot, language: str, description: str
) -> None:
    async with Listener(chat, language_code=language) as listener:
        shown = {command.command: command.description for command in listener.commands}
        assert list(shown) == list(COMMANDS)
        assert shown["foryou"] == description
