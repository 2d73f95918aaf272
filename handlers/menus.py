"""Cards that help a listener on: greetings, examples, languages."""

from collections.abc import Sequence
from zlib import crc32

from aiogram.utils.i18n import get_i18n

from handlers.callbacks import Example, Speak
from handlers.cards import BUTTON_NAME, Card, button, rows
from handlers.texts import label, shorten
from recommender.types import Artist

EXAMPLES = 3


def with_examples(text: str, owner: int, examples: Sequence[Artist]) -> Card:
    """A text with a few artists to try under it."""
    buttons = [
        [button(shorten(artist.name, BUTTON_NAME), Example(owner=owner, token=example_token(artist)))]
        for artist in examples[:EXAMPLES]
    ]
    return Card(text, rows(*buttons))


def example_token(artist: Artist) -> str:
    """Short stand-in for an artist's key, which may be too long for a button."""
    return f"{crc32(artist.key.encode()):08x}"


def languages(text: str, owner: int) -> Card:
    """The languages, each under its own name, the current one marked."""
    i18n = get_i18n()
    buttons = []
    for code in i18n.available_locales:
        with i18n.use_locale(code):
            name = label("language-name")
        marked = label("language-chosen", name=name) if code == i18n.current_locale else name
        buttons.append([button(marked, Speak(owner=owner, language=code))])
    return Card(text, rows(*buttons))
