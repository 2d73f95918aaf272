"""What the database holds of the listeners who are here, kept at hand."""

from typing import Generic, TypeVar

_LISTENERS = 10_000

T = TypeVar("T")


class Remembered(Generic[T]):
    """A value for each listener.

    What was read before a listener's value changed must not be remembered after: `version` is taken before
    the reading, and `put` looks whether it still holds.
    """

    def __init__(self) -> None:
        self.version = 0
        self._values: dict[int, T] = {}

    def get(self, user_id: int) -> T | None:
        return self._values.get(user_id)

    def put(self, user_id: int, value: T, version: int) -> None:
        if version != self.version:
            return
        if len(self._values) >= _LISTENERS:
            self._values.clear()
        self._values[user_id] = value

    def drop(self, user_id: int) -> None:
        """What is remembered of this listener does not hold any more."""
        self.version += 1
        self._values.pop(user_id, None)
