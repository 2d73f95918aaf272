"""Methods about the bot itself: who it is, its menus, its updates, its files."""

from http import HTTPStatus

from aiogram.types import BotCommand, File, Update, User, WebhookInfo
from pydantic import TypeAdapter

from localchat import limits
from localchat.errors import ApiError
from localchat.identity import BOT
from localchat.params import Params
from localchat.world import World

KINDS = TypeAdapter(list[str])


def get_me(_world: World, _params: Params) -> User:
    """The bot itself."""
    return BOT


async def get_updates(world: World, params: Params) -> list[Update]:
    """The long poll; the numbers are clamped as Telegram clamps them."""
    allowed = params.parsed(
        "allowed_updates", KINDS, "can't parse allowed updates: expected an Array of String"
    )
    if allowed is not None:
        world.updates.allow(allowed)
    limit = min(max(params.integer("limit", limits.POLL_UPDATES), 1), limits.POLL_UPDATES)
    return await world.updates.poll(params.integer("offset"), limit, params.integer("timeout"))


def delete_webhook(world: World, params: Params) -> bool:
    """There never is a webhook here; pending updates are dropped if wished."""
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    return True


def get_webhook_info(world: World, _params: Params) -> WebhookInfo:
    """No webhook, and how many updates wait."""
    return WebhookInfo(url="", has_custom_certificate=False, pending_update_count=len(world.updates))


def set_my_commands(world: World, params: Params) -> bool:
    """Keep a menu for a scope and a language, and show it at once."""
    world.menus.put(params)
    return _announce(world)


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget a menu; a wider one shows again."""
    world.menus.remove(params)
    return _announce(world)


def _announce(world: World) -> bool:
    for room in world.rooms.values():
        world.announce(room)
    return True


def get_my_commands(world: World, params: Params) -> list[BotCommand]:
    """The menu of exactly this scope and language."""
    return world.menus.get(params)


def get_file(world: World, params: Params) -> File:
    """Where a file can be downloaded; none above 20 MB can."""
    file_id = params.text("file_id")
    if not file_id:
        raise ApiError("file_id not specified")
    file = world.files.get(file_id)
    if len(file.data) > limits.DOWNLOAD_BYTES:
        raise ApiError("file is too big")
    return File(
        file_id=file_id,
        file_unique_id=file.file_unique_id,
        file_size=len(file.data),
        file_path=file.path,
    )


def download(world: World, path: str) -> bytes:
    """The bytes of a file by its path, 404 where there is none."""
    file = world.files.at(path)
    if file is None or len(file.data) > limits.DOWNLOAD_BYTES:
        raise ApiError("", HTTPStatus.NOT_FOUND)
    return file.data
