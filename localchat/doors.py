"""What a browser is told that may not come in: where the whole address stands.

The address itself is not told: then any program of this machine could ask for it.
"""

from http import HTTPStatus

from aiohttp import web

from localchat.texts import in_words

KEY = r"{key:[\w-]{20,}}"
"""Where an earlier start had its page."""
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Encore</title>
<h1>Encore</h1>
PARAGRAPHS
</html>
"""


async def no_key(request: web.Request) -> web.Response:
    """Who knows the port alone."""
    return _page(request, HTTPStatus.FORBIDDEN, "door-no-key")


async def old_key(request: web.Request) -> web.Response:
    """Who kept the address of an earlier start, or mistyped this one's."""
    return _page(request, HTTPStatus.NOT_FOUND, "door-old", "door-new")


def foreign(request: web.Request) -> web.Response:
    """Who comes by a name that is not this machine's own."""
    return _page(request, HTTPStatus.FORBIDDEN, "door-foreign")


def _page(request: web.Request, status: HTTPStatus, *keys: str) -> web.Response:
    paragraphs = "\n".join(f"<p>{{{key}}}</p>" for key in keys)
    page = in_words(request, PAGE.replace("PARAGRAPHS", paragraphs))
    return web.Response(text=page, status=status, content_type="text/html")
