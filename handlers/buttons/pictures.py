"""What the buttons below pictures carry; see `handlers.buttons.callbacks`."""

from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import ArtistToken, Data, Id
from pictures import Theme

Year = Annotated[int, Field(ge=1970, le=9999)]
Minutes = Annotated[int, Field(ge=-11 * 60, lt=13 * 60)]


class TasteOf(Data, prefix="taste1"):
    """Draw what the listener listens to, in one year or in all; a `theme` stays for later pictures."""

    owner: Id
    year: Year | None
    theme: Theme | None = None


class Clocks(Data, prefix="clocks1"):
    """Show what a listener's clock may show now, below that picture."""

    owner: Id
    year: Year | None


class SetClock(Data, prefix="offset2"):
    """Take this for the listener's clock, so many minutes off UTC, and draw that picture anew."""

    owner: Id
    year: Year | None
    offset: Minutes


class MapOf(Data, prefix="map1"):
    """Draw the neighbourhood of an artist, or the listener's own taste where there is none."""

    owner: Id
    artist: ArtistToken | None
    theme: Theme | None = None


class LikeThis(Data, prefix="alike1"):
    """Ask for artists like the one of a map."""

    owner: Id
    artist: ArtistToken
