"""What each artist of a basket did for a score, exactly: what the score would be without it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Blend = Callable[[Floats, Floats, Floats, Floats, Floats], Floats]
"""Scores from the sums over a basket of voices, matrix, company, weights, and weights' squares."""


def leave_one_out(blend: Blend, *, voices: Floats, votes: Floats, company: Floats, weights: Floats) -> Floats:
    """[num_candidates, num_artists] float32: by what share of itself each score would be lower.

    `voices`, `votes` and `company` [num_artists, num_candidates] are each basket artist's weighted parts in
    tower, matrix and company matrix, `weights` [num_artists] the basket's. Taking an artist out also makes
    the others louder, which is accounted for. Without the only artist of a basket nothing is left.
    """
    squares = weights**2
    voice, vote, together = voices.sum(axis=0), votes.sum(axis=0), company.sum(axis=0)
    score = blend(voice, vote, together, weights.sum(), squares.sum())
    if len(weights) == 1:
        return np.ones((len(score), 1), dtype=np.float32)
    left, left_squares = (weights.sum() - weights)[:, None], (squares.sum() - squares)[:, None]
    without = blend(voice - voices, vote - votes, together - company, left, left_squares)
    return ((score - without) / np.maximum(np.abs(score), 1e-6)).T.astype(np.float32)
