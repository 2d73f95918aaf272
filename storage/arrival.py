"""An export put into another database, beside all who are there: rows anew numbered, and read back once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from errors import StorageError
from storage.database import Database
from storage.history import History
from storage.queries import Queries
from storage.saved import Saved
from storage.steps import Steps
from storage.verdicts import Verdict, Verdicts
from storage.weekly import Weekly

Value = int | float | str | None
Row = Mapping[str, Value]
Exported = Mapping[str, Sequence[Row]]

_UNTIED = {"queries": ("after", "question")}
"""Columns that hold an id of the same table without a reference: the list may be gone."""
_QUESTIONS = """
WITH RECURSIVE before (id, earlier) AS (
    SELECT id, after
    FROM queries
    WHERE user_id = :user_id AND question IS NULL AND after IS NOT NULL
    UNION
    SELECT before.id, queries.after
    FROM before
    JOIN queries
    ON queries.id = before.earlier
    WHERE queries.after IS NOT NULL
)
UPDATE queries
SET question = found.first
FROM (
    SELECT id, min(earlier) AS first
    FROM before
    GROUP BY id
) AS found
WHERE queries.id = found.id
"""
"""An older Encore did not write down which lists ask the same."""
_ALL = 1_000_000
UNREADABLE = (ValueError, TypeError, KeyError, OverflowError, OSError)
"""What is raised over values that nobody can read; an OSError over a zone that is a folder."""


class NoExport(StorageError):
    """A file that is no export of Encore, or one that somebody has changed."""


@dataclass(frozen=True, slots=True)
class _Table:
    columns: frozenset[str]
    parents: Mapping[str, str]
    """Column -> the table whose id it holds."""
    numbered: bool


async def arrive(database: Database, tables: Sequence[str], exported: Exported) -> int:
    """Store the rows of these tables; returns whose they are. StorageError where they are wrong."""
    known = {name: await _table(database, name) for name in tables}
    user_id = _owner(exported)
    if await database.read("SELECT id FROM users WHERE id = :user_id", {"user_id": user_id}):
        raise StorageError(f"listener {user_id} is here already; they can say /forget to the bot before")
    for name in tables:
        for row in exported.get(name, ()):
            if not known[name].columns.issuperset(row) or row.get("user_id", user_id) != user_id:
                raise NoExport(f"a row of {name} is none of this listener's, or of another Encore")

    def work(doing: Steps) -> None:
        doing.run("PRAGMA defer_foreign_keys = ON", {})
        ids = {name: _numbers(doing, name, exported) for name in tables if known[name].numbered}
        for name in tables:
            _insert(doing, name, known[name], exported.get(name, ()), ids)
        doing.run(_QUESTIONS, {"user_id": user_id})

    await database.store(work, repeatable=True)
    return user_id


async def read_back(database: Database, user_id: int) -> None:
    """Read all as the talk will; UNREADABLE where it can't be."""
    queries = Queries(database)
    for past in await History(database).every(user_id):
        _check_words(*past.query.seeds, *past.query.without)
        for shown in await queries.shown(past.query.id):
            _check_words(*(key for key, _ in shown.reasons))
            sum(share for _, share in shown.reasons)
    await Saved(database).page(user_id, _ALL, 0)
    if wish := await Weekly(database).get(user_id):
        wish.next_at.astimezone(ZoneInfo(wish.zone))
    for verdict in Verdict:
        await Verdicts(database).page(user_id, verdict, _ALL, 0)


def _check_words(*keys: object) -> None:
    """In JSON there may be anything."""
    if not all(isinstance(key, str) for key in keys):
        raise TypeError("a key that is no text")


def _owner(exported: Exported) -> int:
    users = exported.get("users", ())
    user_id = users[0].get("id") if len(users) == 1 else None
    if not isinstance(user_id, int):
        raise NoExport("it is of no one listener")
    return user_id


async def _table(database: Database, name: str) -> _Table:
    columns = await database.read("SELECT name FROM pragma_table_info(:name)", {"name": name})
    references = await database.read(
        """
        SELECT "from" AS own, "table" AS parent
        FROM pragma_foreign_key_list(:name)
        WHERE "to" = 'id' AND "table" <> 'users'
        """,
        {"name": name},
    )
    names = frozenset(row["name"] for row in columns)
    parents = {row["own"]: row["parent"] for row in references}
    parents |= dict.fromkeys(_UNTIED.get(name, ()), name)
    return _Table(names, parents, numbered="id" in names and name != "users")


def _numbers(doing: Steps, name: str, exported: Exported) -> dict[Value, int]:
    """Ids of rows in the file -> ids that nobody here has, or ever had."""
    [row] = doing.run(
        f"""
        SELECT max(
            coalesce((SELECT max(id) FROM "{name}"), 0),
            coalesce((SELECT seq FROM sqlite_sequence WHERE name = :name), 0)
        ) AS last
        """,  # noqa: S608 - a name from our own schema
        {"name": name},
    )
    old = [one.get("id") for one in exported.get(name, ())]
    return {number: row["last"] + n for n, number in enumerate(sorted(old, key=_as_number), 1)}


def _as_number(value: Value) -> int:
    if not isinstance(value, int):
        raise NoExport("a row without its number")
    return value


def _insert(
    doing: Steps,
    name: str,
    table: _Table,
    rows: Sequence[Row],
    ids: Mapping[str, Mapping[Value, int]],
) -> None:
    moved = [_moved(row, name, table, ids) for row in rows]
    columns = sorted({column for row in moved for column in row})  # an older Encore may have written fewer
    listed = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":{column}" for column in columns)
    if moved:
        doing.run_each(
            f'INSERT INTO "{name}" ({listed}) VALUES ({values})',  # noqa: S608 - names from our own schema
            [{column: row.get(column) for column in columns} for row in moved],
        )


def _moved(row: Row, name: str, table: _Table, ids: Mapping[str, Mapping[Value, int]]) -> dict[str, Value]:
    found = dict(row)
    for column, parent in table.parents.items():
        found[column] = ids[parent].get(row.get(column))
    if table.numbered:
        found["id"] = ids[name][row["id"]]
    return found
