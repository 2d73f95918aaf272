"""Points in time as the tables keep them: whole milliseconds since 1970, UTC."""

import time
from datetime import UTC, datetime


def now() -> int:
    """The present in milliseconds."""
    return time.time_ns() // 1_000_000


def milliseconds(at: datetime) -> int:
    """A point in time as the tables keep it."""
    return round(at.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    """The same point in time with its zone, UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
