"""The walls between the rooms: who may not import whom, and where no SQL stands."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib.util import resolve_name
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

TELEGRAM = {"aiogram"}
SQL = {"sqlite3", "aiosqlite"}
TENSORFLOW = {"tensorflow", "tensorflow_recommenders", "tf_keras", "keras"}

NEVER: Mapping[str, set[str]] = {
    "recommender": {"handlers", "storage", "locales"} | TELEGRAM | SQL,
    "storage": {"handlers", "recommender", "locales"} | TELEGRAM | TENSORFLOW,
    "handlers": SQL | TENSORFLOW,
    "localchat": {"handlers", "storage", "recommender", "delivery", "listening", "pictures"},
    "pictures": {"handlers", "storage", "recommender", "locales"} | TELEGRAM | SQL | TENSORFLOW,
    "delivery": {"handlers", "recommender", "locales"} | SQL | TENSORFLOW,
    "listening": {"handlers", "storage", "recommender", "locales"} | TELEGRAM | SQL | TENSORFLOW,
}
"""Room -> what nothing in it imports."""

ONLY: Mapping[str, set[str]] = {
    "bot": {"bench"},
    "settings": {"bot", "connecting", "process"},
    "localchat": {"localchat", "connecting"},
    "recommender.training": {"recommender.training", "recommender.__main__", "bench"},
}
"""Module -> who alone imports it; tests may import everything."""

FLOORS: tuple[set[str], ...] = (
    {"handlers.buttons", "recommender.words"},
    {"handlers.cards"},
    {"handlers.frame"},
    {"handlers.lists"},
    {"handlers.songs"},
    {"handlers.asking"},
    {"handlers.pictures", "handlers.rounds", "handlers.shelves", "handlers.uploads"},
    {"handlers", "recommender"},
)
"""The lowest first: of the talk, as of the thinking, each room imports what stands below it, and itself.

What listeners want stands on top, a module for each, beside the rooms of the talk.
"""

STATEMENT = re.compile(
    r"\b(select\b.+\bfrom|insert\b.+\binto|update\b.+\bset|delete\s+from|(create|drop|alter)\s+table|pragma)\b",
    re.IGNORECASE | re.DOTALL,
)


def within(module: str, rooms: set[str]) -> bool:
    return any(module == room or module.startswith(room + ".") for room in rooms)


def imports(package: str, tree: ast.AST) -> Iterator[str]:
    """Every module that a file of that package imports, anywhere in it and however it is written."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                base = resolve_name("." * node.level + (node.module or ""), package)
                yield from (f"{base}.{alias.name}" for alias in node.names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def statements(tree: ast.AST) -> Iterator[str]:
    """Every string that reads as SQL, documentation aside."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield from [node.value] if STATEMENT.search(node.value) else []


def breaches(path: Path, source: str) -> list[str]:
    """What a file of the project at that relative path does against the walls."""
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    package = ".".join(path.parent.parts)
    tree = ast.parse(source)
    found = []
    for imported in imports(package, tree):
        found += [
            f"{path}: {room} never imports {imported}"
            for room in NEVER
            if within(module, {room}) and within(imported, NEVER[room])
        ]
        found += [
            f"{path}: {module} may not import {imported}"
            for kept in ONLY
            if within(imported, {kept}) and not within(module, ONLY[kept])
        ]
    if within(module, {"handlers"}):
        found += [f"{path}: SQL in handlers: {statement!r}" for statement in statements(tree)]
    return found


def floor(module: str) -> tuple[int, str]:
    """How high a module stands, and in which room; -1 for what has no floors."""
    rooms = [(number, room) for number, beside in enumerate(FLOORS) for room in beside]
    return min((found for found in rooms if within(module, {found[1]})), default=(-1, ""))


def climbs(path: Path, source: str) -> list[str]:
    """What a file imports of a room that is not below its own."""
    height, room = floor(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    house, found = path.parts[0], []
    for imported in imports(".".join(path.parent.parts), ast.parse(source)):
        other_height, other = floor(imported)
        if within(imported, {house}) and other_height >= height and other != room:
            found.append(f"{path}: {room} stands below {other}: {imported}")
    return found


def files() -> list[Path]:
    """The project's Python files, tests aside."""
    rooms = [
        entry
        for entry in PROJECT.iterdir()
        if entry.is_dir() and entry.name[0] != "." and entry.name != "tests"
    ]
    return sorted([*PROJECT.glob("*.py"), *(file for room in rooms for file in room.rglob("*.py"))])


def test_every_wall_stands() -> None:
    found = [
        breach for file in files() for breach in breaches(file.relative_to(PROJECT), file.read_text("utf-8"))
    ]
    assert found == []


def test_the_talk_and_the_thinking_import_downwards() -> None:
    found = [
        climb for file in files() for climb in climbs(file.relative_to(PROJECT), file.read_text("utf-8"))
    ]
    assert found == []


def test_every_room_of_the_talk_has_its_floor() -> None:
    rooms = {f"handlers.{entry.parent.name}" for entry in PROJECT.glob("handlers/*/__init__.py")}
    floors = {room for beside in FLOORS for room in beside if within(room, {"handlers"})}
    assert floors == rooms | {"handlers"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("handlers/cards/blocks.py", "from handlers.lists.data import Page"),
        ("handlers/lists/lists.py", "from handlers.rate import setup"),
        ("handlers/lists/lists.py", "def f():\n    from handlers import foryou"),
        ("handlers/rounds/rounds.py", "from handlers.shelves import cards"),
        ("recommender/words/talk.py", "from recommender.catalog import Catalog"),
    ],
)
def test_a_way_up_is_found(path: str, source: str) -> None:
    assert climbs(Path(path), source) != []


def test_a_way_down_is_no_breach() -> None:
    down = "from handlers.buttons.callbacks import Data\nfrom handlers.lists import cards\nimport bot"
    assert climbs(Path("handlers/lists/pages.py"), down) == []
    assert climbs(Path("handlers/rate.py"), down + "\nfrom handlers import weekly") == []


def test_every_room_is_looked_into() -> None:
    looked_into = {file.relative_to(PROJECT).parts[0] for file in files()}
    assert {
        "bot.py",
        "handlers",
        "recommender",
        "storage",
        "localchat",
        "listening",
        "pictures",
        "delivery",
    } <= looked_into


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("recommender/engine.py", "import aiogram"),
        ("recommender/engine.py", "from aiogram.types import Message"),
        ("recommender/engine.py", "import sqlite3 as db"),
        ("recommender/engine.py", "from storage import Storage"),
        ("recommender/engine.py", "from recommender.training import datasets"),
        ("recommender/engine.py", "from .training.train import train"),
        ("recommender/engine.py", "from . import training"),
        ("recommender/__init__.py", "from . import training"),
        ("recommender/__init__.py", "from .training import train"),
        ("recommender/training/train.py", "from handlers.cards.blocks import Card"),
        ("storage/users.py", "def f():\n    import tensorflow.lite"),
        ("storage/users.py", "from recommender.types import Artist"),
        ("storage/users.py", "import importlib\nimportlib.import_module('handlers')"),
        ("storage/users.py", "if TYPE_CHECKING:\n    from aiogram import Bot"),
        ("handlers/cards/blocks.py", "from tensorflow import keras"),
        ("handlers/cards/blocks.py", "import aiosqlite"),
        ("handlers/cards/blocks.py", "from settings import Settings"),
        ("handlers/cards/blocks.py", "import localchat.world"),
        ("handlers/cards/blocks.py", "from recommender.training import evaluate"),
        ("handlers/cards/blocks.py", "import bot"),
        ("handlers/cards/blocks.py", "q = '''\n    SELECT name\n    FROM users\n'''"),
        ("handlers/cards/blocks.py", "q = f'delete from {table}'"),
        ("handlers/cards/blocks.py", "f('insert or ignore into users values (1)')"),
        ("handlers/cards/blocks.py", "f('UPDATE users SET name = 1')"),
        ("localchat/server.py", "from storage import Verdict"),
        ("listening/spotify.py", "from recommender.words.names import normalise"),
        ("listening/tally.py", "import sqlite3"),
        ("pictures/panels.py", "from aiogram.types import Message"),
        ("pictures/panels.py", "from recommender.types import Artist"),
        ("pictures/panels.py", "def f():\n    from handlers.cards.texts import say"),
        ("bench/speed.py", "from localchat import LocalChat"),
    ],
)
def test_a_breach_is_found(path: str, source: str) -> None:
    assert breaches(Path(path), source) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("connecting.py", "from localchat import LocalChat\nfrom settings import Settings"),
        ("recommender/__main__.py", "from recommender.training import train"),
        ("recommender/training/train.py", "from . import datasets\nfrom recommender.words.names import key"),
        ("handlers/cards/blocks.py", "from storage import Verdict\nfrom recommender.types import Artist"),
        ("handlers/cards/blocks.py", "'''Select what to show from the answer.'''\nkey = 'likes-delete'"),
        ("localchat/api.py", "from aiogram.types import Message\nfrom localchat.world import World"),
        ("localchat/texts.py", "import locales"),
        ("storage/users.py", "from storage.database import Database\nsettings = 'SELECT 1 FROM users'"),
    ],
)
def test_what_is_allowed_is_no_breach(path: str, source: str) -> None:
    assert breaches(Path(path), source) == []
