"""What each artist of a basket did for a score, exactly: what the score would be without it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Blend = Callable[[Floats, Floats, Floats], Floats]
"""Scores from the sums over a basket: of what is said, of weights, and of weights' squares."""


def leave_one_out(blend: Blend, parts: Floats, weights: Floats, louder: Floats) -> Floats:
    """[num_candidates, num_artists] float32: by what share of itself each score would be lower.

    `parts` [num_voices, num_artists, num_candidates] are the basket's artists' weighted parts in what is
    said, `weights` [num_artists] the basket's. Taking an artist out also makes the others louder, their
    weights `louder` [num_artists] times as large, which is accounted for. Without the only artist of a basket
    nothing is left.
    """
    if len(weights) == 1:
        return np.ones((parts.shape[-1], 1), dtype=np.float32)
    # The whole basket and what is left of it without each artist are blended in one go: for a page of a list
    # NumPy takes longer to be called than to calculate.
    scores = blend(
        _whole_and_left(parts, louder[:, None]),
        _whole_and_left(weights[:, None], louder[:, None]),
        _whole_and_left((weights**2)[:, None], louder[:, None] ** 2),
    )
    score, without = scores[0], scores[1:]
    return ((score - without) / np.maximum(np.abs(score), 1e-6)).T.astype(np.float32)


def _whole_and_left(parts: Floats, louder: Floats) -> Floats:
    """[..., 1 + num_artists, n]: the sum of parts [..., num_artists, n], and that of all but each, louder."""
    whole = parts.sum(axis=-2, keepdims=True)
    return np.concatenate([whole, (whole - parts) * louder], axis=-2)
