"""What many ask for while one call is under way is done by the next, in one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Together(Generic[Asked, Given]):
    """Gathers single questions and has `answer` deal with all that wait, one call after the other.

    `answer` gives for each question what was asked for, or the error that the one who asked is to hear; what
    it raises, all hear. Questions at the end for which it gives nothing are the first of its next call. Who
    is cancelled while waiting for their turn is left out.
    """

    def __init__(
        self, answer: Callable[[Sequence[Asked]], Awaitable[Sequence[Given | Exception]]], most: int
    ) -> None:
        self._answer = answer
        self._most = most
        self._waiting: list[tuple[Asked, asyncio.Future[Given]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: Asked) -> Given:
        future: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, future))
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return await future

    async def end(self) -> None:
        """Wait for what is under way."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _work(self) -> None:
        try:
            while self._waiting:
                now, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._deal_with([one for one in now if not one[1].cancelled()])
        finally:
            self._task = None

    async def _deal_with(self, asked: Sequence[tuple[Asked, asyncio.Future[Given]]]) -> None:
        try:
            answers = await self._answer([question for question, _ in asked]) if asked else []
        except Exception as error:
            answers = [error] * len(asked)
        self._waiting[:0] = asked[len(answers) :]
        for (_, future), answer in zip(asked, answers, strict=False):
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
