"""Formatted text as the Bot API reads it: HTML in, plain text and entities out.

The rules and the wording of the errors are those of `parse_html` in Telegram's own server library
(tdlib/td, td/telegram/MessageEntity.cpp). Offsets and lengths of entities count UTF-16 code units;
offsets in errors count UTF-8 bytes.
"""

import re
import sys
from dataclasses import dataclass

from aiogram.types import MessageEntity

from localchat.errors import ApiError

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<decimal>[0-9]{1,7}));")
TOKEN = re.compile(rf"<(?P<close>/?)(?P<name>[^\s>]*)|{CHARACTER.pattern}")
ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<bare>[^\s"'>]+)))?"""
)
END = re.compile(r"\s*>")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of every limit and offset of the Bot API."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def decode(found: re.Match[str]) -> str:
    """One character reference; Telegram knows four names and every number."""
    if found[0] in NAMED:
        return NAMED[found[0]]
    number = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return chr(number) if 0 < number <= sys.maxunicode else found[0]


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    argument: str
    offset: int
    """UTF-16 code units of plain text before the tag."""


class HtmlParser:
    """One pass over one text; `parse_html` is the way in."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.entities: list[MessageEntity] = []
        self.stack: list[Tag] = []

    def parse(self) -> tuple[str, list[MessageEntity]]:
        position = 0
        while token := TOKEN.search(self.source, position):
            self.text += self.source[position : token.start()]
            position = self._token(token)
        self.text += self.source[position:]
        if self.stack:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        self.entities.sort(key=lambda entity: (entity.offset, -entity.length))
        return self.text, self.entities

    def _token(self, token: re.Match[str]) -> int:
        """Take one token in and return where the text goes on."""
        if token["name"] is None:
            self.text += decode(token)
            return token.end()
        return self._close(token) if token["close"] else self._open(token)

    def _open(self, token: re.Match[str]) -> int:
        name, byte = token["name"].lower(), self._byte(token.start())
        if name not in KINDS:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {byte}')
        attributes: dict[str, str] = {}
        position = token.end()
        while found := ATTRIBUTE.match(self.source, position):
            attributes[found["name"].lower()] = CHARACTER.sub(
                decode, found["d"] or found["s"] or found["bare"] or ""
            )
            position = found.end()
        end = END.match(self.source, position)
        if end is None:
            raise cannot_parse(f'Unclosed start tag "{name}" at byte offset {byte}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.stack.append(Tag(name, argument_of(name, attributes), utf16_length(self.text)))
        return end.end()

    def _close(self, token: re.Match[str]) -> int:
        name, byte = token["name"].lower(), self._byte(token.start())
        if not self.stack:
            raise cannot_parse(f"Unexpected end tag at byte offset {byte}")
        end = END.match(self.source, token.end())
        if end is None:
            raise cannot_parse(f"Unclosed end tag at byte offset {byte}")
        tag = self.stack.pop()
        if name not in {"", tag.name}:
            raise cannot_parse(
                f'Unmatched end tag at byte offset {byte}, expected "</{tag.name}>", found "</{name}>"'
            )
        self._add(tag)
        return end.end()

    def _add(self, tag: Tag) -> None:
        length = utf16_length(self.text) - tag.offset
        if length == 0:
            return
        kind = "expandable_blockquote" if tag.argument == "expandable" else KINDS[tag.name]
        entity = MessageEntity(type=kind, offset=tag.offset, length=length)
        finished: MessageEntity | None = entity
        if kind == "text_link":
            shown = self.text.encode("utf-16-le")[2 * tag.offset :].decode("utf-16-le")
            finished = link(entity, tag.argument or shown)
        elif kind == "custom_emoji":
            finished = entity.model_copy(update={"custom_emoji_id": tag.argument})
        elif kind in {"pre", "code"}:
            finished = self._code(entity, tag.argument)
        if finished is not None:
            self.entities.append(finished)

    def _code(self, entity: MessageEntity, language: str) -> MessageEntity:
        """`<pre><code class="language-x">` is one block of code in the language x."""
        inner = self.entities[-1] if self.entities else None
        if (
            entity.type == "pre"
            and inner is not None
            and (inner.type, inner.offset, inner.length) == ("code", entity.offset, entity.length)
            and inner.language
        ):
            self.entities.pop()
            language = inner.language
        return entity.model_copy(update={"language": language or None})

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())


def argument_of(name: str, attributes: dict[str, str]) -> str:
    """The one attribute that counts for a tag of this name, or an empty string."""
    if name == "a":
        return attributes.get("href", "")
    if name == "code" and attributes.get("class", "").startswith("language-"):
        return attributes["class"].removeprefix("language-")
    if name == "tg-emoji":
        return attributes.get("emoji-id", "")
    return "expandable" if name == "blockquote" and "expandable" in attributes else ""


def link(entity: MessageEntity, url: str) -> MessageEntity | None:
    """The entity with its address, or None where the address is not one: the words stay plain then."""
    if re.match(r"(?:https?|tg|ton|mailto|tel):", url, re.IGNORECASE):
        return entity.model_copy(update={"url": url})
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", url):
        return entity.model_copy(update={"url": f"http://{url}"})
    return None


def cannot_parse(reason: str) -> ApiError:
    """The refusal of a text whose markup is wrong."""
    return ApiError(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[MessageEntity]]:
    """Plain text and its entities; ApiError in Telegram's words where the markup is wrong."""
    text, entities = HtmlParser(source).parse()
    # Only a tag `code` inside `pre` may name a language.
    return text, [e.model_copy(update={"language": None}) if e.type == "code" else e for e in entities]
