"""Groups over HTTP: how users come in and leave, and bring the bot in or take it out.

PUT    /chat/{user}/groups/{id}        {title, bot}: come in; an unknown group is made, with the bot
                                       unless {bot: false}
DELETE /chat/{user}/groups/{id}        leave
PUT    /chat/{user}/groups/{id}/bot    bring the bot in
DELETE /chat/{user}/groups/{id}/bot    take it out
POST   /chat/{user}/groups/{id}/growth {to, told_late}: as a supergroup it has another id; the bot hears of
                                       that before it hears that it came in there, or late
"""

from aiohttp import web

from localchat import groups
from localchat.errors import ApiError
from localchat.params import read_params
from localchat.visits import GROUP, Visits


class GroupApi(Visits):
    def routes(self) -> list[web.RouteDef]:
        return [
            web.put(GROUP, self.come_in),
            web.delete(GROUP, self.leave),
            web.put(f"{GROUP}/bot", self.bring_bot),
            web.delete(f"{GROUP}/bot", self.remove_bot),
            web.post(f"{GROUP}/growth", self.grow),
        ]

    async def come_in(self, request: web.Request) -> web.Response:
        user, params = self.user(request), await read_params(request)
        group, with_bot = int(request.match_info["group"]), params.text("bot") != "false"
        room = groups.come_in(self.world, user, group, params.text("title"), with_bot=with_bot)
        return web.json_response(self.snapshot(room, user))

    async def leave(self, request: web.Request) -> web.Response:
        place = self.place(request)
        groups.leave(self.world, place.room, place.user)
        return web.json_response({})

    async def bring_bot(self, request: web.Request) -> web.Response:
        place = self.place(request)
        groups.bring_bot(self.world, place.room, place.user)
        return web.json_response({})

    async def remove_bot(self, request: web.Request) -> web.Response:
        place = self.place(request)
        groups.remove_bot(self.world, place.room, place.user)
        return web.json_response({})

    async def grow(self, request: web.Request) -> web.Response:
        place, params = self.place(request), await read_params(request)
        to = params.integer("to")
        if to >= 0 or to in self.world.rooms:
            raise ApiError("no id of a new group")
        groups.grow(self.world, place.room, place.user, to, told_late=params.flag("told_late"))
        return web.json_response({})
