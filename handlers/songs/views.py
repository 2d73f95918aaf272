"""Which list of songs to show: as the first page of one, and turned or steered from there; pure rules."""

from handlers.buttons.songs import Songs
from handlers.buttons.tokens import token
from recommender.tracks import FARTHEST, Axis, Mode, Steps

MINE = "me"
"""The seed of a list for the listener's own listening."""


def of_song(owner: int, key: str) -> Songs:
    """The first page of songs like that one."""
    return Songs(owner=owner, seed=f"s{token(key)}")


def of_artist(owner: int, key: str) -> Songs:
    """The first page of songs by that artist and like theirs."""
    return Songs(owner=owner, seed=f"a{token(key)}")


def of_listener(owner: int) -> Songs:
    """The first page of songs for the listener."""
    return Songs(owner=owner, seed=MINE)


def in_mode(view: Songs, mode: Mode) -> Songs:
    return view.model_copy(update={"mode": mode, "page": 0})


def steered(view: Songs, axis: Axis, by: int) -> Songs:
    """The same list one step on along an axis; as it is where that is the end."""
    steps = {one: step + (by if one is axis else 0) for one, step in steps_of(view).items()}
    if abs(steps[axis]) > FARTHEST:
        return view
    digits = "".join(str(step + FARTHEST) for step in steps.values())
    return view.model_copy(update={"steps": digits, "page": 0})


def straight(view: Songs) -> Songs:
    """The list as it was before it was steered."""
    return Songs(owner=view.owner, seed=view.seed, mode=view.mode)


def steps_of(view: Songs) -> Steps:
    return {axis: int(digit) - FARTHEST for axis, digit in zip(Axis, view.steps, strict=True)}
