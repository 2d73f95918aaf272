"""How a large import weighs on the bot: `uv run python -m bench.imports [PLAYS]`.

A made-up Spotify history goes to the bot by HTTP, as from Telegram, while another listener keeps asking; all
in one process but for the reader's own. Prints seconds, memory, the event loop's lag and the answers' times.
"""

import asyncio
import gc
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from handlers import build_dispatcher
from locales import catalogues
from recommender import Recommender
from storage import Storage

PLAYS = 400_000
OF_A_FILE = 16_000  # as Spotify packs them
ARTISTS = 3_000
SONGS = 40_000
PLATFORM = "Android OS 11 API 30 (samsung, SM-G973F)"
TICK = 0.005
PAUSE = 1.0  # of the other listener, after each answer
PIECE = 64 * 1024
MB = 1_000_000


def export(plays: int) -> bytes:
    """A zip of a history with all the columns that Spotify gives."""
    rnd = random.Random(7)  # noqa: S311 - no secret
    songs = [
        (f"Artist {rnd.randrange(ARTISTS)}", f"Song number {n}", rnd.getrandbits(90)) for n in range(SONGS)
    ]
    packed, at = BytesIO(), 1_300_000_000
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for first in range(0, plays, OF_A_FILE):
            rows = []
            for _ in range(min(OF_A_FILE, plays - first)):
                at += rnd.randint(60, 1800)
                rows.append(row(rnd, at, *rnd.choice(songs)))
            name = f"Spotify Extended Streaming History/Streaming_History_Audio_{first // OF_A_FILE}.json"
            archive.writestr(name, json.dumps(rows))
    return packed.getvalue()


def row(rnd: random.Random, at: int, artist: str, song: str, uri: int) -> dict[str, object]:
    return {
        "ts": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "platform": PLATFORM,
        "ms_played": rnd.randint(1_000, 300_000),
        "conn_country": "DE",
        "ip_addr": f"203.0.{rnd.getrandbits(8)}.{rnd.getrandbits(8)}",
        "master_metadata_track_name": song,
        "master_metadata_album_artist_name": artist,
        "master_metadata_album_album_name": f"Album {uri % 9000}",
        "spotify_track_uri": f"spotify:track:{uri:022x}",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "reason_start": "trackdone",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": False,
        "offline": False,
        "offline_timestamp": at - rnd.randint(0, 600),
        "incognito_mode": False,
    }


class Server:
    """As much of the Bot API as an import takes; keeps the bot's words."""

    def __init__(self, upload: bytes) -> None:
        self._upload = upload
        self._waiting: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.said: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
        self._numbers = iter(range(1, 10**9))

    def write(self, user: int, **message: object) -> None:
        chat = {"id": user, "type": "private"}
        sender = {"id": user, "is_bot": False, "first_name": "A", "language_code": "en"}
        number = next(self._numbers)
        about = {"message_id": number, "date": 0, "chat": chat, "from": sender}
        self._waiting.put_nowait({"update_id": number, "message": {**about, **message}})

    async def call(self, request: web.Request) -> web.Response:
        params = await request.post()
        result: object = True
        match request.match_info["method"].lower():
            case "getupdates":
                result = [await self._waiting.get()]
            case "getme":
                result = {"id": 1, "is_bot": True, "first_name": "B", "username": "b"}
            case "getfile":
                result = {"file_id": "f", "file_unique_id": "f", "file_path": "f", "file_size": 1}
            case "sendmessage" | "editmessagetext":
                user, text = int(str(params["chat_id"])), str(params["text"])
                self.said.put_nowait((user, text))
                chat = {"id": user, "type": "private"}
                result = {"message_id": next(self._numbers), "date": 0, "chat": chat, "text": text}
        return web.json_response({"ok": True, "result": result})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """In pieces, so that the server's own copy does not count as the bot's memory."""
        response = web.StreamResponse()
        await response.prepare(request)
        for start in range(0, len(self._upload), PIECE):
            await response.write(self._upload[start : start + PIECE])
        return response


@asynccontextmanager
async def talk(server: Server, dispatcher: Dispatcher) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", server.call)
    app.router.add_get("/file/{path:.*}", server.file)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    session = AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}"))
    async with Bot("1:x", session=session) as bot:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        try:
            yield
        finally:
            await dispatcher.stop_polling()
            await polling
            await runner.cleanup()


async def lags(found: list[float]) -> None:
    """How much later than asked the loop comes back, again and again."""
    while True:
        start = time.perf_counter()
        await asyncio.sleep(TICK)
        found.append(time.perf_counter() - start - TICK)


async def answers(server: Server, found: list[float], until: float = 0.0) -> tuple[str, int]:
    """Another listener asks until that time, or the import's report; returns that and how often it spoke."""
    edits = 0
    while not until or time.perf_counter() < until:
        start = time.perf_counter()
        server.write(2, text="/recommend Radiohead")
        while (said := await server.said.get())[0] != 2:
            edits += 1
            if said[1].startswith("<b>Your listening"):
                return said[1], edits
        found.append(time.perf_counter() - start)
        await asyncio.sleep(PAUSE)
    return "", edits


def resident() -> tuple[float, float]:
    """MB of this process, and of the reader's beside it; Linux alone."""
    own = memory(os.getpid())
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return own, sum(memory(int(child)) for child in children)


def memory(pid: int) -> float:
    """What is the process's own, without the pages of files that it shares with others."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) * 1024 / MB
    return 0.0


async def watch(found: list[tuple[float, float]]) -> None:
    while True:
        found.append(resident())
        await asyncio.sleep(0.25)


def part(values: list[float], share: float) -> float:
    """That quantile in milliseconds."""
    return 1000 * sorted(values)[min(int(share * len(values)), len(values) - 1)]


def told(values: list[float]) -> str:
    p50, p99, worst = (part(values, share) for share in (0.5, 0.99, 1.0))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {worst:.1f} ms"


@asynccontextmanager
async def lag_of() -> AsyncIterator[list[float]]:
    found: list[float] = []
    task = asyncio.create_task(lags(found))
    yield found
    task.cancel()


async def measure(plays: int, folder: Path) -> None:
    upload = await asyncio.to_thread(export, plays)
    engine = await asyncio.to_thread(Recommender.load)
    gc.freeze()  # as bot.py does
    storage = await Storage.open(folder / "bench.sqlite3")
    server = Server(upload)
    idle: list[float] = []
    asked: list[float] = []
    used: list[tuple[float, float]] = []
    async with talk(server, build_dispatcher(storage, engine, catalogues())):
        await answers(server, [], time.perf_counter() + 2)
        async with lag_of() as calm:
            await answers(server, idle, time.perf_counter() + 8)
        before, _ = resident()
        watching = asyncio.create_task(watch(used))
        start, worked = time.perf_counter(), time.process_time()
        async with lag_of() as lag:
            document = {"file_id": "f", "file_unique_id": "f", "file_name": "x.zip", "file_size": len(upload)}
            server.write(1, document=document)
            report, edits = await answers(server, asked)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        watching.cancel()
    await storage.close()
    size = (folder / "bench.sqlite3").stat().st_size / MB
    own, reader = max(own for own, _ in used) - before, max(reader for _, reader in used)
    both = max(map(sum, used)) - before
    lines = [
        report,
        f"upload          {len(upload) / MB:.1f} MB, {plays} plays, {edits} messages and edits",
        f"import          {seconds:.1f} s, database {size:.1f} MB",
        f"processor time  bot {worked:.1f} s, reader {os.times().children_user:.1f} s",
        f"memory growth   bot {own:.1f} MB, reader {reader:.1f} MB; together at most {both:.1f} MB",
        f"loop lag        {told(lag)}; without an import {told(calm)}",
        f"others' answers {told(asked)}; without an import {told(idle)}",
    ]
    print("\n".join(lines))  # noqa: T201 - what it is for


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else PLAYS, Path(folder)))
