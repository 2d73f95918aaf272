"""HTML as Telegram reads it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localchat.errors import ApiError
from localchat.markup import parse_html, utf16_length


def entities(source: str) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in parse_html(source)[1]]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("<b>Muse</b> & <i>co</i>", "Muse & co", [("bold", 0, 4), ("italic", 7, 2)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        (
            "<s>a</s><del>b</del><strike>c</strike>",
            "abc",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        ("<code>x</code><pre>y</pre>", "xy", [("code", 0, 1), ("pre", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🎸<b>🎸</b>", "🎸🎸", [("bold", 2, 2)]),
        ("<B >a</B >", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("a > b", "a > b", []),
        ("&lt;3 &amp;&quot;&gt; &#33;&#x21; &copy; & &#0;", '<3 &"> !! &copy; & &#0;', []),
    ],
)
def test_markup_becomes_text_and_entities(
    source: str, text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert parse_html(source)[0] == text
    assert entities(source) == expected


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ('<a href="https://a.example/?x=1&amp;y=2">x</a>', "https://a.example/?x=1&y=2"),
        ("<a href='tg://user?id=1'>x</a>", "tg://user?id=1"),
        ("<a href=a.example/path>x</a>", "http://a.example/path"),
        ("<a>https://a.example</a>", "https://a.example"),
    ],
)
def test_a_link_keeps_its_address(source: str, url: str) -> None:
    [entity] = parse_html(source)[1]
    assert (entity.type, entity.url) == ("text_link", url)


def test_a_link_without_an_address_is_plain_text() -> None:
    assert parse_html('<a href="javascript:alert(1)">x</a>') == ("x", [])


def test_code_in_pre_names_its_language() -> None:
    [entity] = parse_html('<pre><code class="language-python">x = 1</code></pre>')[1]
    assert (entity.type, entity.language) == ("pre", "python")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
        ("ü < b", 'Unsupported start tag "" at byte offset 3'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", 'Unclosed start tag "b" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_name_comes_through_as_it_was(name: str) -> None:
    text, found = parse_html(f"<b>{escape(name)}</b>")
    assert text == name
    assert [entity.length for entity in found] == ([utf16_length(name)] if name else [])
