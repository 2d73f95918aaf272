"""Learning from validation baskets how loud each voice speaks, and what a score means."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from recommender.blending import BlendWeights
from recommender.interests import log_shares
from recommender.match import RankingWeights
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source
from recommender.training.evaluate import SOURCES, Question, Scorer, Task, measure, questions, ranked
from recommender.training.voices import Voices

MANY_GRID = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
RARITY_MANY_GRID = (0.0, 0.1, 0.2, 0.3, 0.4)
# not learned: the task rewards lists of what everybody hears. Fame speaks for a single artist just so much
# that, with closeness, the lists are no more popular than EASE's (docs/evaluation.md)
RARITY_ONE, CLOSENESS_ONE = -0.45, 2.5
ONE_GRID = (0.0, 0.25, 0.5)
START = BlendWeights(0.0, 0.0, 1.0, RARITY_ONE, 0.1, closeness_one=CLOSENESS_ONE)
_PULL = 1e-4  # towards no slope at all: of few listeners a curve would be made that says 1% or 99%
FLOORS, CEILINGS = (0.01, 0.4), (0.6, 0.99)
MATCH = (
    "match_slope",
    "match_slope_per_log",
    "match_intercept",
    "match_intercept_per_log",
    "match_floor",
    "match_ceiling",
)
COMPANY_GRID = (0.0, 0.25, 0.5)
DISLIKE = 0.1  # by a simulation (docs/evaluation.md): no data set holds dislikes

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Asked = dict[Task, dict[Source, list[Question]]]  # of the sources that have any


def asked_of(corpus: Corpus, rows: Indices) -> Asked:
    """The questions of some held-out baskets."""
    return {
        task: {source: group for source in SOURCES if (group := questions(corpus, rows, task, source))}
        for task in Task
    }


def ranking(asked: Asked, voices: Voices, weights: BlendWeights) -> RankingWeights:
    """A blend, with what the scores mean that these voices give it."""
    every = [question for groups in asked.values() for group in groups.values() for question in group]
    scored = scored_hits(voices.blended(weights), every)
    return RankingWeights(**asdict(weights), dislike=DISLIKE, **fit_match(scored))


def learn_blend(asked: Asked, voices: Voices, counts: Indices) -> BlendWeights:
    """The blend with the best mean NDCG@100 of both sources.

    Folded-in baskets choose the weights for many artists, then single artists the others: one weight after
    the other, each with the best of those before it.
    """

    def best(task: Task, weights: BlendWeights, grids: Mapping[str, Sequence[float]]) -> BlendWeights:
        def quality(weights: BlendWeights) -> float:
            blended = voices.as_one(weights)
            groups = asked[task].values()
            return float(np.mean([measure(blended, group, counts).ndcg_100 for group in groups]))

        for name, grid in grids.items():
            weights = max((replace(weights, **{name: value}) for value in grid), key=quality)
        return weights

    many = best(Task.FOLDED_IN, START, {"matrix_many": MANY_GRID, "rarity_many": RARITY_MANY_GRID})
    return best(Task.SINGLE, many, {"company_one": COMPANY_GRID, "matrix_one": ONE_GRID})


@dataclass(frozen=True)
class Scored:
    """Listed candidates [n]: log shares, the artists of the basket that asked, whether they were hits."""

    shares: Floats
    artists: Indices
    hits: npt.NDArray[np.bool_]


def scored_hits(scorer: Scorer, asked: list[Question]) -> Scored:
    """How much every listed candidate stood out, and whether it was in the held-out rest."""
    shares, artists, hits = [], [], []
    for question in asked:
        candidates = ranked(scorer, question)
        others = np.delete(scorer(question.positions, question.weights), question.positions)
        shares.append(log_shares(others)[_after_deletion(candidates, question.positions)])
        artists.append(np.full(len(candidates), len(question.positions)))
        hits.append(np.isin(candidates, question.relevant))
    return Scored(np.concatenate(shares).astype(np.float64), np.concatenate(artists), np.concatenate(hits))


def _after_deletion(positions: Indices, deleted: Indices) -> Indices:
    """Where the given positions stand once others are deleted."""
    return positions - np.searchsorted(np.sort(deleted), positions)


def fit_match(scored: Scored) -> dict[str, float]:
    """The curve of `RankingWeights` by maximum likelihood, its numbers named as there.

    Hits and misses weigh the same in all: the probability is that of telling a hit from a miss by its score,
    not that of a rare event. The targets are smoothed as Platt did (1999, "Probabilistic outputs for support
    vector machines").
    """
    hits, size = scored.hits, np.log(scored.artists)
    features = np.stack([scored.shares, scored.shares * size, np.ones(len(size)), size], axis=1)
    positive, negative = hits.sum(), len(hits) - hits.sum()
    targets = np.where(hits, (positive + 1) / (positive + 2), 1 / (negative + 2))
    weights = np.where(hits, 0.5 / max(positive, 1), 0.5 / max(negative, 1))

    def loss(parameters: Floats) -> tuple[float, Floats]:
        line, (floor, ceiling) = parameters[:4], parameters[4:]
        logistic = expit(features @ line)
        chances = floor + (ceiling - floor) * logistic
        steepness = weights * (chances - targets) / (chances * (1.0 - chances))
        slopes = features.T @ (steepness * (ceiling - floor) * logistic * (1.0 - logistic))
        edges = [steepness @ (1.0 - logistic), steepness @ logistic]
        value = -weights @ (targets * np.log(chances) + (1.0 - targets) * np.log1p(-chances))
        return float(value + _PULL * np.dot(line, line)), np.concatenate([slopes + 2 * _PULL * line, edges])

    bounds = [(0.0, None), *[(None, None)] * 3, FLOORS, CEILINGS]
    start = np.array([0.0, 0.0, 0.0, 0.0, FLOORS[0], CEILINGS[1]])
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x.tolist()
    return dict(zip(MATCH, fitted, strict=True))
