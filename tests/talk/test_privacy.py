"""/privacy, /export, /forget."""

import asyncio
import json
from pathlib import Path

import pytest

from handlers import privacy
from localchat import LocalChat
from tests.listener import Listener
from tests.talk.reading import Memory, buttons, data_of, names, text
from upkeep import tables_in


async def test_a_listener_takes_all_along_and_is_forgotten_after_a_second_tap(
    chat: LocalChat, listener: Listener, memory: Memory, database: Path
) -> None:
    [card] = await listener.send("Radiohead")
    await listener.tap("👍 Like 1")
    assert await asyncio.to_thread(files_with, database.parent, names(card)[0])
    [told] = await listener.send("/privacy")
    assert "/export" in text(told)
    [sent] = await listener.send("/export")
    assert sent.document is not None
    exported = json.loads(await listener.download(sent.document.file_id))
    [liked] = exported["tables"]["verdicts"]
    assert (liked["user_id"], liked["artist_name"]) == (listener.user_id, names(card)[0])
    [question] = await listener.send("/forget")
    await listener.tap("No, keep it")
    assert memory.verdicts(listener.user_id) != {}
    [question] = await listener.send("/forget")
    assert len(buttons(question)) == 2
    await listener.tap("🗑 Yes, remove everything")
    assert memory.rows("SELECT * FROM users WHERE id = ?", listener.user_id) == []
    assert memory.rows("SELECT * FROM inbox WHERE user_id = ?", listener.user_id) == []
    assert await asyncio.to_thread(files_with, database.parent, names(card)[0]) == []
    [hello] = await listener.send("/start")
    assert text(hello).startswith("Hi, I'm Encore.")


async def test_a_large_export_is_packed_and_can_be_taken_in(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(privacy, "_AS_IT_IS", 100)
    await listener.send("Radiohead")
    [sent] = await listener.send("/export")
    assert sent.document is not None
    assert sent.document.file_name == "encore.json.gz"
    file = tmp_path / "export"
    file.write_bytes(await listener.download(sent.document.file_id))
    [query] = tables_in(file)["queries"]
    assert query["text"] == "Radiohead"


def files_with(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


async def test_an_export_that_comes_back_is_known(listener: Listener) -> None:
    [sent] = await listener.send("/export")
    assert sent.document is not None
    data = await listener.download(sent.document.file_id)
    [told] = await listener.send_file(data, "encore.json", "application/json")
    assert text(told).startswith("This is what you took along from me with /export.")


async def test_nobody_can_have_another_forgotten(
    listener: Listener, stranger: Listener, memory: Memory
) -> None:
    [question] = await listener.send("/forget")
    await stranger.send("/start")
    tap = await stranger.forge(data_of(question, "🗑 Yes, remove everything"))
    assert tap.toast
    assert memory.rows("SELECT id FROM users WHERE id = ?", listener.user_id) == [(listener.user_id,)]
