"""What a user may do in the chat: write, send files, stickers and inline results, tap buttons."""

from dataclasses import dataclass

from aiogram.types import ChosenInlineResult, InlineKeyboardButton, Message, Sticker, User

from localchat import limits
from localchat.errors import ApiError
from localchat.identity import BOT
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


@dataclass(frozen=True, slots=True)
class Place:
    """Who says something, in which chat, and in answer to which of its messages (0 for none)."""

    world: World
    room: Room
    user: User
    reply_to: int = 0

    def message(self, **content: object) -> Message:
        """A message not sent yet."""
        answered = self.room.messages.get(self.reply_to)
        if self.reply_to and answered is None:
            raise ApiError("message to be replied not found")
        return Message(
            message_id=self.world.next_message_id(),
            from_user=self.user,
            chat=self.room.chat,
            date=now(),
            reply_to_message=answered and answered.model_copy(update={"reply_to_message": None}),
        ).model_copy(update=content)

    def say(self, message: Message) -> list[Message]:
        self.world.hear(self.room, message)
        return [message]


def write(place: Place, text: str) -> list[Message]:
    """The messages that a text became: one, or more where it was too long for one."""
    parts = pieces(text.replace("\r\n", "\n").strip())
    if not parts:
        raise ApiError("message text is empty")
    said = [place.message(text=part, entities=find_entities(part) or None) for part in parts]
    return [message for one in said for message in place.say(one)]


def send_file(place: Place, upload: Upload, text: str, *, as_document: bool) -> list[Message]:
    """A picture goes as a photo unless it is wanted as a file; anything else is a file."""
    if utf16_length(text) > limits.CAPTION:
        raise ApiError("message caption is too long")
    kind = "photo" if upload.mime_type in AS_PHOTO and not as_document else "document"
    found = store(place.world.files, kind, upload)
    entities = find_entities(text) or None
    return place.say(place.message(caption=text or None, caption_entities=entities, **found.fields))


def send_sticker(place: Place, emoji: str) -> list[Message]:
    """A sticker that shows this emoji; its file is a placeholder without bytes of its own."""
    file = place.world.files.add("stickers", "sticker.webp", "image/webp", b"RIFF")
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
    return place.say(place.message(sticker=sticker))


def send_chosen(place: Place, query_id: str, result_id: str) -> list[Message]:
    """The inline result that the user chose, "via" the bot; the bot hears of the choice."""
    world, room = place.world, place.room
    asked, article = world.inline.chosen(query_id, result_id)
    message = place.message(
        via_bot=BOT,
        text=article.text,
        entities=article.entities or None,
        reply_markup=article.keyboard,
    )
    inline_id = world.inline.sent(room, message.message_id)
    world.updates.add(
        chosen_inline_result=ChosenInlineResult(
            result_id=result_id,
            from_user=place.user,
            query=asked.query,
            # Only what has buttons can be edited.
            inline_message_id=inline_id if article.keyboard else None,
        )
    )
    return place.say(message)


def button_at(shown: Message, row: int, column: int) -> InlineKeyboardButton:
    """The inline button in this row and column, both from 0."""
    rows = shown.reply_markup.inline_keyboard if shown.reply_markup else []
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ApiError("no such button")
    return rows[row][column]
