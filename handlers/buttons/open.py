"""What the buttons of cards that many see carry; see `handlers.buttons.callbacks`."""

from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import ArtistToken, Data, Id, Index, Language
from storage import Verdict

INLINE_PAGES = 20
ArtistTokens = Annotated[str, Field(pattern=r"^([0-9a-f]{12}){1,2}$")]


class Vote(Data, prefix="vote1"):
    """Give a verdict on an artist of a card that many see, or take it back: the verdict of whoever taps."""

    artist: ArtistToken
    verdict: Verdict


class TurnOpen(Data, prefix="open1"):
    """Show a page of a list that was asked for in a group."""

    query: Id
    page: Index


class ShowLike(Data, prefix="near1"):
    """Show a page of artists like one or two others, in a message that was sent inline: no query is kept."""

    owner: Id
    seeds: ArtistTokens
    page: Annotated[int, Field(ge=0, lt=INLINE_PAGES)]


class JoinBlend(Data, prefix="join1"):
    """Be in, or out, where this group's lists are made for all: whoever taps; the card keeps its language."""

    inside: bool
    language: Language


class StartBlend(Data, prefix="blend1"):
    """Begin a list for all who are in."""


class TurnBlend(Data, prefix="blendp1"):
    """Show a page of a group's list."""

    blend: Id
    page: Index
