"""Who could not be reached by what is sent to many: they are tried again after the others, a few times."""

from collections import Counter

from aiogram.utils.backoff import Backoff, BackoffConfig

TRIES = 3
"""Each may have arrived though Telegram's word of it was lost: nobody gets more copies."""
_FEW = 2
"""So many who fail one after the other have trouble of their own; where more do, it is Telegram's."""
_PAUSES = BackoffConfig(min_delay=10, max_delay=600, factor=3, jitter=0)


class Failures:
    """Kept by the process: the next one begins to count anew."""

    def __init__(self) -> None:
        self._tries = Counter[int]()
        self._new: set[int] = set()
        """Who failed for the first time, and nobody was reached since."""
        self.pauses = Backoff(_PAUSES)
        self.in_doubt = False
        """Nothing was heard of Telegram since the last failure."""

    @property
    def everywhere(self) -> bool:
        """Whether it looks as if nobody at all can be reached."""
        return len(self._new) > _FEW

    def tries(self, user_id: int) -> int:
        """In how many tries they were not reached so far."""
        return self._tries[user_id]

    def answered(self, user_id: int) -> None:
        """Telegram took what is for them, or refused it: who failed before has trouble of their own."""
        self._tries.pop(user_id, None)
        self._new.clear()
        self.pauses.reset()
        self.in_doubt = False

    def failed(self, user_id: int) -> bool:
        """It may have arrived or not; returns whether they are worth another try."""
        self.in_doubt = True
        self._tries[user_id] += 1
        if self._tries[user_id] == 1:
            self._new.add(user_id)
        if self._tries[user_id] < TRIES:
            return True
        del self._tries[user_id]
        return False
