"""What the voices say together: a small network over them, which looks again at what was retrieved.

The blend adds its voices up. But company may mean more where the towers waver, and less of somebody whom
everybody hears; the network has learned such things from held-out baskets (training/reranking.py), and adds
to a score what the sum leaves out.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recommender.blending import Said, Size, company_heard, matrix_heard

Floats = npt.NDArray[np.float32]
VOICES = 5
"""Tower, matrix, company, closeness, and how much a candidate is heard."""
INPUTS = VOICES + 2
"""And the basket's size, in two ways."""


def spoken(said: Said, heard: Floats) -> Floats:
    """[..., 5] float32: what the voices say of candidates [...] as in `blending.blend`."""
    voices = said.tower, matrix_heard(said), company_heard(said), said.closeness, heard
    return _beside(said.tower.shape, voices)


def sizes(artists: Size) -> Floats:
    """[..., 2] float32: what the network hears of the size of a basket."""
    counted = np.asarray(artists, dtype=np.float32)
    return _beside(counted.shape, (np.log(counted), 1.0 / counted))


def _beside(shape: tuple[int, ...], voices: Sequence[Floats]) -> Floats:
    """[*shape, n] float32: n voices that fit the shape; `np.stack` takes four times as long for a few."""
    heard = np.empty((*shape, len(voices)), dtype=np.float32)
    for place, voice in enumerate(voices):
        heard[..., place] = voice
    return heard


class Reranker:
    """One hidden layer of rectifiers: `hidden` [units, 7], `bias` [units] and `out` [units], float32."""

    def __init__(self, hidden: Floats, bias: Floats, out: Floats) -> None:
        self._hidden = hidden
        self._bias = bias
        self._out = out

    def __call__(self, said: Said, heard: Floats, *, artists: Size) -> Floats:
        """[...] float32: what is added to the scores of candidates; nothing where nothing is said of one.

        So what is added for one size of basket can be compared with what is added for another.
        """
        silence = sizes(artists) @ self._hidden[:, VOICES:].T + self._bias
        units = spoken(said, heard) @ self._hidden[:, :VOICES].T + silence
        added: Floats = np.maximum(units, 0.0) @ self._out - np.maximum(silence, 0.0) @ self._out
        return added

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]]) -> "Reranker":
        """From a manifest's rows, one for each unit: weights, bias, voice; ValueError if they are none."""
        table = np.asarray(rows, dtype=np.float32)
        if table.ndim != 2 or table.shape[1] != INPUTS + 2 or not np.isfinite(table).all():
            raise ValueError(f"not rows of {INPUTS + 2} numbers")
        return cls(np.ascontiguousarray(table[:, :INPUTS]), table[:, INPUTS], table[:, INPUTS + 1])

    def rows(self) -> list[list[float]]:
        """As `of` reads them."""
        table = np.column_stack([self._hidden, self._bias, self._out])
        return [[round(float(value), 5) for value in row] for row in table]
