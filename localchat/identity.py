"""Who the bot is, and what reaches it."""

from aiogram.types import Message, MessageEntity, User

from localchat.rooms import Room

BOT = User(
    id=1_000_000_001,
    is_bot=True,
    first_name="Encore",
    username="encore_local_bot",
    can_join_groups=True,
    can_read_all_group_messages=False,
    supports_inline_queries=True,
)
NAME = f"@{BOT.username}".lower()


def hears(room: Room, message: Message) -> bool:
    """Whether a message reaches the bot: in groups its privacy mode is on, as BotFather leaves it.

    https://core.telegram.org/bots/features#privacy-mode
    """
    if not room.bot_is_in or room.private:
        return room.bot_is_in
    replied = message.reply_to_message
    return bool(
        message.new_chat_members
        or message.left_chat_member
        or (message.via_bot and message.via_bot.id == BOT.id)
        or (replied and replied.from_user and replied.from_user.id == BOT.id)
        or any(_calls(message, entity) for entity in message.entities or message.caption_entities or [])
    )


def _calls(message: Message, entity: MessageEntity) -> bool:
    """Whether these words are a mention of the bot, or a command that is not another bot's."""
    words = entity.extract_from(message.text or message.caption or "").lower()
    if entity.type == "bot_command":
        return "@" not in words or words.endswith(NAME)
    return entity.type == "mention" and words == NAME
