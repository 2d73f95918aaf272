"""The catalogues hold every text that the code asks for, and nothing else, alike in all languages."""

import ast
import re
import string
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import errors
from errors import EncoreError
from handlers.buttons.callbacks import StaleButton
from locales import FOLDER, catalogues

ROOT = Path(__file__).parent.parent
LANGUAGES = ("en", "ru", "de")
SPEAKING = {"say", "count", "label", "gettext_noop"}
TAGS = {"b", "i", "code"}
PAGE_KEY = re.compile(r"""["{]((?:page|door)-[\w-]+)["}]""")
FILLED = re.compile(r"""(?:text|word)\("(page-[\w-]+)", \{ (\w+)""")
TELEGRAM_TEXT = 4096
COMMAND_DESCRIPTION = 256


def read(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


CATALOGUES = {language: read(language) for language in LANGUAGES}


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def entries(language: str) -> dict[str, Message]:
    return {key(message): message for message in CATALOGUES[language] if message.id}


def calls() -> Iterator[ast.Call]:
    """Every place in the talk where a text is asked for."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKING:
                yield node


def keys_of(call: ast.Call) -> set[str]:
    """The keys that a call names: all branches of a choice, none for a look-up in a table."""
    constants = (node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def errors_keys() -> set[str]:
    kinds, found = [EncoreError], set()
    while kinds:
        kind = kinds.pop()
        found.add(kind.text)
        kinds += kind.__subclasses__()
    return found


def page_sources() -> str:
    """All of the local chat that may name a text."""
    kinds = {".py", ".js", ".html"}
    paths = (path for path in (ROOT / "localchat").rglob("*") if path.suffix in kinds)
    return "".join(path.read_text("utf-8") for path in paths)


def page_keys() -> set[str]:
    return set(PAGE_KEY.findall(page_sources()))


def asked_for() -> set[str]:
    return errors_keys().union(page_keys(), *(keys_of(call) for call in calls()))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"{self.open} not closed in {text!r}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_errors_of_the_talk_are_among_those_looked_at() -> None:
    assert {errors.UnknownArtist.text, StaleButton.text} <= errors_keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_missing_and_none_is_unused(language: str) -> None:
    assert set(entries(language)) == asked_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_plural_form(language: str) -> None:
    catalogue = CATALOGUES[language]
    for message in entries(language).values():
        expected = catalogue.num_plurals if message.pluralizable else 1
        assert len(forms(message)) == expected, message.id
        assert all(forms(message)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_texts_have_plurals_in_all_languages(language: str) -> None:
    for name, message in entries(language).items():
        assert message.pluralizable == entries("en")[name].pluralizable, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_same_placeholders_in_all_languages(language: str) -> None:
    for name, message in entries(language).items():
        expected = fields(forms(entries("en")[name])[0])
        assert all(fields(form) == expected for form in forms(message)), name


def test_the_code_fills_exactly_the_placeholders_of_a_text() -> None:
    for call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if isinstance(call.func, ast.Name) and call.func.id == "count":
            given.add("n")
        for name in keys_of(call):
            table_entry = isinstance(call.func, ast.Name) and call.func.id == "gettext_noop"
            assert table_entry or fields(forms(entries("en")[name])[0]) == given, name


def test_the_chat_page_fills_exactly_the_placeholders_of_a_text() -> None:
    given = dict(FILLED.findall(page_sources()))
    assert given
    for name in page_keys():
        expected = {given[name]} if name in given else set[str]()
        assert fields(forms(entries("en")[name])[0]) == expected, name


def test_only_what_is_counted_has_plurals() -> None:
    counted = {
        name
        for call in calls()
        if isinstance(call.func, ast.Name) and call.func.id == "count"
        for name in keys_of(call)
    }
    plural = {name for name, message in entries("en").items() if message.pluralizable}
    assert counted <= plural


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_of_every_text_is_what_telegram_takes(language: str) -> None:
    for message in entries(language).values():
        for form in forms(message):
            Tags(form)
            assert len(form) < TELEGRAM_TEXT


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_of_commands_fit_and_are_said_in_one_line(language: str) -> None:
    texts = [forms(message)[0] for name, message in entries(language).items() if name.startswith("command-")]
    assert texts
    assert all(0 < len(text) <= COMMAND_DESCRIPTION and "\n" not in text for text in texts)


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 artist shown"),
        ("en", 2, "2 artists shown"),
        ("en", 0, "0 artists shown"),
        ("ru", 1, "показан 1 исполнитель"),
        ("ru", 3, "показаны 3 исполнителя"),
        ("ru", 5, "показано 5 исполнителей"),
        ("ru", 11, "показано 11 исполнителей"),
        ("ru", 21, "показан 21 исполнитель"),
        ("ru", 22, "показаны 22 исполнителя"),
        ("ru", 112, "показано 112 исполнителей"),
        ("de", 1, "1 Künstler gezeigt"),
        ("de", 2, "2 Künstler gezeigt"),
    ],
)
def test_plurals_are_right(language: str, n: int, expected: str) -> None:
    text = catalogues().gettext("history-about", "history-about", n, locale=language)
    assert text.format(n=n, date="today") == f"today · {expected}"


@pytest.mark.parametrize(
    ("n", "expected"), [(1, "Dein Verlauf: <b>1</b> Liste"), (2, "Dein Verlauf: <b>2</b> Listen")]
)
def test_german_tells_one_list_from_many(n: int, expected: str) -> None:
    text = catalogues().gettext("history-heading", "history-heading", n, locale="de")
    assert text.format(n=n).endswith(expected)


def test_english_is_the_default() -> None:
    i18n = catalogues()
    assert i18n.default_locale == "en"
    assert set(i18n.available_locales) == set(LANGUAGES)
