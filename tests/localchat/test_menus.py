"""The bot's menus of commands."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from tests.listener import Listener


def menu(name: str, description: str = "Begin") -> list[BotCommand]:
    return [BotCommand(command=name, description=description)]


async def seen(listener: Listener) -> list[str]:
    await listener.refresh()
    return [command.command for command in listener.commands]


async def test_the_narrowest_menu_in_the_listeners_language_is_seen(bot: Bot, robin: Listener) -> None:
    steps: list[tuple[Callable[[], Awaitable[object]], str]] = [
        (lambda: bot.set_my_commands(menu("default")), "default"),
        (lambda: bot.set_my_commands(menu("german"), language_code="de"), "default"),
        (lambda: bot.set_my_commands(menu("english"), language_code="en"), "english"),
        (lambda: bot.set_my_commands(menu("private"), BotCommandScopeAllPrivateChats()), "private"),
        (lambda: bot.set_my_commands(menu("own"), BotCommandScopeChat(chat_id=7)), "own"),
        (lambda: bot.delete_my_commands(BotCommandScopeChat(chat_id=7)), "private"),
        (lambda: bot.delete_my_commands(BotCommandScopeAllPrivateChats()), "english"),
        (lambda: robin.profile(language_code="de"), "german"),
        (lambda: robin.profile(language_code="fr"), "default"),
    ]
    for step, expected in steps:
        await step()
        assert await seen(robin) == [expected]


async def test_a_menu_is_read_back_by_its_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands(menu("/start"), language_code="ru")
    [command] = await bot.get_my_commands(language_code="ru")
    assert (command.command, command.description) == ("start", "Begin")
    assert await bot.get_my_commands() == []


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        (menu("/"), "command must be non-empty"),
        (menu("x" * 33), "command length must not exceed 32"),
        (menu("Start"), "BOT_COMMAND_INVALID"),
        (menu("for-you"), "BOT_COMMAND_INVALID"),
        (menu("start", " "), "command description must be non-empty"),
        (menu("start", "x" * 257), "command description length must not exceed 256"),
        (menu("start") * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_wrong_command_is_refused(bot: Bot, commands: list[BotCommand], complaint: str) -> None:
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {complaint}"):
        await bot.set_my_commands(commands)


async def test_a_wrong_language_is_refused(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
        await bot.set_my_commands(menu("start"), language_code="english")
