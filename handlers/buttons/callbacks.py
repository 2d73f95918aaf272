"""What all buttons carry: short typed data, its version in the prefix, checked on arrival.

Data of another version or shape matches no filter and ends in the catch-all. Data that fits may still be
forged: ids are looked up and their owner compared before anything else happens. The buttons themselves stand
in the modules beside this one.
"""

from enum import Enum
from typing import Annotated

from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from pydantic import Field

from errors import EncoreError

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]  # SQLite's integers end there
Index = Annotated[int, Field(ge=0, le=100_000)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
ArtistToken = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]

ANONYMOUS = frozenset({1_087_968_824, 136_817_688})
"""Telegram's own users, in whose names a group's anonymous admins and those who write as a channel speak."""


class ButtonError(EncoreError):
    """A tap that can't be followed."""


class StaleButton(ButtonError):
    """What the button speaks of is not there any more, or never was."""

    text = "error-stale-button"


class ForeignButton(ButtonError):
    """The button belongs to another listener."""

    text = "error-foreign-button"


class AskersButton(ForeignButton):
    """The button turns a card that others see as well, and belongs to who asked for it."""

    text = "error-askers-button"


class Data(CallbackData, prefix="data0"):
    """What all buttons share: packed as aiogram packs it, without the dictionary that pydantic makes first.

    A list has two dozen buttons, and that dictionary took most of the time to pack them.
    """

    def pack(self) -> str:
        """At most 64 bytes; ValueError for more, and for a value that holds a colon."""
        packed = ":".join([self.__prefix__, *map(_encoded, self.__dict__.values())])
        if packed.count(":") != len(self.__dict__):
            raise ValueError(f"a value with a colon: {packed}")
        if len(packed.encode()) > MAX_CALLBACK_LENGTH:
            raise ValueError(f"too long for a button: {packed}")
        return packed


def check_owner(owner: int, user_id: int, error: type[ForeignButton] = ForeignButton) -> None:
    """Raise the error if somebody else's button was tapped; who asked anonymously taps by name."""
    if owner != user_id and owner not in ANONYMOUS:
        raise error(f"listener {user_id} tapped a button of {owner}")


def _encoded(value: Enum | bool | int | str | None) -> str:
    if type(value) is int:  # most are
        return str(value)
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return str(int(value)) if isinstance(value, bool) else str(value)
