"""Answers a second and the slowest hundredth, ours and a plain aiogram bot's, in turns.

Both bots run all the time, at the same stand-in for Telegram; one is asked while the other idles.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench import processes
from bench.table import Row
from bench.telegram import Answers, Ask, Chat, Fields, Line, Server, crowd

PAIRS = 5
SECONDS = 3.0
Asks = Sequence[Ask]
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
    """And what a plain bot makes of lists and taps that has its answer ready: the floor of ours."""
    mine, plain, ready = Line(1), Line(2), Line(3)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            Server(mine, plain, ready) as server,
            processes.ours(server, mine, Path(folder)),
            processes.echo(server, plain),
            processes.ready(server, ready),
        ):
            pair, floor = _Pair(mine, plain), _Pair(ready, plain)
            await warm_up(mine, pair.crowd(10))
            likes = (asks_recommend, taps_like, taps_like, taps_like)
            return [
                *await pair.measure("/help", 10, asks_help, "at least 1.3", "at most 0.5"),
                *await pair.measure("/help", 100, asks_help, "at least 1.3", "at most 0.5"),
                *await pair.measure("/recommend", 100, asks_recommend, "at least 1.0"),
                *await pair.measure("a rating tap", 100, taps_like, "at least 1.0", before=(asks_recommend,)),
                *await pair.measure("/foryou", 100, asks_foryou, "at least 0.6", before=likes),
                *await floor.measure("a plain bot sends a ready-made list", 100, asks_recommend, "none set"),
                *await floor.measure("a plain bot follows a tap with it", 100, taps_like, "none set"),
            ]


class _Pair:
    def __init__(self, mine: Line, plain: Line) -> None:
        self._mine = mine
        self._plain = plain
        self._met = 0

    def crowd(self, number: int) -> list[Chat]:
        """Listeners who were not here yet: who asks without end has more and more lists that count."""
        self._met += number
        return crowd(number, self._met)

    async def measure(
        self,
        ask_for: str,
        chats: int,
        ask: Ask,
        goal: str,
        goal_p99: str = "none set",
        *,
        before: Asks = (),
    ) -> list[Row]:
        """Each interval with a crowd of its own, that has asked `before`."""
        mine: list[Answers] = []
        plain: list[Answers] = []
        for _ in range(PAIRS):
            for line, answers in ((self._mine, mine), (self._plain, plain)):
                asking = self.crowd(chats)
                for earlier in (asks_help, *before):
                    await line.once(asking, earlier)
                answers.append(await line.run(asking, ask, SECONDS))
        what = f"{ask_for}, {chats} chats"
        return [
            Row.of(what, [one.rate for one in mine], [one.rate for one in plain], "/s", goal),
            Row.of(f"{what}, p99", [p99(one) for one in mine], [p99(one) for one in plain], "ms", goal_p99),
        ]


def p99(answers: Answers) -> float:
    return float(np.percentile(answers.waits, 99)) * 1000
