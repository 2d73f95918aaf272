"""What each artist of a basket did for a score, exactly: what the score would be without it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def leave_one_out(
    *,
    voices: Floats,
    votes: Floats,
    prior: Floats,
    weights: Floats,
    loudness: Callable[[Floats], Floats],
    prior_share: Callable[[int], float],
) -> Floats:
    """[num_candidates, num_artists] float32: by what share of itself each score would be lower.

    `voices` and `votes` [num_artists, num_candidates] are each basket artist's weighted parts in tower and
    matrix, `prior` [num_candidates] the prior's, `weights` [num_artists] the basket's. Taking an artist out
    also makes the others louder and the prior softer, which is accounted for. Without the only artist of a
    basket nothing is left.
    """
    count = len(weights)
    voice, vote = voices.sum(axis=0), votes.sum(axis=0)
    score = loudness(weights.sum()) * voice + vote + prior_share(count) * prior
    if count == 1:
        return np.sign(score)[:, None]
    louder = loudness(weights.sum() - weights)[:, None]
    without = louder * (voice - voices) + vote - votes + prior_share(count - 1) * prior
    shares: Floats = ((score - without) / np.maximum(np.abs(score), 1e-6)).T
    return shares
