"""Queries that wait for the bot's answer."""

import asyncio
import secrets
from typing import Generic, TypeVar

from localchat.errors import ApiError

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
T = TypeVar("T")


class Waiting(Generic[T]):
    """Each query is answered once and in time; None stands for no answer in time."""

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Future[T | None]] = {}

    def begin(self, seconds: float) -> str:
        """The id of a new query, which waits so long from now on."""
        loop = asyncio.get_running_loop()
        query_id = str(secrets.randbits(62))
        self._answers[query_id] = loop.create_future()
        loop.call_later(seconds, self._settle, query_id, None)
        return query_id

    async def end(self, query_id: str) -> T | None:
        """The answer, as soon as it is there."""
        # Who leaves the page while the bot thinks does not take the query away from it.
        return await asyncio.shield(self._answers[query_id])

    def check(self, query_id: str) -> None:
        """Raise ApiError unless the query waits."""
        if query_id not in self._answers:
            raise ApiError(TOO_OLD)

    def answer(self, query_id: str, answer: T) -> None:
        self.check(query_id)
        self._settle(query_id, answer)

    def close(self) -> None:
        for query_id in list(self._answers):
            self._settle(query_id, None)

    def _settle(self, query_id: str, answer: T | None) -> None:
        waiting = self._answers.pop(query_id, None)
        if waiting is not None:
            waiting.set_result(answer)
