"""How songs sound: twelve measured attributes, scaled so that they can be compared."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.tracks.types import Axis, Trait

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]

ATTRIBUTES = (
    "danceability",
    "energy",
    "key",
    "loudness",
    "mode",
    "speechiness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "valence",
    "tempo",
    "duration_ms",
)
# How much each scaled column counts in a comparison: whom it sings for counts less than how it moves.
_WEIGHTS = {
    "danceability": 1.0,
    "energy": 1.0,
    "loudness": 1.0,
    "speechiness": 1.0,
    "acousticness": 1.0,
    "instrumentalness": 1.0,
    "valence": 1.0,
    "tempo": 1.0,
    "liveness": 0.5,
    "duration_ms": 0.5,
    "mode": 0.5,
    "key_cos": 0.5,
    "key_sin": 0.5,
}
_COLUMN = {
    Axis.ENERGY: ("energy", 1.0),
    Axis.MOOD: ("valence", 1.0),
    Axis.ELECTRONIC: ("acousticness", -1.0),
    Axis.DANCE: ("danceability", 1.0),
    Axis.TEMPO: ("tempo", 1.0),
}
_TRAITS = (
    ("tempo", Trait.SLOW, Trait.FAST),
    ("energy", Trait.CALM, Trait.ENERGETIC),
    ("acousticness", None, Trait.ACOUSTIC),
    ("valence", Trait.SAD, Trait.HAPPY),
    ("danceability", None, Trait.DANCEABLE),
    ("instrumentalness", None, Trait.INSTRUMENTAL),
)
_TELLING = 0.6  # standard deviations from the mean, at which a trait is worth a word


@dataclass(frozen=True)
class Sound:
    """The measured songs: `positions` [m] in the catalogue, sorted, and `values` [m, 12] as published."""

    positions: Positions
    values: Floats


class Sounds:
    """Scaled attributes of all songs; rows of songs that nobody measured are zero."""

    def __init__(self, sound: Sound, num_songs: int) -> None:
        columns = _columns(sound.values)
        scaled = {name: _standardised(column) for name, column in columns.items()}
        self.measured = np.zeros(num_songs, dtype=np.bool_)
        self.measured[sound.positions] = True
        self._row = np.full(num_songs, -1, dtype=np.int32)
        self._row[sound.positions] = np.arange(len(sound.positions))
        self._scaled = scaled
        published = dict(zip(ATTRIBUTES, sound.values.T, strict=True))
        self._axes = {axis: sign * _standardised(published[name]) for axis, (name, sign) in _COLUMN.items()}
        weighted = [scaled[name] * weight for name, weight in _WEIGHTS.items()]
        nothing = np.zeros((1, len(_WEIGHTS)), dtype=np.float32)  # at the end, where -1 leads
        self._vectors = np.concatenate([_unit(np.stack(weighted, axis=1)), nothing])

    def profile(self, basket: Positions, weights: Floats) -> Floats:
        """[13] float32 of length 1 (or 0 where nothing is measured): how a basket of songs sounds."""
        return _unit(weights @ self.vectors(basket))

    def cosine(self, profile: Floats) -> Floats:
        """[num_songs] float32: how alike every song sounds; 0 where that is not known."""
        cosines: Floats = np.einsum("ij,j->i", self._vectors, profile)  # BLAS is slower on so narrow a matrix
        return cosines[self._row]

    def vectors(self, songs: Positions) -> Floats:
        """[n, 13] float32: rows of length 1, or of zeros."""
        return self._vectors[self._row[songs]]

    def axis(self, axis: Axis, songs: Positions) -> Floats:
        """[n] float32: measured songs along an axis, as published, in standard deviations from all's mean."""
        return self._axes[axis][self._row[songs]]

    def traits(self, song: int) -> frozenset[Trait]:
        """What stands out in a song's sound."""
        if not self.measured[song]:
            return frozenset()
        row = self._row[song]
        pairs = ((self._scaled[name][row], low, high) for name, low, high in _TRAITS)
        said = (
            low if value < -_TELLING else high if value > _TELLING else None for value, low, high in pairs
        )
        return frozenset(trait for trait in said if trait is not None)


def _columns(values: Floats) -> dict[str, Floats]:
    """Attributes as columns that spread evenly: skewed ones as roots and logarithms, the key as a circle."""
    raw = dict(zip(ATTRIBUTES, values.T, strict=True))
    turn = raw.pop("key") * (np.pi / 6)
    return raw | {
        "speechiness": np.log(raw["speechiness"] + 0.02),
        "liveness": np.log(raw["liveness"] + 0.02),
        "acousticness": np.sqrt(raw["acousticness"]),
        "instrumentalness": np.sqrt(raw["instrumentalness"]),
        "duration_ms": np.log(np.maximum(raw["duration_ms"], 1.0)),
        "key_cos": np.cos(turn),
        "key_sin": np.sin(turn),
    }


def _standardised(column: Floats) -> Floats:
    spread = column.std() if len(column) else 1.0
    mean = column.mean() if len(column) else 0.0
    return ((column - mean) / max(float(spread), 1e-6)).astype(np.float32)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-6)).astype(np.float32)
