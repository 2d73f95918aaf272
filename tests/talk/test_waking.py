"""While the model is loaded: who needs none is answered, and all others are answered afterwards."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.songs import marks as song_marks
from handlers.songs.views import of_song
from localchat import LocalChat
from recommender import Recommender
from storage import Storage
from tests.listener import Listener
from tests.talk.conftest import running_bot
from tests.talk.reading import buttons, text


async def test_a_talk_begins_before_its_model_is_there(chat: LocalChat, storage: Storage) -> None:
    recommender = Recommender.open()
    loop = asyncio.get_running_loop()
    awake: asyncio.Future[None] = loop.create_future()
    sung: asyncio.Future[None] = loop.create_future()
    async with (
        running_bot(chat, storage, recommender, awake=awake, sung=sung),
        Listener(chat) as robin,
        Listener(chat, first_name="Sam") as sam,
    ):
        [grid] = await robin.send("/start")
        await robin.send("/help")
        await sam.send("/recommend Radiohead", expect=0)
        await sam.send("/privacy", expect=0)
        [private] = await robin.send("/privacy")
        await sam.refresh()
        assert [one.text for one in sam.messages] == ["/recommend Radiohead", "/privacy"]
        await asyncio.to_thread(recommender.wake)
        [again] = await robin.send("/start")
        assert buttons(again) == buttons(grid)
        awake.set_result(None)
        found, privacy = await sam.wait(2)
        assert "Radiohead" in (found.text or "")
        assert privacy.text == private.text
        await sam.send("/tracks Paranoid Android", expect=0)
        await robin.send("/recommend Muse")
        await sam.refresh()
        assert sam.messages[-1].text == "/tracks Paranoid Android"
        await asyncio.to_thread(recommender.wake_songs)
        sung.set_result(None)
        [songs] = await sam.wait(1)
        assert "Paranoid Android" in (songs.text or "")


@pytest.mark.parametrize("line", ["back", "more", "number 2", "calmer"])
async def test_who_goes_on_with_songs_before_they_are_there_is_told_so(
    chat: LocalChat, storage: Storage, line: str
) -> None:
    """As after a restart, when artists are ready and songs take a moment more."""
    recommender = Recommender.open()
    await asyncio.to_thread(recommender.wake)
    sung: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    async with running_bot(chat, storage, recommender, sung=sung), Listener(chat) as robin:
        await robin.send("/help")
        await song_marks.mark(storage.preferences, robin.user_id, of_song(robin.user_id, "creep"))
        [answer] = await robin.send(line)
        assert text(answer).startswith("I'm still loading the songs.")


async def test_who_asks_nothing_of_the_model_does_not_wait_for_its_threads(listener: Listener) -> None:
    loop, free = asyncio.get_running_loop(), threading.Event()
    loop.set_default_executor(ThreadPoolExecutor(1))
    thinking = loop.run_in_executor(None, free.wait)
    try:
        await listener.send("/help")
        await listener.send("/settings")
    finally:
        free.set()
        await thinking
