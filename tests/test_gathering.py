"""Questions that are gathered: what is asked meanwhile goes together, and nobody is left out."""

import asyncio
import time
from collections.abc import Sequence

import pytest

from handlers.frame import thinking
from together import Together


async def test_what_waits_while_one_is_answered_is_answered_in_one_go() -> None:
    calls: list[list[int]] = []

    async def answer(asked: Sequence[int]) -> Sequence[int]:
        calls.append(list(asked))
        await asyncio.sleep(0)
        return [2 * one for one in asked]

    together = Together(answer, most=3)
    first = asyncio.create_task(together.ask(0))
    await asyncio.sleep(0)
    assert await asyncio.gather(*map(together.ask, range(1, 6))) == [2, 4, 6, 8, 10]
    assert await first == 0
    assert calls == [[0], [1, 2, 3], [4, 5]]


async def test_those_for_whom_there_was_no_time_come_first_the_next_time() -> None:
    calls: list[list[int]] = []

    async def answer(asked: Sequence[int]) -> Sequence[int]:
        calls.append(list(asked))
        return [-one for one in asked[:2]]

    assert await asyncio.gather(*map(Together(answer, most=4).ask, range(5))) == [0, -1, -2, -3, -4]
    assert calls == [[0, 1, 2, 3], [2, 3, 4], [4]]


async def test_what_breaks_all_of_a_call_all_of_it_hear() -> None:
    async def answer(_: Sequence[int]) -> Sequence[int]:
        raise ConnectionError

    outcomes = await asyncio.gather(*map(Together(answer, most=9).ask, range(3)), return_exceptions=True)
    assert [type(one) for one in outcomes] == [ConnectionError] * 3


async def test_long_thoughts_do_not_wait_for_each_other() -> None:
    """Each takes longer than many may take together."""

    def long(number: int) -> int:
        time.sleep(2 * thinking.AT_MOST)
        return number

    finished: list[int] = []

    async def ask(number: int) -> None:
        finished.append(await thinking.think(long, number))

    began = [asyncio.create_task(ask(number)) for number in range(3)]
    await asyncio.wait(began, return_when=asyncio.FIRST_COMPLETED)
    assert finished == [0]
    await asyncio.gather(*began)
    assert finished == [0, 1, 2]


async def test_a_thought_that_fails_is_its_askers_alone() -> None:
    good, bad = await asyncio.gather(
        thinking.think(int, "1"), thinking.think(int, "one"), return_exceptions=True
    )
    assert good == 1
    with pytest.raises(ValueError, match="one"):
        raise bad if isinstance(bad, Exception) else AssertionError
