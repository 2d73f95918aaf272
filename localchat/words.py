"""What Telegram finds by itself in a text: commands and links; and how it tidies a text."""

import re

from aiogram.types import MessageEntity

from localchat.markup import utf16_length

FOUND = re.compile(
    r"(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<![\w@/])(?P<url>https?://[^\s<>\"]*[^\s<>\".,!?;:)\]}»'])"
    r"|(?<![\w/])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w&/])(?P<hashtag>#\w*[^\W\d]\w*)"
)
OPAQUE = frozenset({"code", "pre", "text_link", "url"})


def find_entities(text: str) -> list[MessageEntity]:
    """Commands, links, mentions and hashtags in a plain text."""
    return [
        MessageEntity(
            type=str(found.lastgroup),
            offset=utf16_length(text[: found.start()]),
            length=utf16_length(found[0]),
        )
        for found in FOUND.finditer(text)
    ]


def with_found(text: str, entities: list[MessageEntity]) -> list[MessageEntity]:
    """The entities with those added that Telegram finds itself; never inside code or links."""
    opaque = [range(e.offset, e.offset + e.length) for e in entities if e.type in OPAQUE]
    found = [
        e
        for e in find_entities(text)
        if not any(e.offset < span.stop and span.start < e.offset + e.length for span in opaque)
    ]
    return sorted([*entities, *found], key=lambda e: (e.offset, -e.length))


def tidy(text: str, entities: list[MessageEntity]) -> tuple[str, list[MessageEntity]]:
    """Cut the blanks around a text, as Telegram does, and move its entities along."""
    start = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    size = utf16_length(text)
    moved: list[MessageEntity] = []
    for entity in entities:
        left = max(entity.offset - start, 0)
        right = min(entity.offset + entity.length - start, size)
        if left < right:
            moved.append(entity.model_copy(update={"offset": left, "length": right - left}))
    return text, moved
