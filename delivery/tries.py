"""How often an update is tried, and what its failures say of it."""

from dataclasses import dataclass

from aiogram.exceptions import TelegramNetworkError, TelegramServerError

from delivery.limits import may_have_arrived

TRIES = 3
COPIES = 3
"""How often an answer is sent of which Telegram's word is lost: each may have arrived."""
REFUSALS = 60
"""How often Telegram's servers may break down over an update; with the pauses between, most of an hour."""


class IllegibleUpdate(ValueError):
    """An update of a shape that aiogram does not know: no other try would read it."""


@dataclass(slots=True)
class Tries:
    """How often an update came to no end, and why."""

    failed: int = 0
    refused: int = 0
    in_doubt: int = 0

    def go_on(self, error: Exception) -> bool:
        """Whether it is worth another try after this error; what Telegram or the way to it does has more."""
        if isinstance(error, IllegibleUpdate):
            return False
        if may_have_arrived(error):
            self.in_doubt += 1
        elif isinstance(error, (TelegramServerError, TelegramNetworkError)):
            self.refused += 1
        else:
            self.failed += 1
        return self.failed < TRIES and self.refused < REFUSALS and self.in_doubt < COPIES
