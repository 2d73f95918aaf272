"""Who comes into a group and leaves it, how it grows, and what the bot hears of that."""

from aiogram.types import (
    Chat,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    Message,
    User,
)

from localchat.identity import BOT
from localchat.rooms import Room
from localchat.world import World, now


def come_in(world: World, user: User, chat_id: int, title: str, *, with_bot: bool) -> Room:
    """The group as this user sees it; who opens an unknown one makes it, with the bot in it or without."""
    room = world.rooms.get(chat_id)
    if room is None:
        room = world.open(Chat(id=chat_id, type="supergroup", title=title or "Group"))
        room.members[user.id] = user
        if with_bot:
            bring_bot(world, room, user)
    elif user.id not in room.members:
        room.members[user.id] = user
        world.hear(room, _notice(world, room, user, new_chat_members=[user]))
    return room


def leave(world: World, room: Room, user: User) -> None:
    """The user goes; who follows the group still sees that."""
    del room.members[user.id]
    world.hear(room, _notice(world, room, user, left_chat_member=user))


def bring_bot(world: World, room: Room, by: User) -> None:
    """A user adds the bot."""
    if room.bot_is_in:
        return
    room.bot_is_in = True
    world.updates.add(my_chat_member=_change(room, by, ChatMemberLeft(user=BOT), ChatMemberMember(user=BOT)))
    world.hear(room, _notice(world, room, by, new_chat_members=[BOT]))
    world.announce(room)


def remove_bot(world: World, room: Room, by: User) -> None:
    """A user takes the bot out; it hears of that, and of nothing more."""
    if not room.bot_is_in:
        return
    room.bot_is_in = False
    world.updates.add(my_chat_member=_change(room, by, ChatMemberMember(user=BOT), ChatMemberLeft(user=BOT)))
    world.hear(room, _notice(world, room, by, left_chat_member=BOT))
    world.announce(room)


def grow(world: World, room: Room, by: User, chat_id: int, *, told_late: bool) -> None:
    """The group goes on as a supergroup with another id, in which the bot is told that it came in.

    Telegram does not say which of that it tells first.
    """
    grown = world.open(Chat(id=chat_id, type="supergroup", title=room.chat.title))
    grown.members, grown.bot_is_in, room.bot_is_in = dict(room.members), room.bot_is_in, False
    room.moved_to = chat_id
    if not grown.bot_is_in:
        return
    change = _change(grown, by, ChatMemberLeft(user=BOT), ChatMemberMember(user=BOT))
    if told_late:
        world.updates.add(my_chat_member=change)
    world.updates.add(message=_notice(world, room, by, migrate_to_chat_id=chat_id))
    world.updates.add(message=_notice(world, grown, by, migrate_from_chat_id=room.chat.id))
    if not told_late:
        world.updates.add(my_chat_member=change)


def _change(
    room: Room, by: User, old: ChatMemberLeft | ChatMemberMember, new: ChatMemberLeft | ChatMemberMember
) -> ChatMemberUpdated:
    return ChatMemberUpdated(
        chat=room.chat, from_user=by, date=now(), old_chat_member=old, new_chat_member=new
    )


def _notice(world: World, room: Room, by: User, **content: object) -> Message:
    notice = Message(message_id=world.next_message_id(), from_user=by, chat=room.chat, date=now())
    return notice.model_copy(update=content)
