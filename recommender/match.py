"""What a score means: how surely it tells a hit from a miss."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights

_LEAST_SLOPE = 0.01  # a better score never means a lower match


@dataclass(frozen=True)
class RankingWeights(BlendWeights):
    """Learned on validation baskets, kept in the bundle's manifest.

    Those of the match turn a log share into a probability: a logistic curve (Platt 1999) whose slope and
    intercept change with the natural log of the basket's artists, as a long basket's scores spread wider. It
    runs from a floor to a ceiling, as in the four-parameter logistic model of Barton & Lord 1981: the worst
    score on a list may still be a hit, the best one a miss.
    """

    dislike: float
    match_slope: float
    match_slope_per_log: float
    match_intercept: float
    match_intercept_per_log: float
    match_floor: float
    match_ceiling: float


def match_percent(
    shares: npt.NDArray[np.floating], artists: int | npt.NDArray[np.int64], weights: RankingWeights
) -> npt.NDArray[np.int64]:
    """[n] int64 from 1 to 99: the chances of hits in percent."""
    return in_percent(hit_chances(shares, artists, weights))


def in_percent(chances: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """[n] int64 from 1 to 99."""
    return np.clip(np.rint(100.0 * chances), 1, 99).astype(np.int64)


def hit_chances(
    shares: npt.NDArray[np.floating], artists: int | npt.NDArray[np.int64], weights: RankingWeights
) -> npt.NDArray[np.float64]:
    """[n] in 0..1: how surely log shares [n] tell a hit from a miss, as learned on validation.

    `artists` in the basket: one number for all, or [n].
    """
    size = np.log(np.maximum(artists, 1))
    slope = np.maximum(weights.match_slope + weights.match_slope_per_log * size, _LEAST_SLOPE)
    logits = slope * shares + weights.match_intercept + weights.match_intercept_per_log * size
    reach = weights.match_ceiling - weights.match_floor
    logistic = (1.0 + np.tanh(logits / 2.0)) / 2.0  # which overflows nowhere
    chances: npt.NDArray[np.float64] = weights.match_floor + reach * logistic
    return chances
