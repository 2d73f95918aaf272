"""What a block does in SQLite's own thread, one statement after the other."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage import journal
from storage.journal import Done, Journal

Parameters = Mapping[str, int | float | str | None]
SYNC = {True: "FULL", False: "NORMAL"}
"""How a commit is brought to the disk when something in it has to be durable, and when nothing has."""


class Steps:
    """Statements of one block; what an update's journal knows to be done is not done again."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal | None) -> None:
        self._connection = connection
        self._journal = journal
        self._done: list[tuple[str, list[sqlite3.Row]]] = []
        self.recalled = False
        """Whether some of it was done when the update was handled before."""

    def run(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Execute one statement and return all its rows (those of a RETURNING clause, for a write)."""
        if before := self._journal and self._journal.recall(sql):
            self.recalled = True
            return self._rows(before)
        rows = self._connection.execute(sql, parameters).fetchall()
        self._done.append((sql, rows))
        return rows

    def run_each(self, sql: str, rows: Sequence[Parameters]) -> None:
        """Execute one statement once for each row of parameters."""
        if self._journal and self._journal.recall(sql):
            return
        self._connection.executemany(sql, rows)
        self._done.append((sql, []))

    def keep(self) -> None:
        """Note in the journal what was done here."""
        if self._journal is None or not self._done:
            return
        self._journal.kept = True
        self._connection.execute(
            """
            INSERT INTO inbox_steps (inbox_id, done)
            VALUES (:inbox_id, :done)
            """,
            {"inbox_id": self._journal.inbox_id, "done": journal.entry(self._done)},
        )

    def _rows(self, done: Done) -> list[sqlite3.Row]:
        """The rows that a statement returned before, as SQLite gives them."""
        _, columns, rows = done
        names = ", ".join(f'? AS "{column}"' for column in columns)
        return [one for row in rows for one in self._connection.execute(f"SELECT {names}", row)]


@dataclass(frozen=True, slots=True)
class Block:
    """What is stored together or not at all; `durable` unless a power cut may take it back."""

    work: Callable[[Steps], Any]
    journal: Journal | None
    durable: bool


def store(connection: sqlite3.Connection, blocks: Sequence[Block]) -> list[Any]:
    """Commit blocks together; returns what the work of each gave, or its error where it alone failed.

    On a disk one sync takes as long as a hundred writes. What breaks the commit is raised: nothing is stored.
    """
    connection.execute(f"PRAGMA synchronous = {SYNC[any(block.durable for block in blocks)]}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Alone it needs no savepoint, for which SQLite keeps a copy of every page that is changed.
        do = _outcome if len(blocks) > 1 else _done
        outcomes = [do(connection, block) for block in blocks]
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return outcomes


def _outcome(connection: sqlite3.Connection, block: Block) -> object:
    connection.execute("SAVEPOINT block")
    try:
        outcome = _done(connection, block)
    except Exception as error:
        if not connection.in_transaction:  # so bad that SQLite undid all blocks at once
            raise
        connection.execute("ROLLBACK TO block")
        outcome = error
    connection.execute("RELEASE block")
    return outcome


def _done(connection: sqlite3.Connection, block: Block) -> object:
    steps = Steps(connection, block.journal)
    outcome: object = block.work(steps)
    steps.keep()
    return outcome


def fetch(
    connection: sqlite3.Connection, questions: Sequence[tuple[str, Parameters]]
) -> list[list[sqlite3.Row] | Exception]:
    """The rows of each question, or its error."""
    return [_rows(connection, *question) for question in questions]


def _rows(connection: sqlite3.Connection, sql: str, parameters: Parameters) -> list[sqlite3.Row] | Exception:
    try:
        return connection.execute(sql, parameters).fetchall()
    except Exception as error:
        return error
