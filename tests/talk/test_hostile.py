"""What no app of Telegram sends: data that no button carries, and texts of every kind.

Through the real dispatcher, to a server that refuses what Telegram refuses. `HOSTILE=10000 uv run pytest
tests/talk/test_hostile.py` goes on longer.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from aiogram import Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, Update, User
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from handlers.buttons.callbacks import Data
from locales import catalogues
from storage import Asked, QueryKind, Shown, Storage, Verdict
from tests.talk.reading import Memory
from tests.unkind import Server, complaint_about

HOSTILE = int(os.environ.get("HOSTILE", "200"))
OWNER, STRANGER = 5_000_000_001, 5_000_000_002
HUGE = 2**63
POLITE = {
    catalogues().gettext(text, locale="en")
    for text in ("error-stale-button", "error-foreign-button", "error-askers-button")
}
BUTTONS = Data.__subclasses__()
"""All kinds: whoever imports anything of the talk has imported the whole of it."""
QUICK = settings(
    max_examples=HOSTILE,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
numbers = count(1)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with server.serving() as bot:
        yield bot


@pytest.fixture
async def memory(storage: Storage, database: Path) -> Memory:
    """The owner has a list, a kept list, a like and a preference; the stranger has said hello."""
    for user in (OWNER, STRANGER):
        await storage.users.seen(user)
    query = await storage.queries.add(Asked(OWNER, QueryKind.RECOMMEND, "Radiohead", ("radiohead",)))
    names = ("Muse", "Björk", "Portishead", "Blur", "Pulp")
    shown = [Shown(0, name.lower(), name, 90, None, 1.0) for name in names]
    await storage.queries.show(query.id, 0, shown)
    await storage.saved.put(OWNER, query.id, "Radiohead", [("muse", "Muse")])
    await storage.verdicts.put(OWNER, "muse", "Muse", Verdict.LIKE)
    await storage.preferences.put(OWNER, "language", "en")
    return Memory(database)


@dataclass(frozen=True, slots=True)
class Stored:
    """The database from outside, and all that was in it before anybody tapped."""

    memory: Memory
    before: list[list[tuple[object, ...]]]


@pytest.fixture
def stored(memory: Memory) -> Stored:
    return Stored(memory, memory.all())


def parts(field: FieldInfo, name: str) -> st.SearchStrategy[str]:
    """What may stand in that place of a button's data: well made, and none of the stranger's."""
    kind, limits = field.annotation, [*field.metadata]
    if get_origin(kind) is not None:  # a choice of nothing and one annotated type
        inner = next(one for one in get_args(kind) if one is not type(None))
        limits += [
            limit for one in getattr(inner, "__metadata__", ()) for limit in getattr(one, "metadata", [])
        ]
        kind = get_args(inner)[0] if get_args(inner) else inner
    if name == "owner":
        return st.just(str(OWNER))
    if kind is bool:
        return st.sampled_from("01")
    if kind is int:
        return st.one_of(st.integers(0, 9), whole(limits)).map(str)
    if pattern := next((limit.pattern for limit in limits if hasattr(limit, "pattern")), None):
        return st.from_regex(pattern, fullmatch=True)
    assert isinstance(kind, type)
    return st.sampled_from([str(one) for one in kind])


def whole(limits: list[Any]) -> st.SearchStrategy[int]:
    """Numbers of that place, without limits those of rows that are not there too."""
    low = [limit.ge for limit in limits if hasattr(limit, "ge")]
    high = [limit.le for limit in limits if hasattr(limit, "le")]
    below = [limit.lt for limit in limits if hasattr(limit, "lt")]
    return st.integers(min([0, *low]), min([HUGE, *high, *below]))


@st.composite
def well_made(draw: st.DrawFn) -> str:
    """Data of some button of another listener, of a list that is not there, or of another bundle."""
    kind = draw(st.sampled_from(BUTTONS))
    values = [draw(parts(field, name)) for name, field in kind.model_fields.items()]
    return ":".join([kind.__prefix__, *values])


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """The same with something wrong: version, length, a part, a letter."""
    found = draw(well_made()).split(":")
    at = draw(st.integers(0, len(found) - 1))
    match draw(st.integers(0, 5)):
        case 0:
            found[0] = found[0][:-1] + draw(st.sampled_from("02389x"))
        case 1:
            del found[at]
        case 2:
            found.insert(at + 1, draw(st.text(max_size=8)))
        case 3:
            found[at] = draw(st.text(max_size=20))
        case 4:
            found[at] += draw(st.sampled_from(["0", " ", "-1", ".0", "\u0661", "%00", "'", "\0"]))
        case 5:
            found[at] = str(draw(st.integers()))
    return ":".join(found)


@st.composite
def taps(draw: st.DrawFn) -> CallbackQuery:
    data = draw(st.one_of(well_made(), spoilt(), st.text(max_size=64), st.text(min_size=65, max_size=5000)))
    private = Chat(id=STRANGER, type=ChatType.PRIVATE)
    where = draw(st.sampled_from(["private", "inline"]))
    shown = Message(message_id=1, date=draw(st.sampled_from([0, 1])), chat=private)  # type: ignore[arg-type] # as JSON has it
    return CallbackQuery(
        id=str(next(numbers)),
        from_user=somebody(draw(st.sampled_from(["Sam", "", "<b>", "\u202e"]))),
        chat_instance="1",
        data=data,
        message=shown if where == "private" else None,
        inline_message_id="1" if where == "inline" else None,
    )


def somebody(name: str = "Sam", user_id: int = STRANGER) -> User:
    return User(id=user_id, is_bot=False, first_name=name, language_code="en")


@QUICK
@given(tap=taps())
async def test_no_data_makes_it_fail_or_write_and_each_tap_gets_a_polite_toast(
    dispatcher: Dispatcher, bot: Bot, server: Server, stored: Stored, tap: CallbackQuery
) -> None:
    server.calls.clear()
    await dispatcher.feed_update(bot, Update(update_id=next(numbers), callback_query=tap))
    [answer] = server.calls
    assert answer.method == "answerCallbackQuery"
    assert answer.fields["text"] in POLITE
    assert stored.memory.all() == stored.before


def test_no_two_buttons_have_the_same_prefix() -> None:
    prefixes = [kind.__prefix__ for kind in BUTTONS]
    assert sorted(set(prefixes)) == sorted(prefixes)


@given(data=well_made())
def test_buttons_are_packed_as_aiogram_packs_them(data: str) -> None:
    kind = next(one for one in BUTTONS if one.__prefix__ == data.partition(":")[0])
    try:
        tapped = kind.unpack(data)
    except ValueError:  # a number that no such button holds
        return
    assert tapped.pack() == CallbackData.pack(tapped)


PLANES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
DIRECTED = st.text("\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00adaäعא \n", min_size=1)
SIGNS = st.sampled_from(
    [
        "'; DROP TABLE users; --",
        '" OR 1=1 --',
        "%' UNION SELECT token FROM bots --",
        "<b>Muse</i>",
        "<script>alert(1)</script>",
        "&lt;&#0;&amp",
        "<a href='tg://user?id=1'>x</a>",
        "{name}",
        "%s%n",
        "{0.__class__}",
        "../../etc/passwd",
        "\N{MUSICAL SYMBOL G CLEF}" * 4096,
        "🎸" * 4096,
        "👩‍👩‍👧‍👧" * 500,
        "e\u0301" * 2000,
        "a\u0300" + "\u0301" * 3000,
        "Muse, " * 600,
        "\n" * 4096,
    ]
)
COMMANDS = (
    "",
    "/recommend ",
    "/tracks ",
    "/map ",
    "/taste ",
    "/foryou ",
    "/start ",
    "/import ",
    "/weekly ",
    "/",
)


@settings(QUICK, max_examples=max(HOSTILE // 4, 1))
@example(("/recommend ", "Muse\0"))
@example(("/start ", "aא"))
@given(said=st.tuples(st.sampled_from(COMMANDS), st.one_of(PLANES, DIRECTED, SIGNS)))
async def test_no_text_makes_it_fail_and_each_gets_an_answer_that_telegram_takes(
    dispatcher: Dispatcher, bot: Bot, server: Server, memory: Memory, said: tuple[str, str]
) -> None:
    number, words, text = next(numbers), said[1], "".join(said)
    private = Chat(id=STRANGER, type=ChatType.PRIVATE)
    message = Message(message_id=1, date=0, chat=private, from_user=somebody(words[:64]), text=text)  # type: ignore[arg-type] # as above
    typed = InlineQuery(id="1", from_user=somebody(), query=words[:256], offset="")
    server.calls.clear()
    await dispatcher.feed_update(bot, Update(update_id=number, message=message))
    assert {call.method for call in server.calls} & {"sendMessage", "sendPhoto"}
    await dispatcher.feed_update(bot, Update(update_id=number, inline_query=typed))
    assert server.calls[-1].method == "answerInlineQuery"
    assert [complaint_about(call) for call in server.calls if complaint_about(call)] == []
    assert memory.rows("SELECT id FROM users ORDER BY id") == [(OWNER,), (STRANGER,)]
