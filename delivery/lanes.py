"""The updates of one chat that wait for their turn: a few in memory, the rest in the inbox alone.

So one chat that is flooded takes no room from the others.
"""

from collections import deque
from collections.abc import Sequence

from storage import Letter

LANE = 20
"""Updates of a chat that are held in memory."""


class Lane:
    def __init__(self, first: Letter) -> None:
        self.id = first.lane
        self.letters = deque([first])
        self.loaded = first.id
        """The last one that has been in memory."""
        self.newest = first.id
        """The last one that is known to be in the inbox."""

    @property
    def goes_on(self) -> bool:
        """Whether anything comes behind the first one."""
        return len(self.letters) > 1 or self.loaded < self.newest

    @property
    def behind(self) -> int:
        """How many updates in memory wait for the first one to end."""
        return len(self.letters) - 1

    def next_up(self) -> str | None:
        """The JSON of the update that comes after the first one, if there is one by now."""
        return self.letters[1].body if len(self.letters) > 1 else None

    def add(self, letter: Letter) -> None:
        """One more has come; behind those that found no room it finds none either."""
        if self.loaded == self.newest and len(self.letters) < LANE:
            self.letters.append(letter)
            self.loaded = letter.id
        self.newest = letter.id

    def load(self, letters: Sequence[Letter], newest: int) -> None:
        """What the inbox holds beyond `loaded`, read when `newest` was the last one known."""
        self.letters.extend(letters)
        self.loaded = letters[-1].id if letters else newest
