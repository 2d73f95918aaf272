"""Learning from validation baskets how loud the matrix speaks, and what a score means."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from recommender.ranking import RankingWeights, log_shares
from recommender.training.corpus import Corpus
from recommender.training.evaluate import SOURCES, Question, Scorer, Task, measure, questions, ranked, scorers
from recommender.training.model import Model

MATRIX_GRID = (0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 20.0, 25.0, 30.0)
DISLIKE = 0.5  # no data set holds dislikes: half a like's voice moves a list away without emptying a genre

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def learn_weights(corpus: Corpus, rows: Indices, model: Model, counts: Indices, seed: int) -> RankingWeights:
    """The blend weight with the best mean NDCG@100 on folded-in baskets, and what its scores mean."""
    asked = {
        task: [group for source in SOURCES if (group := questions(corpus, rows, task, source, seed))]
        for task in Task
    }

    def quality(weight: float) -> float:
        blend = scorers(model, counts, weight)["blend"]
        return float(np.mean([measure(blend, group, counts).ndcg_100 for group in asked[Task.FOLDED_IN]]))

    best = max(MATRIX_GRID, key=quality)
    every = [question for groups in asked.values() for group in groups for question in group]
    scored = scored_hits(scorers(model, counts, best)["blend"], every)
    return RankingWeights(best, DISLIKE, *fit_sigmoid(scored))


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


def fit_sigmoid(scored: Scored) -> tuple[float, float, float, float]:
    """Slope, its change per log artist, intercept, its change per log artist, by maximum likelihood.

    Platt 1999, "Probabilistic outputs for support vector machines", with his smoothed targets. Hits and
    misses weigh the same in all: the probability is that of telling a hit from a miss by its score, not
    that of a rare event.
    """
    hits, size = scored.hits, np.log(scored.artists)
    features = np.stack([scored.shares, scored.shares * size, np.ones(len(size)), size], axis=1)
    positive, negative = hits.sum(), len(hits) - hits.sum()
    targets = np.where(hits, (positive + 1) / (positive + 2), 1 / (negative + 2))
    weights = np.where(hits, 0.5 / max(positive, 1), 0.5 / max(negative, 1))

    def loss(parameters: Floats) -> tuple[float, Floats]:
        logits = features @ parameters
        value = weights @ (np.logaddexp(0.0, logits) - targets * logits)
        return float(value), features.T @ (weights * (expit(logits) - targets))

    slope, slope_per_log, intercept, intercept_per_log = minimize(loss, np.zeros(4), jac=True).x
    return float(slope), float(slope_per_log), float(intercept), float(intercept_per_log)
