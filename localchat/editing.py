"""Methods that change or remove what the bot has said."""

from aiogram.types import Message

from localchat.composing import caption, keyboard, message_text
from localchat.errors import ApiError
from localchat.identity import BOT
from localchat.media import NO_MEDIA, has_media, media
from localchat.params import Params
from localchat.rooms import Room
from localchat.sending import chat
from localchat.world import World, now

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def target(world: World, params: Params) -> tuple[Room, Message]:
    """The bot's message that a call wants to edit, or one that a user sent inline."""
    if inline_id := params.text("inline_message_id"):
        room, number = world.inline.place(inline_id)
        if number not in room.messages:
            raise ApiError("MESSAGE_ID_INVALID")
        return room, room.messages[number]
    room = chat(world, params)
    message = room.messages.get(_message_id(params))
    if message is None:
        raise ApiError("message to edit not found")
    if message.from_user is None or not message.from_user.is_bot:
        raise ApiError("message can't be edited")
    return room, message


def _message_id(params: Params) -> int:
    number = params.integer("message_id")
    if number <= 0:
        raise ApiError("message identifier is not specified")
    return number


def change(room: Room, message: Message, params: Params, **content: object) -> Message | bool:
    """The message with this new content and the call's keyboard; an edit that changes nothing is an error.

    Of a message sent inline the bot gets no more than True back.
    """
    edited = message.model_copy(update={**content, "reply_markup": keyboard(params)})
    if edited == message:
        raise ApiError(NOT_MODIFIED)
    edited = edited.model_copy(update={"edit_date": int(now().timestamp())})
    room.change(edited)
    return True if params.text("inline_message_id") else edited


def edit_message_text(world: World, params: Params) -> Message | bool:
    """New words in place of the old ones."""
    room, message = target(world, params)
    text, entities = message_text(params)
    if message.text is None:
        raise ApiError("there is no text in the message to edit")
    return change(room, message, params, text=text, entities=entities or None)


def edit_message_caption(world: World, params: Params) -> Message | bool:
    """New words below a picture or file."""
    room, message = target(world, params)
    text, entities = caption(params)
    if not has_media(message):
        raise ApiError("there is no caption in the message to edit")
    return change(room, message, params, caption=text or None, caption_entities=entities or None)


def edit_message_reply_markup(world: World, params: Params) -> Message | bool:
    """A new keyboard, or none."""
    room, message = target(world, params)
    return change(room, message, params)


def edit_message_media(world: World, params: Params) -> Message | bool:
    """Another picture or file in place of the old one; where it was sent inline, one that is here already."""
    room, message = target(world, params)
    if params.text("inline_message_id") and params.uploads:
        raise ApiError("can't upload a file to a message sent inline")
    wanted = params.inside("media", "can't parse InputMedia: expected an Object")
    kind = wanted.text("type")
    if kind not in {"photo", "document"}:
        raise ApiError("type of the media is unsupported")
    text, entities = caption(wanted)
    found = media(world.files, kind, wanted, wanted.text("media"))
    content = {**NO_MEDIA, **found.fields, "text": None, "entities": None}
    return change(room, message, params, caption=text or None, caption_entities=entities or None, **content)


def delete_message(world: World, params: Params) -> bool:
    """The bot's own message, in a private chat also the user's."""
    room, number = chat(world, params), _message_id(params)
    if number not in room.messages:
        raise ApiError("message to delete not found")
    author = room.messages[number].from_user
    if not room.private and (author is None or author.id != BOT.id):
        raise ApiError("message can't be deleted")
    room.remove(number)
    return True
