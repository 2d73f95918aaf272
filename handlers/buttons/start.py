"""What the buttons of a newcomer's first minute carry; see `handlers.buttons.callbacks`."""

from handlers.buttons.callbacks import ArtistToken, Data, Id


class Example(Data, prefix="try2"):
    """Ask for one of the engine's examples."""

    owner: Id
    artist: ArtistToken


class PickCell(Data, prefix="cell1"):
    """Pick an artist of a newcomer's grid, or take the pick back."""

    owner: Id
    artist: ArtistToken


class OtherCells(Data, prefix="cells1"):
    """Show other artists in the grid."""

    owner: Id


class FirstList(Data, prefix="first1"):
    """End the first minute with a list from what was picked."""

    owner: Id
