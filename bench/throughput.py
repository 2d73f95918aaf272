"""Answers a second and the slowest hundredth, ours and a plain aiogram bot's, in turns.

Both bots run all the time, at the same stand-in for Telegram; one is asked while the other idles.
"""

import tempfile
from pathlib import Path

import numpy as np

from bench import processes
from bench.table import Row
from bench.telegram import Answers, Ask, Chat, Fields, Line, Server, crowd

PAIRS = 5
SECONDS = 3.0
ARTISTS = ("Radiohead", "Björk", "Metallica", "Madonna", "Miles Davis", "Coldplay", "Kraftwerk", "Rihanna")


def asks_help(chat: Chat) -> Fields:
    return chat.says("/help")


def asks_recommend(chat: Chat) -> Fields:
    return chat.says(f"/recommend {ARTISTS[chat.turn % len(ARTISTS)]}")


def asks_foryou(chat: Chat) -> Fields:
    return chat.says("/foryou")


def taps_like(chat: Chat) -> Fields:
    """Like after like on the last list, then each of them taken back."""
    likes = [one["callback_data"] for one in chat.buttons if one["text"].startswith("👍")]
    return chat.taps(likes[chat.turn % len(likes)] if likes else "nothing")


async def warm_up(line: Line, chats: list[Chat]) -> None:
    """Until all is loaded and built that the bot prepares beside the talk."""
    for text in ("/start", "/recommend Radiohead", "/tracks Paranoid Android"):
        await line.once(chats, lambda chat, text=text: chat.says(text))  # type: ignore[misc] # bound as it stands


async def rows() -> list[Row]:
    mine, plain = Line(1), Line(2)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            Server(mine, plain) as server,
            processes.ours(server, mine, Path(folder)),
            processes.echo(server, plain),
        ):
            pair = _Pair(mine, plain)
            few, many = crowd(10), crowd(100)
            await warm_up(mine, many)
            return [
                *await pair.measure("/help, 10 chats", few, asks_help, "at least 1.3", "at most 0.5"),
                *await pair.measure("/help, 100 chats", many, asks_help, "at least 1.3", "at most 0.5"),
                *await pair.measure("/recommend, 100 chats", many, asks_recommend, "at least 1.0"),
                *await pair.measure("a rating tap, 100 chats", many, taps_like, "at least 1.0"),
                *await pair.measure("/foryou, 100 chats", many, asks_foryou, "at least 0.6"),
            ]


class _Pair:
    def __init__(self, mine: Line, plain: Line) -> None:
        self._mine = mine
        self._plain = plain

    async def measure(
        self, what: str, chats: list[Chat], ask: Ask, goal: str, goal_p99: str = "none set"
    ) -> list[Row]:
        mine: list[Answers] = []
        plain: list[Answers] = []
        for _ in range(PAIRS):
            mine.append(await self._mine.run(chats, ask, SECONDS))
            plain.append(await self._plain.run(chats, ask, SECONDS))
        return [
            Row.of(what, [one.rate for one in mine], [one.rate for one in plain], "/s", goal),
            Row.of(f"{what}, p99", [_p99(one) for one in mine], [_p99(one) for one in plain], "ms", goal_p99),
        ]


def _p99(answers: Answers) -> float:
    return float(np.percentile(answers.waits, 99)) * 1000
