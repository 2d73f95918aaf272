"""Short questions to the model, beside the loop: those that wait are thought through in one go.

To wake the loop costs as much as a short answer does.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from typing import Any, TypeVar

from together import Together

_AT_ONCE = 8
"""So many at most: the first answer waits for the last."""

T = TypeVar("T")
_Thought = tuple[Context, Callable[[], Any]]


async def think(work: Callable[..., T], *arguments: object) -> T:
    """What `work` gives; it runs in a thread, for milliseconds."""
    thought: T = await _thoughts.ask((copy_context(), lambda: work(*arguments)))
    return thought


async def _all(thoughts: Sequence[_Thought]) -> Sequence[Any]:
    return await asyncio.to_thread(lambda: [_one(*thought) for thought in thoughts])


def _one(context: Context, work: Callable[[], Any]) -> object:
    try:
        return context.run(work)
    except Exception as error:
        return error


_thoughts: Together[_Thought, Any] = Together(_all, _AT_ONCE)
