"""What the voices say together: a small network over them, which looks again at what was retrieved.

The blend adds its voices up. But company may mean more where the towers waver, and less of somebody whom
everybody hears; the network has learned such things from held-out baskets (training/reranking.py), and adds
to a score what the sum leaves out.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from recommender.blending import Known, Said, Size, company_heard, matrix_heard

Floats = npt.NDArray[np.float32]
VOICES = 7
"""Tower, matrix, company, closeness, likeness, and how much and by whom a candidate is heard."""
INPUTS = VOICES + 3
"""And the basket's size, in two ways, and by whom its artists are heard."""


def spoken(said: Said, known: Known) -> Floats:
    """[..., 7] float32: what the voices say of candidates [...] as in `blending.blend`."""
    learned = matrix_heard(said), company_heard(said)
    voices = said.tower, *learned, said.closeness, said.likeness, known.heard, known.curation
    return _beside(said.tower.shape, voices)


def of_basket(said: Said, artists: Size) -> Floats:
    """[..., 1, 3] float32: what the network hears of the basket, the same for all candidates [..., n]."""
    counted, curation = np.asarray(artists, dtype=np.float32), said.curation[..., :1]
    shape = np.broadcast_shapes(counted.shape, curation.shape)
    return _beside(shape, (np.log(counted), 1.0 / counted, curation))


def _beside(shape: tuple[int, ...], voices: Sequence[Floats]) -> Floats:
    """[*shape, n] float32: n voices that fit the shape; `np.stack` takes four times as long for a few."""
    heard = np.empty((*shape, len(voices)), dtype=np.float32)
    for place, voice in enumerate(voices):
        heard[..., place] = voice
    return heard


class Reranker:
    """One hidden layer of rectifiers: `hidden` [units, 10], `bias` [units] and `out` [units], float32."""

    def __init__(self, hidden: Floats, bias: Floats, out: Floats) -> None:
        self._hidden = hidden
        self._bias = bias
        self._out = out

    def __call__(self, said: Said, known: Known, *, artists: Size) -> Floats:
        """[...] float32: what is added to the scores of candidates; nothing where nothing is said of one.

        So what is added for one basket can be compared with what is added for another.
        """
        silence = of_basket(said, artists) @ self._hidden[:, VOICES:].T + self._bias
        units = spoken(said, known) @ self._hidden[:, :VOICES].T + silence
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
