"""What Telegram finds in a text by itself."""

import pytest
from aiogram.types import MessageEntity

from localchat.speaking import pieces
from localchat.words import find_entities, tidy, with_found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/start", "bot_command", ["/start"]),
        ("🎸 /recommend Muse", "bot_command", ["/recommend"]),
        ("/help@encore_bot and /likes.", "bot_command", ["/help@encore_bot", "/likes"]),
        ("AC/DC and/or a//b </b>", "bot_command", []),
        ("/привет", "bot_command", []),
        ("see https://a.example/x?y=1.", "url", ["https://a.example/x?y=1"]),
        ("ask @durov_1, not me@a.example", "mention", ["@durov_1"]),
        ("#jazz #1 #2020s", "hashtag", ["#jazz", "#2020s"]),
    ],
)
def test_commands_and_links_are_found(text: str, kind: str, found: list[str]) -> None:
    units = text.encode("utf-16-le")
    shown = [
        units[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le")
        for e in find_entities(text)
        if e.type == kind
    ]
    assert shown == found


def test_nothing_is_found_inside_code() -> None:
    code = MessageEntity(type="code", offset=0, length=6)
    assert with_found("/start", [code]) == [code]


def test_blanks_around_a_text_are_cut_and_entities_move_along() -> None:
    bold = MessageEntity(type="bold", offset=0, length=5)
    assert tidy("  a b  ", [bold]) == ("a b", [MessageEntity(type="bold", offset=0, length=3)])


def test_an_entity_of_blanks_alone_disappears() -> None:
    assert tidy("a  ", [MessageEntity(type="bold", offset=1, length=2)]) == ("a", [])


def test_a_long_text_is_cut_without_breaking_a_character() -> None:
    assert [len(piece) for piece in pieces("🎸" * 2049)] == [2048, 1]
