"""What a browser is told that comes without the key of this start: where the whole address stands.

The address itself is not told: then any program of this machine could ask for it.
"""

import re
from http import HTTPStatus

from aiohttp import web

KEY = r"{key:[\w-]{20,}}"
"""Where an earlier start had its page."""
TEXTS = {
    "en": (
        "This is not the address of this start.",
        "Whenever Encore is started anew it has another one: it stands in the terminal in which Encore was"
        " started, behind “Encore is ready: open”. The chat begins afresh there; what Encore knows of you has"
        " stayed.",
        "Open the whole address that Encore printed when it started: it ends in this start's key.",
    ),
    "ru": (
        "Это адрес не этого запуска.",
        "При каждом запуске у Encore новый адрес: он стоит в терминале, где запустили Encore, после слов"
        " «Encore is ready: open». Чат там начинается заново, а всё, что Encore о вас знает, осталось.",
        "Откройте весь адрес, который Encore напечатал при запуске: он кончается ключом этого запуска.",
    ),
    "de": (
        "Diese Adresse gehört nicht zu diesem Start.",
        "Mit jedem Start hat Encore eine neue: Sie steht im Terminal, in dem Encore gestartet wurde, hinter"
        " „Encore is ready: open“. Der Chat beginnt dort von vorn; was Encore von dir weiß, ist geblieben.",
        "Öffne die ganze Adresse, die Encore beim Start ausgegeben hat: Sie endet mit dem Schlüssel dieses"
        " Starts.",
    ),
}
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Encore</title>
<h1>Encore</h1>
{paragraphs}
</html>
"""


async def no_key(request: web.Request) -> web.Response:
    """Who knows the port alone."""
    language = _language(request)
    return _page(language, HTTPStatus.FORBIDDEN, TEXTS[language][2:])


async def old_key(request: web.Request) -> web.Response:
    """Who kept the address of an earlier start, or mistyped this one's."""
    language = _language(request)
    return _page(language, HTTPStatus.NOT_FOUND, TEXTS[language][:2])


def _page(language: str, status: HTTPStatus, texts: tuple[str, ...]) -> web.Response:
    paragraphs = "\n".join(f"<p>{text}</p>" for text in texts)
    page = PAGE.format(language=language, paragraphs=paragraphs)
    return web.Response(text=page, status=status, content_type="text/html")


def _language(request: web.Request) -> str:
    """The first of the browser's languages that stands here."""
    wanted = re.findall(r"(?:^|,)\s*([A-Za-z]{2})", request.headers.get("Accept-Language", ""))
    return next((code.lower() for code in wanted if code.lower() in TEXTS), "en")
