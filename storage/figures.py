from dataclasses import dataclass
from datetime import timedelta

from storage.database import Database
from storage.times import now

_DAY = timedelta(days=1) // timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a host wants to know of all listeners together. `today` is the last 24 hours."""

    listeners: int
    today: int
    week: int
    blocked: int
    queries: int
    ratings: int
    waiting: int
    set_aside: int


class Statistics:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def figures(self) -> Figures:
        """Counted at this moment."""
        rows = await self._database.read(
            """
            SELECT
                count(*) AS listeners,
                count(*) FILTER (WHERE last_seen > :now - :day) AS today,
                count(*) FILTER (WHERE last_seen > :now - 7 * :day) AS week,
                count(blocked_at) AS blocked,
                (SELECT count(*) FROM queries) AS queries,
                (SELECT count(*) FROM verdicts) AS ratings,
                (SELECT count(*) FROM inbox WHERE body IS NOT NULL AND error IS NULL) AS waiting,
                (SELECT count(*) FROM inbox WHERE error IS NOT NULL) AS set_aside
            FROM users
            """,
            {"now": now(), "day": _DAY},
        )
        return Figures(**dict(rows[0]))
