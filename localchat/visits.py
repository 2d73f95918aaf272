"""Who asks over HTTP, in which chat, and what they see of it."""

from aiogram.types import User
from aiohttp import web
from pydantic import JsonValue

from localchat.rooms import Room
from localchat.speaking import Place
from localchat.wire import dump
from localchat.world import World

USER = r"/chat/{user:[1-9]\d{0,14}}"
GROUP = USER + r"/groups/{group:-[1-9]\d{0,14}}"


class Visits:
    def __init__(self, world: World) -> None:
        self.world = world

    def user(self, request: web.Request) -> User:
        user_id = int(request.match_info["user"])
        if user_id not in self.world.rooms:
            raise web.HTTPNotFound
        return self.world.rooms[user_id].members[user_id]

    def place(self, request: web.Request, reply_to: int = 0) -> Place:
        """Who does something, and where; a chat that the user is not in is not found."""
        user = self.user(request)
        room = self.world.rooms.get(int(request.match_info.get("group", user.id)))
        if room is None or user.id not in room.members:
            raise web.HTTPNotFound
        return Place(self.world, room, user, reply_to)

    def snapshot(self, room: Room, user: User) -> dict[str, JsonValue]:
        messages = dump(list(room.messages.values()))
        return {
            "profile": self.world.profile(room, user),
            "messages": messages,
            "last_event": room.last_event,
        }
