"""The texts of the page and of the doors before it, from the catalogues; the bot speaks for itself."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from aiohttp import web

import locales

KEYS = ("page-", "door-", "language-name")
"""How the keys begin."""
GAP = re.compile(r"\{([\w-]+)\}")


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Language -> key -> text; English first."""
    return locales.texts(KEYS)


async def send(_request: web.Request) -> web.Response:
    """All of them: the page changes its language without asking again."""
    return web.json_response(texts())


def in_words(request: web.Request, page: str) -> str:
    """HTML with texts in place of their keys, in the first of the browser's languages we have."""
    language = _language(request)
    values = {**texts()[language], "language": language}
    return GAP.sub(lambda gap: escape(values[gap[1]]), page)


def _language(request: web.Request) -> str:
    wanted = re.findall(r"(?:^|,)\s*([A-Za-z]{2})", request.headers.get("Accept-Language", ""))
    return next((code.lower() for code in wanted if code.lower() in texts()), next(iter(texts())))
