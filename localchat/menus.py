"""The bot's command menus, one per scope and language, and which of them a user sees."""

import re
from typing import Literal

from aiogram.types import BotCommand, Chat, User
from pydantic import BaseModel, TypeAdapter

from localchat import limits
from localchat.errors import ApiError
from localchat.params import Params

ScopeKind = Literal[
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
]


class Scope(BaseModel, frozen=True):
    type: ScopeKind = "default"
    chat_id: int | None = None
    user_id: int | None = None


SCOPE = TypeAdapter(Scope)
COMMANDS = TypeAdapter(list[BotCommand])
Place = tuple[Scope, str]
"""A scope and a language code; an empty one serves all languages without a menu of their own."""


class Menus:
    def __init__(self) -> None:
        self._menus: dict[Place, list[BotCommand]] = {}

    def put(self, params: Params) -> None:
        commands = params.parsed("commands", COMMANDS, "expected an Array of BotCommand") or []
        self._menus[_place(params)] = checked(commands)

    def remove(self, params: Params) -> None:
        self._menus.pop(_place(params), None)

    def get(self, params: Params) -> list[BotCommand]:
        return self._menus.get(_place(params), [])

    def seen_by(self, chat: Chat, user: User) -> list[BotCommand]:
        """What a chat shows to a user: the narrowest scope first, in each the user's own language first."""
        private = chat.type == "private"
        scopes = [
            *([] if private else [Scope(type="chat_member", chat_id=chat.id, user_id=user.id)]),
            Scope(type="chat", chat_id=chat.id),
            Scope(type="all_private_chats" if private else "all_group_chats"),
            Scope(),
        ]
        places = [(scope, code) for scope in scopes for code in (user.language_code or "", "")]
        return next((self._menus[found] for found in places if self._menus.get(found)), [])


def _place(params: Params) -> Place:
    scope = params.parsed("scope", SCOPE, "can't parse BotCommandScope: Unsupported type specified")
    language = params.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise ApiError("invalid language code specified")
    return scope or Scope(), language


def checked(commands: list[BotCommand]) -> list[BotCommand]:
    """The commands as Telegram keeps them, or ApiError for the first that breaks a rule."""
    kept = [
        _check(command.command.strip().removeprefix("/"), command.description.strip()) for command in commands
    ]
    if len(kept) > limits.COMMANDS:
        raise ApiError("BOT_COMMANDS_TOO_MUCH")
    return kept


def _check(name: str, description: str) -> BotCommand:
    if not name:
        raise ApiError("command must be non-empty")
    if len(name) > limits.COMMAND:
        raise ApiError(f"command length must not exceed {limits.COMMAND}")
    if not description:
        raise ApiError("command description must be non-empty")
    if len(description) > limits.COMMAND_DESCRIPTION:
        raise ApiError(f"command description length must not exceed {limits.COMMAND_DESCRIPTION}")
    if not re.fullmatch("[a-z0-9_]+", name):
        raise ApiError("BOT_COMMAND_INVALID")
    return BotCommand(command=name, description=description)
