"""Turning and steering a list of songs: the words and the buttons for it."""

from handlers.buttons.songs import Farthest, Songs
from handlers.cards.blocks import Button, button, in_rows
from handlers.cards.texts import gettext_noop, label
from handlers.songs.data import SongPage
from handlers.songs.views import in_mode, steered, steps_of, straight
from recommender.tracks import Axis, Mode

_MODES = {
    Mode.MIX: gettext_noop("mode-mix"),
    Mode.BOTH: gettext_noop("mode-both"),
    Mode.SOUND: gettext_noop("mode-sound"),
    Mode.GENRE: gettext_noop("mode-genre"),
}
_BY_SOUND = (Mode.SOUND, Mode.BOTH)
_DOWN = {
    Axis.ENERGY: gettext_noop("steer-calmer"),
    Axis.MOOD: gettext_noop("steer-sadder"),
    Axis.ELECTRONIC: gettext_noop("steer-acoustic"),
    Axis.DANCE: gettext_noop("steer-less-danceable"),
    Axis.TEMPO: gettext_noop("steer-slower"),
}
_UP = {
    Axis.ENERGY: gettext_noop("steer-energetic"),
    Axis.MOOD: gettext_noop("steer-happier"),
    Axis.ELECTRONIC: gettext_noop("steer-electronic"),
    Axis.DANCE: gettext_noop("steer-danceable"),
    Axis.TEMPO: gettext_noop("steer-faster"),
}


def mode_word(mode: Mode) -> str:
    return label(_MODES[mode])


def turned_words(view: Songs) -> list[str]:
    """The ways a list is steered, each in a word."""
    return [_turned(axis, step) for axis, step in steps_of(view).items() if step]


def _turned(axis: Axis, step: int) -> str:
    word = label((_UP if step > 0 else _DOWN)[axis])
    return label("steer-made", word=word, n=abs(step)) if abs(step) > 1 else word


def modes(page: SongPage) -> list[list[Button]]:
    view = page.view
    found = [
        button(
            label("tab-chosen", tab=label(text)) if mode is view.mode else label(text), in_mode(view, mode)
        )
        for mode, text in _MODES.items()
        if page.by_sound or mode not in _BY_SOUND
    ]
    return in_rows(found, 2)


def steering(page: SongPage) -> list[list[Button]]:
    if not page.by_sound:
        return []
    return [[_steer(page.view, axis, -1), _steer(page.view, axis, 1)] for axis in Axis]


def _steer(view: Songs, axis: Axis, by: int) -> Button:
    """One step on; how many were made that way stands on the button."""
    text = label((_UP if by > 0 else _DOWN)[axis])
    made = by * steps_of(view)[axis]
    shown = label("steer-made", word=text, n=made) if made > 0 else text
    further = steered(view, axis, by)
    return button(shown, Farthest(owner=view.owner) if further == view else further)


def straightening(view: Songs) -> list[Button]:
    return [button(label("button-straight"), straight(view))] if any(steps_of(view).values()) else []
