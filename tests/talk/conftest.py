"""A bot as its host runs it: real server, real database file, the engine with the bundle that ships."""

import asyncio
import inspect
import shutil
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from types import CodeType, FunctionType, SimpleNamespace

import pytest
import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event import handler

from delivery import Delivery, Session, poll
from handlers import Host, Rounds, build_dispatcher, imports, register_commands
from handlers.frame import moves
from handlers.frame.clock import Clock
from handlers.frame.patience import Patience
from handlers.frame.reloading import Load, from_disk
from localchat import LocalChat
from locales import catalogues
from recommender import Recommender
from recommender.types import Certainty
from storage import Storage
from storage.schema import prepare
from tests.listener import Listener
from tests.talk.reading import Memory

UNHURRIED = (100_000, 1.0)
"""Tests say in a second what nobody says in a minute."""
all_texts = cache(catalogues)
"""Read once: a thousand tests open a bot, and each would read all languages."""
ODD_NAMES = ("cold plates", "how are you", "radio hat", "bjorn", "dafter", "some old song")


@pytest.fixture(scope="session", autouse=True)
def _signatures_read_once() -> Iterator[None]:
    """For each bot aiogram looks at a thousand functions, most of them one `lambda: True` of its own."""
    read, known = inspect.signature, dict[CodeType, inspect.Signature]()

    def signature(of: Callable[..., object]) -> inspect.Signature:
        if not isinstance(of, FunctionType):
            return read(of)
        return known.get(of.__code__) or known.setdefault(of.__code__, read(of))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "inspect", SimpleNamespace(**{**vars(inspect), "signature": signature}))
        yield


@pytest.fixture(autouse=True)
def plain_tracebacks() -> Iterator[None]:
    """As the host's log has them; structlog's own spell out every local variable, which takes seconds."""
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, renderer])
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def _one_word_of_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an import says, it says at its end alone, however slow the machine; a test of progress differs."""
    monkeypatch.setattr(imports, "_FIRST_WORD", 60.0)


@pytest.fixture(autouse=True)
def _quick_to_greet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most groups of the tests have not grown out of others; a test of such ones differs."""
    monkeypatch.setattr(moves, "_A_MOMENT", 0.02)


@pytest.fixture(scope="session")
def engine(shipped: Recommender) -> Recommender:
    return shipped


@pytest.fixture(scope="session")
def unclear(engine: Recommender) -> str:
    """A name that may mean some artist, and no more than may."""
    return next(name for name in ODD_NAMES if engine.find(name)[0].certainty is Certainty.MAYBE)


@pytest.fixture(scope="session")
def unknown(engine: Recommender) -> str:
    """A name that is none in the catalogue, nor a song's title, and comes near to some from afar."""
    assert engine.tracks is not None
    titled = engine.tracks.titled
    far = (name for name in ODD_NAMES if engine.find(name)[0].certainty is Certainty.FAR)
    return next(name for name in far if not titled(name))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a first start leaves it: made once, since each migration is a transaction of its own."""
    path = tmp_path_factory.mktemp("empty") / "encore.sqlite3"
    prepare(path)
    return path


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Path:
    path = tmp_path / "encore.sqlite3"
    shutil.copy(empty_database, path)
    return path


@pytest.fixture
async def storage(database: Path) -> AsyncIterator[Storage]:
    """The running bot's own memory."""
    storage = await Storage.open(database)
    yield storage
    await storage.close()


@pytest.fixture
def memory(database: Path, storage: Storage) -> Memory:
    """The same database from outside, as it is on the disk."""
    return Memory(database)


@asynccontextmanager
async def running_bot(
    chat: LocalChat,
    storage: Storage,
    engine: Recommender,
    clock: Clock | None = None,
    *,
    burst: tuple[float, float] = UNHURRIED,
    hosts: Collection[int] = (),
    load: Load = from_disk,
    awake: "asyncio.Future[None] | None" = None,
    sung: "asyncio.Future[None] | None" = None,
    api_url: str | None = None,
) -> AsyncIterator[Bot]:
    """The bot at work in the chat, until the block ends; `api_url` where it does not talk to it directly."""
    i18n = all_texts()
    bot = Bot(chat.token, Session(api_url or chat.api_url))
    dispatcher = build_dispatcher(
        storage,
        engine,
        i18n,
        clock,
        patience=Patience(burst),
        hosts=hosts,
        load=load,
        awake=awake,
        sung=sung,
    )
    await register_commands(bot, i18n, hosts)
    delivery = Delivery(dispatcher, bot, storage.inbox, Host(bot, (), i18n).set_aside)
    await delivery.resume()
    polling = asyncio.create_task(poll(bot, delivery, dispatcher.resolve_used_update_types()))
    rounds = Rounds(bot, storage, dispatcher, i18n, clock)
    rounds.start()
    try:
        yield bot
    finally:
        await rounds.stop()
        polling.cancel()
        await asyncio.wait([polling])
        await delivery.stop(10)  # a handler under way would open the session again
        await bot.session.close()


@pytest.fixture
def dispatcher(storage: Storage, engine: Recommender) -> Dispatcher:
    """The same talk, to be fed with updates that the local chat cannot make."""
    return build_dispatcher(storage, engine, all_texts(), patience=Patience(UNHURRIED))


@pytest.fixture
async def bot(chat: LocalChat, storage: Storage, engine: Recommender) -> AsyncIterator[Bot]:
    async with running_bot(chat, storage, engine) as bot:
        yield bot


@pytest.fixture
async def listener(chat: LocalChat, bot: Bot) -> AsyncIterator[Listener]:
    """Somebody with an English Telegram who has not said anything yet."""
    async with Listener(chat) as listener:
        yield listener


@pytest.fixture
async def stranger(chat: LocalChat, bot: Bot) -> AsyncIterator[Listener]:
    async with Listener(chat, first_name="Sam") as listener:
        yield listener


@dataclass(frozen=True, slots=True)
class Friends:
    """Listener and stranger in a group with the bot, which has said hello to them."""

    robin: Listener
    sam: Listener


_groups = count(-1001, -1)


@pytest.fixture
async def friends(listener: Listener, stranger: Listener) -> AsyncIterator[Friends]:
    group = next(_groups)
    async with AsyncExitStack() as stack:
        robin = await stack.enter_async_context(listener.in_group(group))
        await robin.wait()
        sam = await stack.enter_async_context(stranger.in_group(group))
        yield Friends(robin, sam)
