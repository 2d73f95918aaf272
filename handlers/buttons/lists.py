"""What the buttons on the way to a list and below it carry; see `handlers.buttons.callbacks`."""

from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import Data, Id, Index
from storage import Verdict

Token = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class Choose(Data, prefix="pick1"):
    """Answer a "did you mean": take `option` for `term`, or leave the term out when there is none."""

    owner: Id
    question: Token
    term: Index
    option: Index | None


class Refuse(Data, prefix="refuse1"):
    """Give a verdict on the artist that a line says is not wanted."""

    owner: Id
    question: Token
    term: Index
    verdict: Verdict


class ForYou(Data, prefix="foryou1"):
    """Ask for a list from all that the listener likes and plays."""

    owner: Id


class Turn(Data, prefix="list1"):
    """Show a page of a list."""

    query: Id
    page: Index


class TurnTo(Data, prefix="half1"):
    """Turn a list of /foryou to artists half known, or back to unknown ones."""

    query: Id
    half: bool


class TurnDial(Data, prefix="dialq1"):
    """Turn the dial below a list, and ask the list anew in its place."""

    query: Id
    step: Annotated[int, Field(ge=0, le=4)]


class Refresh(Data, prefix="anew1"):
    """Ask a list anew, in its place."""

    query: Id


class Again(Data, prefix="again1"):
    """Ask a past query again."""

    query: Id


class Rate(Data, prefix="rate1"):
    """Give a verdict on one artist of a list or take it back; `menu` tells where the button stood."""

    query: Id
    position: Index
    verdict: Verdict
    menu: bool


class More(Data, prefix="more1"):
    """Open the small menu of one artist of a list."""

    query: Id
    position: Index


class AskWhy(Data, prefix="why1"):
    """Ask why an artist stands in a list."""

    query: Id
    position: Index


class Similar(Data, prefix="like1"):
    """Ask for artists similar to one of a list."""

    query: Id
    position: Index
