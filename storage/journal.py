"""What the update at hand has done so far, so that handling it anew changes nothing twice."""

import json
import sqlite3
from collections import defaultdict, deque
from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from hashlib import sha256

Value = int | float | str | None
Done = tuple[str, list[str], list[list[Value]]]
"""A statement's print, the columns it returned, and the rows."""


class Journal:
    """Kept in each transaction of an update, and read back when the update is handled anew.

    A statement is known by its text and by how often it ran before: what else a handler reads may differ
    the second time, what it did does not.
    """

    def __init__(self, inbox_id: int, before: Sequence[str] = ()) -> None:
        """`before` are the entries of earlier tries, in their order."""
        self.inbox_id = inbox_id
        self.closed = False
        self.kept = bool(before)
        """Whether the inbox holds any of it."""
        self._before: defaultdict[str, deque[Done]] = defaultdict(deque)
        for entry in before:
            for statement, columns, rows in json.loads(entry):
                self._before[statement].append((statement, columns, rows))

    def recall(self, sql: str) -> Done | None:
        """What the next such statement returned the time before, if it ran then."""
        before = self._before[_print(sql)]
        return before.popleft() if before else None


def entry(done: Sequence[tuple[str, Sequence[sqlite3.Row]]]) -> str:
    """The statements of a transaction with what they returned, as a journal keeps them."""
    return json.dumps(
        [(_print(sql), rows[0].keys() if rows else [], [list(row) for row in rows]) for sql, rows in done]
    )


@lru_cache(512)
def _print(sql: str) -> str:
    return sha256(sql.encode()).hexdigest()[:16]


current: ContextVar[Journal | None] = ContextVar("journal", default=None)
"""The journal of the update that the running task handles."""


def opened() -> Journal | None:
    """The journal to keep, none outside of updates and in what an update left running behind it."""
    journal = current.get()
    return None if journal is None or journal.closed else journal
