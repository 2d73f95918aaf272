"""What the buttons of lists of songs carry; see `handlers.buttons.callbacks`."""

from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import Data, Id, Index
from recommender.tracks import Mode

SONG_PAGES = 6
SongSeed = Annotated[str, Field(pattern=r"^([sa][0-9a-f]{12}|me)$")]
SongSteps = Annotated[str, Field(pattern=r"^[0-6]{5}$")]


class Songs(Data, prefix="song1"):
    """Show a page of a list of songs.

    `seed` is the token of a song behind "s" or of an artist behind "a", or "me" for the listener's own
    listening; `steps` holds a digit for each axis along which the list is steered, 3 being the middle.
    """

    owner: Id
    seed: SongSeed
    mode: Mode = Mode.MIX
    steps: SongSteps = "33333"
    page: Annotated[int, Field(ge=0, lt=SONG_PAGES)] = 0


class SongsOf(Data, prefix="songs1"):
    """Show songs by and like one artist of a list."""

    query: Id
    position: Index


class SameTitle(Data, prefix="title1"):
    """Show the other songs of the title that a list was asked by."""

    owner: Id
    seed: SongSeed


class Farthest(Data, prefix="far1"):
    """A list of songs is steered as far as it goes that way."""

    owner: Id
