"""A closer look at the blend: what its match means, how thin artists fare, what the prior's loudness does.

Every table is a mapping of row label to columns; several splits are averaged.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np

from recommender.ranking import RankingWeights, match_percent, prior_share
from recommender.training.calibrate import scored_hits
from recommender.training.corpus import Corpus
from recommender.training.evaluate import (
    SOURCES,
    Floats,
    Indices,
    Question,
    Scorer,
    Task,
    measure,
    questions,
    scorers,
)
from recommender.training.model import Model

Rows = dict[str, dict[str, float]]  # label -> column -> value
Look = dict[str, Rows]  # title -> rows

THINNESS = {
    "in 1 basket": (1, 1),
    "in 2": (2, 2),
    "in 3-5": (3, 5),
    "in 6-20": (6, 20),
    "in more": (21, 10**9),
}
PRIOR_SHARES = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
_BINS = 10


def look(
    corpus: Corpus, rows: Indices, model: Model, counts: Indices, weights: RankingWeights, *, seed: int
) -> Look:
    """All tables for one split's held-out baskets."""
    asked = {task: [q for s in SOURCES for q in questions(corpus, rows, task, s, seed)] for task in Task}
    by_name = scorers(model, counts, weights.matrix)
    every = [question for of_task in asked.values() for question in of_task]
    return {
        "Match and held-out hits": reliability(by_name["blend"], every, weights),
        "Single artists by how often they are heard": thinness(by_name, asked[Task.SINGLE], counts),
        **{f"The prior at a share, {task}": _dial(model, weights, asked[task], counts) for task in Task},
    }


def _dial(model: Model, weights: RankingWeights, asked: list[Question], counts: Indices) -> Rows:
    return {
        f"{share:.1f}": _quality(_at_share(model, weights, share), asked, counts) for share in PRIOR_SHARES
    }


def average(looks: Sequence[Look]) -> Look:
    """Mean of every cell over the splits that have it."""
    titles = {title: [one[title] for one in looks] for title in looks[0]}
    return {title: _average_rows(tables) for title, tables in titles.items()}


def _average_rows(tables: Sequence[Rows]) -> Rows:
    labels = list(dict.fromkeys(label for table in tables for label in table))
    rows = {label: [table[label] for table in tables if label in table] for label in labels}
    return {
        label: {column: fmean(row[column] for row in found) for column in found[0]}
        for label, found in rows.items()
    }


def reliability(scorer: Scorer, asked: list[Question], weights: RankingWeights) -> Rows:
    """Match percent against the observed share of hits, with as many hits as misses in all.

    A hit is a listed candidate that the held-out rest of the basket holds.
    """
    scored = scored_hits(scorer, asked)
    hits, match = scored.hits, match_percent(scored.shares, scored.artists, weights)
    weight = np.where(hits, 0.5 / max(hits.sum(), 1), 0.5 / max((~hits).sum(), 1))
    table: Rows = {}
    for low in range(0, 100, 100 // _BINS):
        inside = (match >= low) & (match < low + 100 // _BINS)
        if hits[inside].sum() >= _BINS:
            observed = weight[inside & hits].sum() / weight[inside].sum()
            stated = np.average(match[inside], weights=weight[inside])
            table[f"{low}-{low + 100 // _BINS}%"] = {
                "stated %": float(stated),
                "observed %": float(100 * observed),
                "hits in 100 listed": float(100 * hits[inside].mean()),
            }
    return table


def thinness(by_name: Mapping[str, Scorer], asked: list[Question], counts: Indices) -> Rows:
    """NDCG@100 of single-artist questions, grouped by the training baskets that hold the artist."""
    table: Rows = {}
    for label, (low, high) in THINNESS.items():
        group = [question for question in asked if low <= counts[question.positions[0]] <= high]
        if group:
            figures = {name: measure(scorer, group, counts).ndcg_100 for name, scorer in by_name.items()}
            table[label] = {"questions": float(len(group)), **figures}
    return table


def _at_share(model: Model, weights: RankingWeights, share: float) -> Scorer:
    def blend(positions: Indices, basket: Floats) -> Floats:
        tower = model.towers.score(positions, basket, share * prior_share(len(positions)))
        return tower + weights.matrix * model.neighbours.score(positions.astype(np.int32), basket)

    return blend


def _quality(scorer: Scorer, asked: list[Question], counts: Indices) -> dict[str, float]:
    figures = measure(scorer, asked, counts)
    return {
        "NDCG@100": figures.ndcg_100,
        "Recall@50": figures.recall_50,
        "coverage@10": figures.coverage_10,
        "popularity": figures.popularity,
    }
