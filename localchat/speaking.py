"""What a user may do in the chat: write, send files and stickers, tap buttons."""

from aiogram.types import InlineKeyboardButton, Message, Sticker

from localchat import limits
from localchat.errors import ApiError
from localchat.markup import utf16_length
from localchat.media import store
from localchat.params import Upload
from localchat.rooms import Room
from localchat.words import find_entities
from localchat.world import World, now

STICKER_SIDE = 512
AS_PHOTO = frozenset({"image/png", "image/jpeg"})


def pieces(text: str) -> list[str]:
    """A long text cut as Telegram's apps cut it: each piece within the limit of one message."""
    found, start, size = list[str](), 0, 0
    for position, character in enumerate(text):
        step = utf16_length(character)
        if size + step > limits.TEXT:
            found.append(text[start:position])
            start, size = position, 0
        size += step
    return [piece for piece in (*found, text[start:]) if piece.strip()]


def _message(world: World, room: Room, **content: object) -> Message:
    said = Message(message_id=world.next_message_id(), from_user=room.user, chat=room.chat, date=now())
    return said.model_copy(update=content)


def write(world: World, room: Room, text: str) -> list[Message]:
    """The messages that a text became: one, or more where it was too long for one."""
    parts = pieces(text.replace("\r\n", "\n").strip())
    if not parts:
        raise ApiError("message text is empty")
    said = [_message(world, room, text=part, entities=find_entities(part) or None) for part in parts]
    for one in said:
        world.hear(room, one)
    return said


def send_file(world: World, room: Room, upload: Upload, text: str, *, as_document: bool) -> list[Message]:
    """A picture goes as a photo unless it is wanted as a file; anything else is a file."""
    if utf16_length(text) > limits.CAPTION:
        raise ApiError("message caption is too long")
    kind = "photo" if upload.mime_type in AS_PHOTO and not as_document else "document"
    found = store(world.files, kind, upload)
    said = _message(
        world, room, caption=text or None, caption_entities=find_entities(text) or None, **found.fields
    )
    world.hear(room, said)
    return [said]


def send_sticker(world: World, room: Room, emoji: str) -> list[Message]:
    """A sticker that shows this emoji; its file is a placeholder without bytes of its own."""
    file = world.files.add("stickers", "sticker.webp", "image/webp", b"RIFF")
    sticker = Sticker(
        file_id=file.file_id,
        file_unique_id=file.file_unique_id,
        type="regular",
        width=STICKER_SIDE,
        height=STICKER_SIDE,
        is_animated=False,
        is_video=False,
        emoji=emoji,
    )
    said = _message(world, room, sticker=sticker)
    world.hear(room, said)
    return [said]


def button_at(shown: Message, row: int, column: int) -> InlineKeyboardButton:
    """The inline button in this row and column, both from 0."""
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup else []
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ApiError("no such button")
    return rows[row][column]
