"""From scores to a list: few songs by one artist, and steering along what can be heard."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from recommender.tracks.ranking import Scored
from recommender.tracks.sound import Sounds
from recommender.tracks.types import Axis, Steps

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]

NEAR = 300  # measured songs next to the basket: steered lists come from these alone
_PULL = (0.0, 1.0, 2.2, 5.0)  # standard deviations of nearness given up for one of sound, by step


def steered(scored: Scored, sounds: Sounds, steps: Steps) -> Scored:
    """The nearest measured songs in the order that the steps pull them into; as they are without steps."""
    if not any(steps.values()):
        return scored
    near = np.flatnonzero(sounds.measured[scored.songs])[:NEAR].astype(np.int32)
    total = _standardised(scored.scores[near])
    for axis, step in steps.items():
        pull = np.sign(step) * _PULL[abs(step)]
        total = total + pull * _standardised(sounds.axis(axis, scored.songs[near]))
    order = np.argsort(-total, kind="stable")
    return Scored(scored.songs[near[order]], total[order])


def means(sounds: Sounds, songs: Positions) -> Mapping[Axis, float]:
    """Where a list stands on each axis, by its songs of known sound; nothing where there is none."""
    known = songs[sounds.measured[songs]]
    return {axis: float(sounds.axis(axis, known).mean()) for axis in Axis} if len(known) else {}


def capped(songs: Positions, credited: Sequence[Sequence[int]], k: int, per_artist: int) -> Positions:
    """The first k rows of an order of songs with at most so many by one artist, guests counted."""
    taken: Counter[int] = Counter()
    rows: list[int] = []
    for row, song in enumerate(songs):
        if len(rows) == k:
            break
        if all(taken[artist] < per_artist for artist in credited[song]):
            taken.update(credited[song])
            rows.append(row)
    return np.array(rows, dtype=np.int32)


def _standardised(values: Floats) -> Floats:
    spread = float(values.std()) if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 1e-6 else np.zeros_like(values)
