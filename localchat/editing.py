"""Methods that change or remove what the bot has said, and answer taps."""

from aiogram.types import Message

from localchat import limits
from localchat.composing import caption, keyboard, message_text
from localchat.errors import ApiError
from localchat.markup import utf16_length
from localchat.media import NO_MEDIA, has_media, media
from localchat.params import Params
from localchat.rooms import Room
from localchat.sending import chat
from localchat.world import Answer, World, now

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


def target(world: World, params: Params) -> tuple[Room, Message]:
    """The bot's message that a call wants to edit."""
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


def change(room: Room, message: Message, params: Params, **content: object) -> Message:
    """The message with this new content and the call's keyboard; an edit that changes nothing is an error."""
    edited = message.model_copy(update={**content, "reply_markup": keyboard(params)})
    if edited == message:
        raise ApiError(NOT_MODIFIED)
    edited = edited.model_copy(update={"edit_date": int(now().timestamp())})
    room.change(edited)
    return edited


def edit_message_text(world: World, params: Params) -> Message:
    """New words in place of the old ones."""
    room, message = target(world, params)
    text, entities = message_text(params)
    if message.text is None:
        raise ApiError("there is no text in the message to edit")
    return change(room, message, params, text=text, entities=entities or None)


def edit_message_caption(world: World, params: Params) -> Message:
    """New words below a picture or file."""
    room, message = target(world, params)
    text, entities = caption(params)
    if not has_media(message):
        raise ApiError("there is no caption in the message to edit")
    return change(room, message, params, caption=text or None, caption_entities=entities or None)


def edit_message_reply_markup(world: World, params: Params) -> Message:
    """A new keyboard, or none."""
    room, message = target(world, params)
    return change(room, message, params)


def edit_message_media(world: World, params: Params) -> Message:
    """Another picture or file in place of the old one."""
    room, message = target(world, params)
    wanted = params.inside("media", "can't parse InputMedia: expected an Object")
    kind = wanted.text("type")
    if kind not in {"photo", "document"}:
        raise ApiError("type of the media is unsupported")
    text, entities = caption(wanted)
    found = media(world.files, kind, wanted, wanted.text("media"))
    content = {**NO_MEDIA, **found.fields, "text": None, "entities": None}
    return change(room, message, params, caption=text or None, caption_entities=entities or None, **content)


def delete_message(world: World, params: Params) -> bool:
    """The bot's own message or the user's."""
    room, number = chat(world, params), _message_id(params)
    if number not in room.messages:
        raise ApiError("message to delete not found")
    room.remove(number)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """The answer that a tap waits for."""
    text = params.text("text")
    if utf16_length(text) > limits.CALLBACK_ANSWER:
        raise ApiError("MESSAGE_TOO_LONG")
    answer = Answer(text, params.flag("show_alert"), params.text("url"))
    world.answer(params.text("callback_query_id"), answer)
    return True
