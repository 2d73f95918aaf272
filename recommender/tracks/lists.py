"""From scores to a list: few songs by one artist, one of a title, and steering along what can be heard."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from recommender.tracks.ranking import Scored
from recommender.tracks.sound import Sounds
from recommender.tracks.types import FARTHEST, Axis, Steps

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]

LIST = 10
"""Songs that make a list; its first page is half of it."""
PAGE = 5
NEAR = 300
"""Measured songs next to the basket, of which steered lists are made as long as there are enough."""
_FARTHER = (NEAR, 3 * NEAR, 10 * NEAR)
_BEYOND = 0.05  # standard deviations past the mean of the list one step before
_BY_A_HAIR = 1e-5  # where that is too much to ask: half of all songs are hardly acoustic at all


def check(steps: Steps) -> None:
    """Raise ValueError for a step that no axis has."""
    for axis, step in steps.items():
        if step not in range(-FARTHEST, FARTHEST + 1):
            raise ValueError(f"{axis} has no step {step}, but {-FARTHEST} to {FARTHEST}")


@dataclass(frozen=True)
class Limits:
    """What keeps a list from being one artist's or one song's.

    `credited` holds each song's artists, guests counted, and `titles` each song's title key; covers of one
    song bear one title.
    """

    credited: Sequence[Sequence[int]]
    titles: Sequence[str]
    per_artist: int
    per_title: int

    def first(self, songs: Positions, k: int) -> Positions:
        """The first k rows of an order of songs that are within the limits."""
        taken: Counter[int] = Counter()
        titles: Counter[str] = Counter()
        rows: list[int] = []
        for row, song in enumerate(songs):
            if len(rows) == k:
                break
            if titles[self.titles[song]] < self.per_title and self._has_room(taken, song):
                titles[self.titles[song]] += 1
                taken.update(self.credited[song])
                rows.append(row)
        return np.array(rows, dtype=np.int32)

    def _has_room(self, taken: Counter[int], song: int) -> bool:
        return all(taken[artist] < self.per_artist for artist in self.credited[song])


_State = tuple[int, ...]  # steps in the order of Axis


class Steering:
    """Lists that move along what can be heard, while they stay as near as they can.

    Each step along an axis asks for songs that lie beyond the mean of the list one step before, the nearest
    first: so every tap moves the list's mean the asked way, whatever other axes are steered along, and a tap
    back moves it back. Near the end of an axis a hair beyond will do; only where too few songs lie beyond at
    all do the farthest ones stand in.
    """

    def __init__(self, scored: Scored, sounds: Sounds, limits: Limits) -> None:
        self._scored = scored
        self._sounds = sounds
        self._limits = limits
        self._near = np.flatnonzero(sounds.measured[scored.songs])[: _FARTHER[-1]].astype(np.int32)
        self._along = [sounds.axis(axis, scored.songs[self._near]) for axis in Axis]
        self._found: dict[_State, Positions] = {}

    def ordered(self, steps: Steps) -> Scored:
        """All candidates as they are without steps, else those that lie as far as the steps ask."""
        rows = self._rows(tuple(steps.get(axis, 0) for axis in Axis))
        return Scored(self._scored.songs[rows], self._scored.scores[rows])

    def _rows(self, state: _State) -> Positions:
        if state not in self._found:
            self._found[state] = self._steered(state) if any(state) else self._all()
        return self._found[state]

    def _all(self) -> Positions:
        return np.arange(len(self._scored.songs), dtype=np.int32)

    def _steered(self, state: _State) -> Positions:
        beyond = np.min([self._beyond(state, axis) for axis, step in enumerate(state) if step], axis=0)
        for least, reach in product((0.0, _BY_A_HAIR - _BEYOND), _FARTHER):
            rows = self._near[:reach][beyond[:reach] >= least]
            if len(self._capped(rows, LIST)) == LIST:
                return rows
        order = np.argsort(-beyond[:NEAR], kind="stable")
        return self._near[:NEAR][order]

    def _beyond(self, state: _State, axis: int) -> Floats:
        """[num_near] float32: how far each song lies past what the step before reached on that axis."""
        sign = 1 if state[axis] > 0 else -1
        before = (*state[:axis], state[axis] - sign, *state[axis + 1 :])
        songs = self._scored.songs[self._rows(before)[self._capped(self._rows(before), LIST)]]
        if not self._sounds.measured[songs].any():
            songs = self._scored.songs[self._near[:LIST]]
        reached = [sign * self._mean(songs[:length], axis) for length in (PAGE, LIST)]
        return sign * self._along[axis] - (np.nanmax(reached) + _BEYOND)

    def _mean(self, songs: Positions, axis: int) -> float:
        known = songs[self._sounds.measured[songs]]
        return float(self._sounds.axis(tuple(Axis)[axis], known).mean()) if len(known) else float("nan")

    def _capped(self, rows: Positions, k: int) -> Positions:
        return self._limits.first(self._scored.songs[rows], k)


def means(sounds: Sounds, songs: Positions) -> Mapping[Axis, float]:
    """Where a list stands on each axis, by its songs of known sound; nothing where there is none."""
    known = songs[sounds.measured[songs]]
    return {axis: float(sounds.axis(axis, known).mean()) for axis in Axis} if len(known) else {}
