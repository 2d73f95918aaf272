"""Learning from validation baskets how loud each voice speaks, and what a score means."""

from dataclasses import asdict, dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from recommender.blending import BlendWeights
from recommender.interests import log_shares
from recommender.ranking import RankingWeights
from recommender.training.corpus import Corpus
from recommender.training.evaluate import SOURCES, Question, Scorer, Task, Voices, measure, questions, ranked

MANY_GRID = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
RARITY_MANY_GRID = (0.0, 0.1, 0.2, 0.3, 0.4)
# not learned: the task rewards lists of what everybody hears, which nobody who asks for one artist wants
RARITY_ONE = 0.0
ONE_GRID = (0.0, 0.25, 0.5)
COMPANY_GRID = (0.0, 0.25, 0.5, 1.0, 2.0)
DISLIKE = 0.25  # what a simulation prefers (docs/evaluation.md): no data set holds dislikes

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Asked = dict[Task, list[list[Question]]]  # one list for each source that has any


def asked_of(corpus: Corpus, rows: Indices) -> Asked:
    """The questions of some held-out baskets."""
    return {
        task: [group for source in SOURCES if (group := questions(corpus, rows, task, source))]
        for task in Task
    }


def learn_weights(asked: Asked, voices: Voices, counts: Indices) -> RankingWeights:
    """The blend with the best mean NDCG@100 of both sources, and what its scores mean.

    Folded-in baskets choose the weights for many artists, then single artists the others.
    """

    def quality(task: Task, weights: BlendWeights) -> float:
        blended = voices.as_one(weights)
        return float(np.mean([measure(blended, group, counts).ndcg_100 for group in asked[task]]))

    manys = [BlendWeights(m, m, 1.0, r, r) for m, r in product(MANY_GRID, RARITY_MANY_GRID)]
    many = max(manys, key=lambda weights: quality(Task.FOLDED_IN, weights))
    ones = [
        BlendWeights(one, many.matrix_many, company, RARITY_ONE, many.rarity_many)
        for one, company in product(ONE_GRID, COMPANY_GRID)
    ]
    best = max(ones, key=lambda weights: quality(Task.SINGLE, weights))
    every = [question for groups in asked.values() for group in groups for question in group]
    scored = scored_hits(voices.blended(best), every)
    return RankingWeights(**asdict(best), dislike=DISLIKE, **fit_sigmoid(scored))


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


def fit_sigmoid(scored: Scored) -> dict[str, float]:
    """Slope, its change per log artist, intercept, its change per log artist, by maximum likelihood.

    Named as in `RankingWeights`.

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

    names = ("match_slope", "match_slope_per_log", "match_intercept", "match_intercept_per_log")
    return dict(zip(names, minimize(loss, np.zeros(4), jac=True).x.tolist(), strict=True))
