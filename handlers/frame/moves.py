"""Groups that grow into supergroups: the bot is told that it came into the new one, as into any other."""

import asyncio
from contextlib import suppress

_A_MOMENT = 1.0  # seconds; what Telegram tells of one group's growth comes together, in no promised order
_KEPT = 1000


class Moves:
    """Which chats are known to be old groups under a new id, for as long as it takes to ask once.

    Not stored: after a crash in this very moment a group is greeted once more.
    """

    def __init__(self) -> None:
        self._moves: dict[int, asyncio.Event] = {}

    def note(self, chat_id: int) -> None:
        """An old group goes on under this id."""
        self._of(chat_id).set()

    async def brought(self, chat_id: int) -> bool:
        """Whether the bot came into this chat with an old group; waits a moment to hear of it."""
        move = self._of(chat_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(_A_MOMENT):
                await move.wait()
        self._moves.pop(chat_id, None)
        return move.is_set()

    def _of(self, chat_id: int) -> asyncio.Event:
        if len(self._moves) >= _KEPT:
            del self._moves[next(iter(self._moves))]
        return self._moves.setdefault(chat_id, asyncio.Event())
