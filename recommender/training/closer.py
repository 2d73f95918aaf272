"""A closer look at the blend: what its match means, how thin artists fare, what the dial and variety do.

Every table is a mapping of row label to columns; several splits are averaged.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np

from recommender.dial import OBSCURITY
from recommender.match import RankingWeights, match_percent
from recommender.training import metrics, simulate
from recommender.training.calibrate import asked_of, scored_hits
from recommender.training.corpus import Corpus
from recommender.training.evaluate import (
    Floats,
    Indices,
    Question,
    Scorer,
    Task,
    measure,
    ranked,
)
from recommender.training.voices import Voices, scorers

Rows = dict[str, dict[str, float]]  # label -> column -> value
Look = dict[str, Rows]  # title -> rows

THINNESS = {
    "in 1 basket": (1, 1),
    "in 2": (2, 2),
    "in 3-5": (3, 5),
    "in 6-20": (6, 20),
    "in more": (21, 10**9),
}
QUESTIONS = "questions"
SAMENESS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
_BINS = 10
_MATCHES = {low: f"{low}-{low + 100 // _BINS}%" for low in range(0, 100, 100 // _BINS)}
_IN_ORDER = (*THINNESS, *_MATCHES.values())  # rows that a split may lack


def look(corpus: Corpus, rows: Indices, voices: Voices, weights: RankingWeights) -> Look:
    """All tables for one split's held-out baskets."""
    counts = voices.counts
    asked = asked_of(corpus, rows)
    by_name = scorers(voices, counts, weights)
    blended = voices.blended(weights)
    every = [question for groups in asked.values() for group in groups.values() for question in group]
    singles = [question for group in asked[Task.SINGLE].values() for question in group]
    full = [question for group in asked[Task.FOLDED_IN].values() for question in group]
    tables = {
        "Match and held-out hits": reliability(blended, every, weights),
        "Single artists by how often they are heard": thinness(by_name, singles, counts),
        "After so many ratings": simulate.ratings(corpus, rows, blended, counts),
        "Three dislikes, at a weight": simulate.dislikes(voices, weights, full),
        "Two tastes in one basket": simulate.two_tastes(
            {"one query": voices.as_one(weights), "as served": blended}, full
        ),
        "Groups, by the weight of the least pleased": simulate.together(blended, weights, full),
        "Variety": variety(voices, full, weights),
    }
    for task, groups in asked.items():
        for source, group in groups.items():
            tables[f"The dial, {task}, {source}"] = dial(voices, group, counts, weights)
    return tables


def average(looks: Sequence[Look]) -> Look:
    """Mean of every cell over the splits that have it."""
    titles = {title: [one[title] for one in looks] for title in looks[0]}
    return {title: _average_rows(tables) for title, tables in titles.items()}


def _average_rows(tables: Sequence[Rows]) -> Rows:
    labels = sorted(dict.fromkeys(label for table in tables for label in table), key=_place)
    rows = {label: [table[label] for table in tables if label in table] for label in labels}
    return {
        label: {column: fmean(row[column] for row in found) for column in found[0]}
        for label, found in rows.items()
    }


def _place(label: str) -> int:
    """Where a row stands that the first split may lack; all others stay as they come."""
    return _IN_ORDER.index(label) if label in _IN_ORDER else 0


def reliability(scorer: Scorer, asked: list[Question], weights: RankingWeights) -> Rows:
    """Match percent against the observed share of hits, with as many hits as misses in all.

    A hit is a listed candidate that the held-out rest of the basket holds.
    """
    scored = scored_hits(scorer, asked)
    hits, match = scored.hits, match_percent(scored.shares, scored.artists, weights)
    weight = np.where(hits, 0.5 / max(hits.sum(), 1), 0.5 / max((~hits).sum(), 1))
    table: Rows = {}
    for low, label in _MATCHES.items():
        inside = (match >= low) & (match < low + 100 // _BINS)
        if hits[inside].sum() >= _BINS:
            observed = weight[inside & hits].sum() / weight[inside].sum()
            stated = np.average(match[inside], weights=weight[inside])
            table[label] = {
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
            table[label] = {QUESTIONS: float(len(group)), **figures}
    return table


def dial(voices: Voices, asked: list[Question], counts: Indices, blending: RankingWeights) -> Rows:
    """Relevance and popularity at every step of the obscurity dial."""
    steps = range(len(OBSCURITY))
    return {f"step {step}": _quality(voices.served(blending, step), asked, counts) for step in steps}


def variety(voices: Voices, asked: list[Question], blending: RankingWeights) -> Rows:
    """Relevance against how different the first ten are, for what sameness costs.

    Diversity is 1 minus the mean cosine between the content vectors (tags) of a list's first ten.
    """
    content = voices.model.content
    rows: Rows = {}
    for sameness in SAMENESS:
        scorer = voices.served(blending, sameness=sameness)
        lists = [ranked(scorer, question) for question in asked]
        pairs = list(zip(lists, [question.relevant for question in asked], strict=True))
        rows[f"{sameness:g}"] = {
            "NDCG@10": fmean(metrics.ndcg(*pair, 10) for pair in pairs),
            "NDCG@100": fmean(metrics.ndcg(*pair, 100) for pair in pairs),
            "diversity@10": fmean(_diversity(content[found[:10]]) for found in lists),
        }
    return rows


def _diversity(vectors: Floats) -> float:
    if len(vectors) < 2:  # of a catalogue with hardly anybody left to list
        return 0.0
    pairs = np.triu_indices(len(vectors), 1)
    return float(1.0 - (vectors @ vectors.T)[pairs].mean())


def _quality(scorer: Scorer, asked: list[Question], counts: Indices) -> dict[str, float]:
    figures = measure(scorer, asked, counts)
    return {
        "NDCG@100": figures.ndcg_100,
        "Recall@50": figures.recall_50,
        "coverage@10": figures.coverage_10,
        "popularity": figures.popularity,
    }
