"""What the buttons of the likes, the history and the kept lists carry; see `handlers.buttons.callbacks`."""

from enum import StrEnum

from handlers.buttons.callbacks import Data, Id, Index
from storage import Verdict


class Form(StrEnum):
    """What a list can be exported as."""

    TEXT = "txt"
    CSV = "csv"
    LINKS = "m3u8"


class Shelf(Data, prefix="shelf1"):
    """Show a page of what the listener likes, dislikes, knows or blocks."""

    owner: Id
    verdict: Verdict
    page: Index


class TakeOff(Data, prefix="off1"):
    """Take an artist off a shelf and stay on that page."""

    owner: Id
    judgement: Id
    verdict: Verdict
    page: Index


class Past(Data, prefix="past1"):
    """Show a page of the history."""

    owner: Id
    page: Index


class Replay(Data, prefix="replay1"):
    """Show a past list as it was."""

    query: Id


class Keep(Data, prefix="keep1"):
    """Keep a list as it stands, and share it with a link if so wished."""

    query: Id
    page: Index
    share: bool


class Kept(Data, prefix="kept1"):
    """Show a list that is kept; `here` puts it in place of the card."""

    saved: Id
    here: bool


class KeptLists(Data, prefix="kepts1"):
    """Show a page of the lists that are kept."""

    owner: Id
    page: Index


class Export(Data, prefix="file1"):
    """Send a kept list as a file."""

    saved: Id
    form: Form


class Share(Data, prefix="share1"):
    """Share a kept list with a link, or take the link back."""

    saved: Id
    on: bool


class Drop(Data, prefix="drop1"):
    """Keep a list no longer; asks back unless `sure`."""

    saved: Id
    sure: bool
