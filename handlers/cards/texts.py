"""Texts from the catalogue of the listener's language.

Names are data: what fills a text for a message body is escaped here, once, so no card can forget it.
"""

from html import escape

from aiogram.utils.i18n import get_i18n, gettext

from handlers.cards.formats import number

Value = str | int
_LONG = 1000  # a number that languages part, each in its own way: 1,000, 1.000

_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Signs that turn the direction of writing, for all that follows them as well."""


def gettext_noop(key: str) -> str:
    """Mark a key that stands in a table, so that the search for unused keys sees it."""
    return key


def say(key: str, **values: Value) -> str:
    """A text for a message body: the catalogue's HTML with `values` escaped."""
    return _text(key).format_map(_escaped(values))


def count(key: str, n: int, **values: Value) -> str:
    """A text for a message body in the plural form that `n` asks for, and `n` as the language writes it."""
    return gettext(key, key, n).format(n=number(n) if n >= _LONG else n, **_escaped(values))


def label(key: str, **values: Value) -> str:
    """A text for a button or a toast, which are plain text and not HTML."""
    return _text(key).format_map(values)


def link(text: str, url: str) -> str:
    """A link for a message body."""
    return f'<a href="{escape(url)}">{escape(text, quote=False)}</a>'


def shorten(name: str, limit: int) -> str:
    """At most `limit` UTF-16 code units of a name: in these Telegram counts lengths.

    It turns no sentence that it stands in: what would is left out, unless there is nothing else.
    """
    if not name.isascii():  # as most are
        name = name.translate(_TURNS) or name
    if 2 * len(name) <= limit:  # as are most, and no character has more than two
        return name
    units = name.encode("utf-16-le", "replace")
    if len(units) <= 2 * limit:
        return name
    return units[: 2 * limit - 2].decode("utf-16-le", "ignore").rstrip() + "…"


def _text(key: str) -> str:
    """Straight out of the catalogue: a list has forty texts, and aiogram's `gettext` is three calls more."""
    i18n = get_i18n()
    return i18n.locales[i18n.current_locale].gettext(key)


def _escaped(values: dict[str, Value]) -> dict[str, Value]:
    return {key: _escape(value) for key, value in values.items()}


def _escape(value: Value) -> Value:
    return escape(value, quote=False) if isinstance(value, str) else value
