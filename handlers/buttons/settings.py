"""What the buttons of /settings, /import and /forget carry; see `handlers.buttons.callbacks`."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from handlers.buttons.callbacks import Data, Id, Language


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


class Speak(Data, prefix="lang1"):
    """Talk in another language from now on."""

    owner: Id
    language: Language


class SetDial(Data, prefix="dial1"):
    """Lists of better known artists from now on, or of rarer ones: 0 to 4."""

    owner: Id
    step: Annotated[int, Field(ge=0, le=4)]


class HideHeard(Data, prefix="heard1"):
    """Leave artists heard out of all lists, or of /foryou alone."""

    owner: Id
    everywhere: bool


class Wake(Data, prefix="wake1"):
    """Let the artists come again that rest because they were passed over."""

    owner: Id


class RemovePlays(Data, prefix="plays2"):
    """Forget all that was imported; asks back unless `sure`."""

    owner: Id
    sure: bool


class Forget(Data, prefix="forget1"):
    """Remove all that is stored of a listener, or leave it."""

    owner: Id
    sure: bool
