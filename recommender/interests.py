"""A basket of two tastes asks two questions, so that each of them is served.

One sum of a metal fan's and a jazz fan's artists lies where neither listens. So a basket whose artists fall
into two groups that point away from each other is asked as two, and a candidate's likelihood is the mixture
of both (docs/evaluation.md, "Two tastes in one basket"). The groups are those of spherical k-means (Dhillon &
Modha 2001) with two centres, begun at the two artists the least alike.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
FEWEST = 6  # artists; fewer are one taste
POOL = 500  # candidates by which two questions are compared
_LEAST_SHARE = 0.2  # of the basket's weight, for either taste
_FARTHEST = 0.05  # cosine of the two centres: up to here the tastes point away from each other
_ROUNDS = 10


def tastes(vectors: Floats, weights: Floats) -> list[Indices]:
    """The places of a basket's artists, in one group or two.

    `vectors` [n, dimensions] float32 of any length, `weights` [n] float32 > 0.
    """
    everybody = [np.arange(len(weights))]
    if len(weights) < FEWEST:
        return everybody
    directions = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    belongs, closeness = _two_means(directions, weights)
    groups = [np.flatnonzero(belongs == one) for one in (0, 1)]
    least = min(weights[group].sum() for group in groups) / weights.sum()
    return groups if closeness <= _FARTHEST and least >= _LEAST_SHARE else everybody


def _two_means(directions: Floats, weights: Floats) -> tuple[Indices, float]:
    """Each artist's centre, 0 or 1, and the centres' cosine."""
    alike = directions @ directions.T
    centres = directions[list(np.unravel_index(alike.argmin(), alike.shape))]
    belongs = (directions @ centres.T).argmax(axis=1)
    for _ in range(_ROUNDS):
        if belongs.min() == belongs.max():
            return belongs, 1.0
        sums = np.stack([(directions * (weights * (belongs == one))[:, None]).sum(axis=0) for one in (0, 1)])
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        belongs = (directions @ centres.T).argmax(axis=1)
    return belongs, float(centres[0] @ centres[1])


def log_shares(scores: Floats) -> Floats:
    """[n] float32: log-softmax of candidates' scores [n] against the best 500 of them.

    Raw scores grow with the basket; shares can be compared between queries.
    """
    if not len(scores):
        return scores
    shares: Floats = scores - _whole(scores)
    return shares


def _whole(scores: Floats) -> np.float32:
    """The log of what the best 500 of some scores make together."""
    best = np.partition(scores, -POOL)[-POOL:] if len(scores) > POOL else scores
    top = best.max()
    whole: np.float32 = top + np.log(np.sum(np.exp(best - top)))
    return whole


def mixed(groups: Sequence[Indices], weights: Floats, asked: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Scores of candidates [m] for a basket in groups, and each group's part in them, [num_groups, m].

    `asked` are the scores [m] for each group alone. Parts sum to 1. Scores stand at the height of the groups'
    own, so that a basket which has just become one taste or two scores about as before.
    """
    if len(groups) == 1 or not len(asked[0]):
        return asked[0], np.ones((len(groups), len(asked[0])), dtype=np.float32)
    shares = np.array([weights[group].sum() for group in groups]) / weights.sum()
    wholes = np.array([_whole(scores) for scores in asked])
    logs = np.stack(asked) - wholes[:, None] + np.log(shares)[:, None]
    together = np.logaddexp(logs[0], logs[1])
    scores = together + shares @ wholes
    return scores.astype(np.float32), np.exp(logs - together).astype(np.float32)
