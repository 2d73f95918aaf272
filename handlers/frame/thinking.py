"""Short questions to the model, beside the loop: those that wait are thought through in one go.

To wake the loop costs as much as a short answer does.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from time import perf_counter
from typing import Any, TypeVar

from together import Together

_AT_ONCE = 100
AT_MOST = 0.015
"""Seconds after which those that are answered by then go: the first answer waits for the last."""

T = TypeVar("T")
_Thought = tuple[Context, Callable[[], Any]]


async def think(work: Callable[..., T], *arguments: object) -> T:
    """What `work` gives; it runs in a thread, for milliseconds."""
    thought: T = await _thoughts.ask((copy_context(), lambda: work(*arguments)))
    return thought


async def _all(thoughts: Sequence[_Thought]) -> Sequence[Any]:
    return await asyncio.to_thread(_some, thoughts)


def _some(thoughts: Sequence[_Thought]) -> list[object]:
    """The answers of as many as there is time for, of one at least."""
    answers: list[object] = []
    began = perf_counter()
    for thought in thoughts:
        answers.append(_one(*thought))
        if perf_counter() - began > AT_MOST:
            break
    return answers


def _one(context: Context, work: Callable[[], Any]) -> object:
    try:
        return context.run(work)
    except Exception as error:
        return error


_thoughts: Together[_Thought, Any] = Together(_all, _AT_ONCE)
