"""Methods that put something new into a chat."""

from aiogram.types import Message

from localchat.composing import caption, keyboard, message_text
from localchat.errors import ApiError
from localchat.identity import BOT
from localchat.media import media
from localchat.params import Params
from localchat.rooms import Room
from localchat.world import World, now

ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def chat(world: World, params: Params) -> Room:
    """The chat that a call means."""
    raw = params.text("chat_id")
    if not raw:
        raise ApiError("chat_id is empty")
    return world.room(params.integer("chat_id"))


def put(world: World, room: Room, params: Params, **content: object) -> Message:
    """A new message of the bot with this content, shown in the chat."""
    message = Message(
        message_id=world.next_message_id(),
        from_user=BOT,
        chat=room.chat,
        date=now(),
        reply_to_message=_replied(room, params),
        reply_markup=keyboard(params),
    ).model_copy(update=content)
    room.say(message)
    return message


def _replied(room: Room, params: Params) -> Message | None:
    """The message that a new one answers, without what that one answered itself."""
    reply = params.inside("reply_parameters", "can't parse reply parameters JSON object")
    number = reply.integer("message_id") or params.integer("reply_to_message_id")
    if number in room.messages:
        return room.messages[number].model_copy(update={"reply_to_message": None})
    if number and not (
        reply.flag("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    ):
        raise ApiError("message to be replied not found")
    return None


def send_message(world: World, params: Params) -> Message:
    """A text."""
    text, entities = message_text(params)
    room = chat(world, params)
    return put(world, room, params, text=text, entities=entities or None)


def send_photo(world: World, params: Params) -> Message:
    """A picture."""
    return _send_media(world, params, "photo")


def send_document(world: World, params: Params) -> Message:
    """A file."""
    return _send_media(world, params, "document")


def _send_media(world: World, params: Params, kind: str) -> Message:
    room = chat(world, params)
    text, entities = caption(params)
    found = media(world.files, kind, params, params.text(kind))
    return put(world, room, params, caption=text or None, caption_entities=entities or None, **found.fields)


def send_chat_action(world: World, params: Params) -> bool:
    """Show what the bot is busy with."""
    room, action = chat(world, params), params.text("action").lower()
    if action not in ACTIONS:
        raise ApiError("wrong parameter action in request")
    room.publish("action", action)
    return True
