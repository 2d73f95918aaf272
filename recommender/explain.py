"""What each artist of a basket did for a score, exactly: what the score would be without it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from recommender.blending import Said

Floats = npt.NDArray[np.float32]
Blend = Callable[[Said, Floats, Floats], Floats]
"""Scores from the sums over a basket: of what is said, of weights, and of weights' squares."""


def leave_one_out(blend: Blend, parts: Said, weights: Floats, louder: Floats) -> Floats:
    """[num_candidates, num_artists] float32: by what share of itself each score would be lower.

    `parts`, each [num_artists, num_candidates], are the basket's artists' weighted parts in what is said,
    `weights` [num_artists] the basket's. Taking an artist out also makes the others louder, their weights
    `louder` [num_artists] times as large, which is accounted for. Without the only artist of a basket
    nothing is left.
    """
    squares = weights**2
    sums = parts.each(lambda part: part.sum(axis=0))
    score = blend(sums, weights.sum(), squares.sum())
    if len(weights) == 1:
        return np.ones((len(score), 1), dtype=np.float32)
    left = ((weights.sum() - weights) * louder)[:, None]
    left_squares = ((squares.sum() - squares) * louder**2)[:, None]
    rest = parts.each(lambda part: (part.sum(axis=0) - part) * louder[:, None])
    without = blend(rest, left, left_squares)
    return ((score - without) / np.maximum(np.abs(score), 1e-6)).T.astype(np.float32)
