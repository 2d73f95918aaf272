"""What a browser is told that may not come in: where the whole address stands.

The address itself is not told: then any program of this machine could ask for it.
"""

from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus

from aiohttp import web

from localchat.texts import in_words

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.45 system-ui; }
body { background: light-dark(#e1e6f0, #0d1018); color: light-dark(#14171f, #eceef5); }
main { box-sizing: border-box; width: min(440px, 100vw - 32px); margin: 16px; padding: 28px; }
main { border-radius: 24px; background: light-dark(#fff, #171b26); overflow-wrap: anywhere; }
h1 { margin: 0 0 12px; font-size: 21px; }
p { margin: 12px 0 0; }
"""
STYLE_HASH = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""By which the content policy lets the style in: a file of its own would need an address without the key."""
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Encore</title>
<style>STYLE</style>
<main>
<h1>Encore</h1>
PARAGRAPHS
</main>
</html>
"""


async def no_key(request: web.Request) -> web.Response:
    """Who knows the port alone."""
    return _page(request, HTTPStatus.FORBIDDEN, "door-no-key")


async def elsewhere(request: web.Request) -> web.Response:
    """Who kept the address of an earlier start, mistyped this one's, or went on to where nothing is."""
    return _page(request, HTTPStatus.NOT_FOUND, "door-old", "door-new")


def foreign(request: web.Request) -> web.Response:
    """Who comes by a name that is not this machine's own."""
    return _page(request, HTTPStatus.FORBIDDEN, "door-foreign")


def _page(request: web.Request, status: HTTPStatus, *keys: str) -> web.Response:
    paragraphs = "\n".join(f"<p>{{{key}}}</p>" for key in keys)
    page = in_words(request, PAGE.replace("PARAGRAPHS", paragraphs)).replace("STYLE", STYLE)
    return web.Response(text=page, status=status, content_type="text/html")
