"""For the host alone: figures, a message to all, a new bundle; everybody else is told of no such commands."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import Chat, Message, MessageEntity

from handlers import Host
from handlers.hosting import SendOff, _formatted
from localchat import LocalChat
from locales import catalogues
from recommender import Recommender
from recommender.bundle import DEFAULT_PATH
from storage import Letter, Storage
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import Memory, buttons, data_of, text

HOST = 990_001
UNKNOWN = "I don't know that command. /help lists what I understand."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A bundle of the host's own, with no songs: it loads sooner."""
    place = tmp_path / "bundle"
    shutil.copytree(DEFAULT_PATH, place, ignore=shutil.ignore_patterns("tracks"))
    return place


@pytest.fixture
async def bot(chat: LocalChat, storage: Storage, engine: Recommender, place: Path) -> AsyncIterator[Bot]:
    def load() -> Awaitable[Recommender]:
        return asyncio.to_thread(Recommender.load, place)

    async with running_bot(chat, storage, engine, hosts=[HOST], load=load) as bot:
        yield bot


@pytest.fixture
async def host(chat: LocalChat, bot: Bot) -> AsyncIterator[Listener]:
    async with Listener(chat, HOST, first_name="Hosty", patience=120) as host:
        yield host


async def test_for_everybody_else_there_are_no_such_commands(
    host: Listener, listener: Listener, memory: Memory
) -> None:
    """Not in the menu, not in a group, not by a forged tap, and the answer is that to any unknown command."""
    for command in ("/stats", "/broadcast hello", "/reload"):
        [answer] = await listener.send(command)
        assert text(answer) == UNKNOWN
        assert text((await listener.send("/nonsense"))[0]) == UNKNOWN
    extra = {"stats", "broadcast", "reload"}
    await host.refresh()
    assert {one.command for one in host.commands} - {one.command for one in listener.commands} == extra
    [_, question] = await host.send("/broadcast hello", expect=2)
    for forged in (data_of(question, "Send"), SendOff(owner=listener.user_id, broadcast=1, sure=True).pack()):
        assert (await listener.forge(forged)).toast == "This button is too old. Please ask again."
    assert memory.rows("SELECT state FROM broadcasts") == [("asked",)]
    async with host.in_group(-990_001) as group:
        await group.wait()
        await group.send("/stats", expect=0)
        [answer] = await group.send("/recommend Radiohead")
    assert "Radiohead" in text(answer)


async def test_figures_are_those_of_the_database(host: Listener, listener: Listener, memory: Memory) -> None:
    await listener.send("/recommend Radiohead")
    await listener.tap(lambda button: "👍" in button.text and "1" in button.text)
    three_days_ago = int((datetime.now(UTC) - timedelta(days=3)).timestamp() * 1000)
    await memory.run("INSERT INTO users VALUES (?, 0, ?, ?)", [(5, 0, 1), (6, three_days_ago, None)])
    [card] = await host.send("/stats")
    lines = text(card).splitlines()
    assert lines[0] == "👥 Listeners: 4, active today 2, this week 3, out of reach 1"
    assert lines[1] == "🎧 Lists asked for: 1, ratings: 1"
    assert lines[2] == "📥 Inbox: 0 waiting, 0 set aside"
    assert lines[3].startswith("📦 Bundle: version 0.1.0 of 20")
    assert re.fullmatch(r"🎵 Songs: [1-9]\d+", lines[4])
    memory_used, tasks = (int(number) for number in re.findall(r"\d+", lines[5]))
    assert memory_used > 100
    assert tasks > 3


async def test_a_message_goes_to_all_after_one_question_and_those_who_blocked_the_bot_are_marked(
    host: Listener, listener: Listener, stranger: Listener, memory: Memory, chat: LocalChat
) -> None:
    await listener.send("/help")
    await stranger.send("/help")
    await host.send("/help")
    chat.world.rooms[stranger.user_id].bot_is_in = False
    [preview, question] = await host.send("/broadcast New: Rock & Roll <3", expect=2)
    assert text(preview) == "New: Rock & Roll <3"
    assert text(question) == "Send this to 2 listeners?"
    assert buttons(question) == ["Send", "Don't send"]
    tap = await host.tap("Send")
    assert text(tap.edited[0]) == "On its way to 2 listeners. I'll tell you when it's done."
    [news] = await listener.wait()
    assert text(news) == "New: Rock & Roll <3"
    [report] = await host.wait()
    assert text(report).splitlines() == [
        "✅ Sent to 1 listener.",
        "1 could not be reached; who blocked me gets no more of these.",
    ]
    assert memory.rows("SELECT id FROM users WHERE blocked_at IS NOT NULL") == [(stranger.user_id,)]
    assert (
        await host.forge(data_of(question, "Send"), question)
    ).toast == "This button is too old. Please ask again."
    [_, question] = await host.send("/broadcast More", expect=2)
    assert text(question) == "Send this to 1 listener?"
    assert text((await host.tap("Don't send")).edited[0]) == "Nothing was sent."
    await stranger.send("/help")
    assert memory.rows("SELECT id FROM users WHERE blocked_at IS NOT NULL") == []
    await listener.refresh()
    assert listener.last.message_id == news.message_id


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("IllegibleUpdate: of no kind", "cannot be read and was set aside: it is of a shape"),
        ("ZeroDivisionError: secret", "could not be handled and was set aside: ZeroDivisionError. The log"),
    ],
)
async def test_the_host_is_told_what_became_of_an_update_that_is_set_aside(
    host: Listener, bot: Bot, error: str, said: str
) -> None:
    await host.send("/help")
    await Host(bot, [HOST], catalogues()).set_aside(Letter(1, 7, None, "{}"), error)
    [told] = await host.wait()
    assert text(told).startswith(f"⚠️ Update 7 {said}")


@pytest.mark.parametrize(
    ("said", "bold", "arrives"),
    [
        ("/broadcast hello all", (10, 6), "<b>hello</b> all"),
        ("/broadcast hello all", (0, 20), "<b>hello all</b>"),
        ("/broadcast\n😀 <all>", (14, 5), "😀 <b>&lt;all&gt;</b>"),
        ("/broadcast hello all", (0, 10), "hello all"),
    ],
)
def test_a_message_to_all_keeps_its_formatting_wherever_that_begins(
    said: str, bold: tuple[int, int], arrives: str
) -> None:
    mark = MessageEntity(type="bold", offset=bold[0], length=bold[1])
    chat = Chat(id=HOST, type="private")
    message = Message(message_id=1, date=datetime.now(UTC), chat=chat, text=said, entities=[mark])
    assert _formatted(message, said.split(maxsplit=1)[1]) == arrives


async def test_nothing_to_say_and_nobody_to_say_it_to(host: Listener) -> None:
    [usage] = await host.send("/broadcast")
    assert text(usage).startswith("Write what all listeners shall read behind the command")
    [_, nobody] = await host.send("/broadcast hello", expect=2)
    assert "there is nobody to send it to" in text(nobody)
    assert nobody.reply_markup is None


async def test_a_broken_bundle_is_named_and_the_old_one_goes_on_until_a_whole_one_is_there(
    host: Listener, listener: Listener, place: Path
) -> None:
    catalog = place / "catalog.json.gz"
    whole = catalog.read_bytes()
    catalog.write_bytes(whole[:-1])
    [_, refused] = await host.send("/reload", expect=2)
    assert text(refused) == (
        f"⚠️ The bundle on the disk is broken, the old one goes on:\n"
        f"{catalog}: its checksum differs from the manifest's"
    )
    assert "Muse" in text((await listener.send("/recommend Radiohead"))[0])
    catalog.write_bytes(whole)
    manifest = place / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace('"version": "0.1.0"', '"version": "7.7.7"'), "utf-8"
    )
    [_, done] = await host.send("/reload", expect=2)
    assert "✅ The new bundle is in use." in text(done)
    assert "version 7.7.7" in text((await host.send("/stats"))[0])
    assert "Muse" in text((await listener.send("/recommend Radiohead"))[0])
    assert "I have no songs here" in text((await listener.send("/tracks Radiohead"))[0])
