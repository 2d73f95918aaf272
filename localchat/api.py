"""The Bot API over HTTP: /bot<TOKEN>/<method> and /file/bot<TOKEN>/<path>."""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import web

from localchat import account, answering, editing, sending
from localchat.errors import ApiError
from localchat.params import Params, read_params
from localchat.wire import dump
from localchat.world import World

METHODS: dict[str, Callable[[World, Params], object]] = {
    "getme": account.get_me,
    "setwebhook": account.set_webhook,
    "deletewebhook": account.delete_webhook,
    "getwebhookinfo": account.get_webhook_info,
    "setmycommands": account.set_my_commands,
    "getmycommands": account.get_my_commands,
    "deletemycommands": account.delete_my_commands,
    "getfile": account.get_file,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagemedia": editing.edit_message_media,
    "deletemessage": editing.delete_message,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
}


class BotApi:
    """Calls by whoever holds the token; errors are answered as Telegram answers them."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/bot{token}/{method}", self.call),
            web.post("/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.file),
        ]

    async def call(self, request: web.Request) -> web.Response:
        try:
            self._authorize(request)
            result = dump(await self._result(request))
        except ApiError as error:
            return _refused(error)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, request: web.Request) -> object:
        # Method names are case-insensitive.
        name = request.match_info["method"].lower()
        if name == "getupdates":
            return await account.get_updates(self.world, await read_params(request))
        if name not in METHODS:
            raise ApiError("", HTTPStatus.NOT_FOUND)
        return METHODS[name](self.world, await read_params(request))

    def _authorize(self, request: web.Request) -> None:
        if not secrets.compare_digest(request.match_info["token"].encode(), self.world.token.encode()):
            raise ApiError("", HTTPStatus.UNAUTHORIZED)

    async def file(self, request: web.Request) -> web.Response:
        try:
            self._authorize(request)
            data = account.download(self.world, request.match_info["path"])
        except ApiError as error:
            return _refused(error)
        return web.Response(body=data, content_type="application/octet-stream")


def _refused(error: ApiError) -> web.Response:
    refusal = {"ok": False, "error_code": error.code, "description": error.description}
    where = {"parameters": {"migrate_to_chat_id": error.moved_to}} if error.moved_to else {}
    return web.json_response(refusal | where, status=error.code)
