"""The local Telegram as a web server on 127.0.0.1."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import token_urlsafe

from aiohttp import web

from localchat import doors, limits, texts
from localchat.api import BotApi
from localchat.chat import ChatApi
from localchat.errors import ApiError
from localchat.group_chat import GroupApi
from localchat.identity import BOT
from localchat.world import World

HOST = "127.0.0.1"
STATIC = Path(__file__).parent / "static"
PAGE = (STATIC / "index.html").read_text("utf-8")
# Not by the system's own list, which on Windows may call a script a text.
KINDS = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
# In memory: aiohttp leaves a file open whose reader goes away while it is being opened.
FILES = {file.name: file.read_bytes() for file in STATIC.iterdir() if file.suffix in KINDS}
NAMES = (HOST, "localhost", "[::1]")
_HTTP = 80
SECURITY = {
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'self'; style-src 'self' {doors.STYLE_HASH}; img-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalChat:
    """A Telegram of one's own: the Bot API subset that the bot uses, and a chat page to talk to it.

    Lives in the running event loop between `start()` and `stop()`; all that was said is gone then.
    """

    def __init__(self, port: int = 0, answer_seconds: float = limits.ANSWER_SECONDS) -> None:
        """`port` 0 takes any free one; `answer_seconds` is how long a tap waits for its answer."""
        self.token = f"{BOT.id}:{token_urlsafe(26)}"
        self.key = token_urlsafe(16)
        self.world = World(self.token)
        self._port = port
        page = web.Application()
        page.add_routes(ChatApi(self.world, answer_seconds).routes())
        page.add_routes(GroupApi(self.world).routes())
        page.add_routes([web.get("/", index), web.get("/texts", texts.send)])
        page.add_routes([web.get("/static/{name}", static), web.get("/{elsewhere:.*}", doors.elsewhere)])
        app = web.Application(middlewares=[self._guard, errors], client_max_size=limits.MIB)
        app.add_routes(BotApi(self.world).routes())
        app.add_routes([web.get("/", doors.no_key), web.get(f"/{self.key}", to_page)])
        app.add_subapp(f"/{self.key}/", page)
        app.add_routes([web.route("*", "/{elsewhere:.*}", doors.elsewhere)])
        app.on_response_prepare.append(secure)
        app.on_shutdown.append(self._close)
        # A poll or a stream whose reader has left must not take events to nowhere.
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=5)

    async def start(self) -> None:
        """Listen on loopback; OSError where the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Base address of the Bot API, for aiogram's `TelegramAPIServer.from_base`."""
        return f"http://{HOST}:{self._port}"

    @property
    def page_url(self) -> str:
        """Address of the page, with the key of this start: other programs of this machine do not know it."""
        return f"{self.api_url}/{self.key}/"

    async def _close(self, _app: web.Application) -> None:
        self.world.close()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only this machine's own names for this server: a foreign page cannot rebind a name to it."""
        hosts = {f"{name}:{self._port}" for name in NAMES}
        if self._port == _HTTP:  # which clients leave out
            hosts |= set(NAMES)
        origin = request.headers.get("Origin")
        if request.host not in hosts or (origin and origin.removeprefix("http://") != request.host):
            return doors.foreign(request)
        return await handler(request)


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A refusal of the chat's own HTTP, as JSON."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)


async def to_page(request: web.Request) -> web.Response:
    """The page's address without its last stroke."""
    raise web.HTTPFound(f"{request.path}/")


async def index(request: web.Request) -> web.Response:
    """The chat page."""
    return web.Response(text=texts.in_words(request, PAGE), content_type="text/html")


async def static(request: web.Request) -> web.Response:
    """A part of the page: style, script or picture."""
    name = request.match_info["name"]
    if name not in FILES:
        raise web.HTTPNotFound
    return web.Response(body=FILES[name], content_type=KINDS[Path(name).suffix], charset="utf-8")


async def secure(_request: web.Request, response: web.StreamResponse) -> None:
    """Headers on every answer: no foreign code, frames or guesses."""
    response.headers.update(SECURITY)
    response.headers.setdefault("Cache-Control", "no-cache")
