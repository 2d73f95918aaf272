"""What the buttons of the weekly pick carry; see `handlers.buttons.callbacks`."""

from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import Data, Id


class AskTime(Data, prefix="clock1"):
    """Ask what a listener's clock shows, to send weekly picks by it."""

    owner: Id


class ShowPlaces(Data, prefix="ahead1"):
    """The clock is so many minutes ahead of UTC, days left out: ask for the place."""

    owner: Id
    ahead: Annotated[int, Field(ge=0, lt=24 * 60)]


class TakeZone(Data, prefix="zone1"):
    """Send weekly picks by the clock of that zone."""

    owner: Id
    zone: Annotated[str, Field(pattern=r"^[A-Za-z_/]{3,32}$")]


class SendAt(Data, prefix="week1"):
    """Send weekly picks on that day, 0 being Monday, at that hour."""

    owner: Id
    weekday: Annotated[int, Field(ge=0, le=6)]
    hour: Annotated[int, Field(ge=0, le=23)]


class StopWeekly(Data, prefix="stop1"):
    """Send no more weekly picks; `settled` where the card is about them, and is to say so."""

    owner: Id
    settled: bool
