"""Everything that can go wrong in Encore's own words.

EncoreError
├── ArtistError              a listener's words lead to no artist and no song
│   ├── UnknownArtist        the name is not in the catalogue; carries the closest names
│   ├── UnknownSong          no one song of that name; carries the closest titles
│   └── EmptyBasket          nothing to go by: no liked artist
├── BundleError              the trained model is missing, broken or foreign
├── DataError                a training data set is missing or malformed
│   └── TooLittleData        there is too little in it to learn from or to measure on
├── StorageError             the database cannot be used
│   └── NewerDatabase        the database was written by a newer Encore
└── ConfigError              a setting has a wrong value
    └── TokenRevoked         the bot's token ended while the bot ran

`text` names the entry of the locale catalogues that a listener reads, `params` fills it; `str(error)` is
the line for the host's terminal and log.
"""

import os
from collections.abc import Mapping
from socket import gaierror
from typing import ClassVar


def first_line(error: Exception) -> str:
    """What an error says, without aiogram's link to its manual."""
    return str(error).partition("\n")[0]


class EncoreError(Exception):
    """Base of every error that Encore raises on purpose."""

    text: str = "error-internal"

    @property
    def params(self) -> Mapping[str, str]:
        return {}


class ArtistError(EncoreError):
    """A listener's words lead to no artist."""

    text = "error-artist"


class UnknownArtist(ArtistError):
    """No artist of that name; `closest` holds the nearest catalogue names, best first."""

    text = "error-unknown-artist"
    kind: ClassVar[str] = "artist"

    def __init__(self, name: str, closest: tuple[str, ...] = ()) -> None:
        near = f"; closest: {', '.join(closest)}" if closest else ""
        super().__init__(f"unknown {self.kind} {name!r}{near}")
        self.name = name
        self.closest = closest
        if not closest and self.kind == UnknownArtist.kind:  # who is gone, and near none
            self.text = ArtistError.text

    @property
    def params(self) -> Mapping[str, str]:
        return {"name": self.name, "closest": ", ".join(self.closest)}


class UnknownSong(UnknownArtist):
    """No one song of that name; `closest` holds the nearest titles, best first."""

    text = "error-unknown-song"
    kind = "song"


class EmptyBasket(ArtistError):
    """A recommendation was asked for without a single liked artist."""

    text = "error-empty-basket"

    def __init__(self) -> None:
        super().__init__("nothing to go by: give at least one liked artist")


class BundleError(EncoreError):
    """The trained bundle is missing, broken or foreign; the message names the file and the remedy."""


class DataError(EncoreError):
    """A training data set is missing or malformed; the message names file, row and column."""


class TooLittleData(DataError):
    """There is too little in the data sets to learn from or to measure on."""


class StorageError(EncoreError):
    """The database cannot be used; the message says why and what to do."""


class NewerDatabase(StorageError):
    """The database was written by a newer Encore and is left untouched."""


class ConfigError(EncoreError):
    """A setting has a wrong value; the message names the key and the reason."""


class TokenRevoked(ConfigError):
    """Telegram knew the token at the start, and does no more."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"BOT_TOKEN: it was revoked ({reason})")


def reason(error: OSError) -> str:
    """Why the system refuses, in its own words: asyncio puts an address as Python writes it around them."""
    if error.errno is None or isinstance(error, gaierror):  # whose numbers are of a kind of their own
        return error.strerror or str(error)
    return os.strerror(error.errno)
