"""What the buttons carry: short typed data, its version in the prefix, checked on arrival.

Data of another version or shape matches no filter and ends in the catch-all. Data that fits may still be
forged: ids are looked up and their owner compared before anything else happens.
"""

from enum import Enum, StrEnum
from typing import Annotated

from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from pydantic import Field

from errors import EncoreError
from recommender.tracks import Mode
from storage import Verdict

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]  # SQLite's integers end there
Index = Annotated[int, Field(ge=0, le=100_000)]
Token = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
ArtistToken = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
ArtistTokens = Annotated[str, Field(pattern=r"^([0-9a-f]{12}){1,2}$")]

SongSeed = Annotated[str, Field(pattern=r"^([sa][0-9a-f]{12}|me)$")]
SongSteps = Annotated[str, Field(pattern=r"^[0-6]{5}$")]

INLINE_PAGES = 20
SONG_PAGES = 6
ANONYMOUS = frozenset({1_087_968_824, 136_817_688})
"""Telegram's own users, in whose names a group's anonymous admins and those who write as a channel speak."""


class Form(StrEnum):
    """What a list can be exported as."""

    TEXT = "txt"
    CSV = "csv"
    LINKS = "m3u8"


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


class Choose(Data, prefix="pick1"):
    """Answer a "did you mean": take `option` for `term`, or leave the term out when there is none."""

    owner: Id
    question: Token
    term: Index
    option: Index | None


class Turn(Data, prefix="list1"):
    """Show a page of a list."""

    query: Id
    page: Index


class TurnTo(Data, prefix="half1"):
    """Turn a list of /foryou to artists half known, or back to unknown ones."""

    query: Id
    half: bool


class ForYou(Data, prefix="foryou1"):
    """Ask for a list from all that the listener likes and plays."""

    owner: Id


class RemovePlays(Data, prefix="plays1"):
    """Forget all that was imported."""

    owner: Id


class More(Data, prefix="more1"):
    """Open the small menu of one artist of a list."""

    query: Id
    position: Index


class Rate(Data, prefix="rate1"):
    """Give a verdict on one artist of a list or take it back; `menu` tells where the button stood."""

    query: Id
    position: Index
    verdict: Verdict
    menu: bool


class Vote(Data, prefix="vote1"):
    """Give a verdict on an artist of a card that many see, or take it back: the verdict of whoever taps."""

    artist: ArtistToken
    verdict: Verdict


class ShowLike(Data, prefix="near1"):
    """Show a page of artists like one or two others, in a message that was sent inline: no query is kept."""

    owner: Id
    seeds: ArtistTokens
    page: Annotated[int, Field(ge=0, lt=INLINE_PAGES)]


class TurnOpen(Data, prefix="open1"):
    """Show a page of a list that was asked for in a group."""

    query: Id
    page: Index


class AskWhy(Data, prefix="why1"):
    """Ask why an artist stands in a list."""

    query: Id
    position: Index


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


class Similar(Data, prefix="like1"):
    """Ask for artists similar to one of a list."""

    query: Id
    position: Index


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


class Farthest(Data, prefix="far1"):
    """A list of songs is steered as far as it goes that way."""

    owner: Id


class SameTitle(Data, prefix="title1"):
    """Show the other songs of the title that a list was asked by."""

    owner: Id
    seed: SongSeed


class SongsOf(Data, prefix="songs1"):
    """Show songs by and like one artist of a list."""

    query: Id
    position: Index


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


class Again(Data, prefix="again1"):
    """Ask a past query again."""

    query: Id


class Replay(Data, prefix="replay1"):
    """Show a past list as it was."""

    query: Id


class Refresh(Data, prefix="anew1"):
    """Ask a list anew, in its place."""

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


class SetDial(Data, prefix="dial1"):
    """Lists of better known artists from now on, or of rarer ones: 0 to 4."""

    owner: Id
    step: Annotated[int, Field(ge=0, le=4)]


class TurnDial(Data, prefix="dialq1"):
    """Turn the dial below a list, and ask the list anew in its place."""

    query: Id
    step: Annotated[int, Field(ge=0, le=4)]


class Forget(Data, prefix="forget1"):
    """Remove all that is stored of a listener, or leave it."""

    owner: Id
    sure: bool


class Setting(StrEnum):
    """What /settings leads to."""

    LANGUAGE = "language"
    DIAL = "dial"
    WEEKLY = "weekly"
    HIDDEN = "hidden"


class ShowSettings(Data, prefix="sets1"):
    """Show all that can be chosen, in place of the card."""

    owner: Id


class OpenSetting(Data, prefix="set1"):
    """Show one of the choices, in place of the card."""

    owner: Id
    setting: Setting


class HideHeard(Data, prefix="heard1"):
    """Leave artists heard out of all lists, or of /foryou alone."""

    owner: Id
    everywhere: bool


class Wake(Data, prefix="wake1"):
    """Let the artists come again that rest because they were passed over."""

    owner: Id


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


class SendOff(Data, prefix="cast1"):
    """Send a host's message to all listeners, or do not."""

    owner: Id
    broadcast: Id
    sure: bool


class Speak(Data, prefix="lang1"):
    """Talk in another language from now on."""

    owner: Id
    language: Language


def check_owner(owner: int, user_id: int, error: type[ForeignButton] = ForeignButton) -> None:
    """Raise the error if somebody else's button was tapped; who asked anonymously taps by name."""
    if owner != user_id and owner not in ANONYMOUS:
        raise error(f"listener {user_id} tapped a button of {owner}")


def _encoded(value: Enum | bool | int | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return str(int(value)) if isinstance(value, bool) else str(value)
