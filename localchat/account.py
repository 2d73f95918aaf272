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
_BROUGHT = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def get_me(_world: World, _params: Params) -> User:
    """The bot itself."""
    return BOT


async def get_updates(world: World, params: Params) -> list[Update]:
    """The long poll; the numbers are clamped as Telegram clamps them."""
    if world.webhook.info.url:
        raise ApiError(_BROUGHT, HTTPStatus.CONFLICT)
    _allow(world, params)
    limit = min(max(params.integer("limit", limits.POLL_UPDATES), 1), limits.POLL_UPDATES)
    return await world.updates.poll(params.integer("offset"), limit, params.integer("timeout"))


def set_webhook(world: World, params: Params) -> bool:
    """Updates are brought to an address from now on, and no poll gets them; none, and they are not."""
    _allow(world, params)
    if not params.text("url"):
        return delete_webhook(world, params)
    world.webhook.put(params.text("url"), params.text("secret_token"))
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Updates wait for a poll again; those that wait are dropped if wished."""
    world.webhook.remove()
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    return True


def get_webhook_info(world: World, _params: Params) -> WebhookInfo:
    """Where updates are brought, and how many wait."""
    return world.webhook.info


def _allow(world: World, params: Params) -> None:
    kinds = params.parsed(
        "allowed_updates", KINDS, "can't parse allowed updates: expected an Array of String"
    )
    if kinds is not None:
        world.updates.allow(kinds)


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
