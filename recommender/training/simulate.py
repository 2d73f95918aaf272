"""Listeners played from held-out baskets: their ratings come in, they dislike, they have two tastes."""

from collections.abc import Mapping
from statistics import fmean

import numpy as np

from recommender.interests import log_shares
from recommender.match import RankingWeights, hit_chances
from recommender.together import Chances, worth
from recommender.training import metrics
from recommender.training.corpus import Corpus
from recommender.training.evaluate import (
    FOLD_IN,
    Floats,
    Indices,
    Question,
    Scorer,
    measure,
    ranked,
)
from recommender.training.voices import Voices

Rows = dict[str, dict[str, float]]
RATINGS = (1, 3, 5, 10, 30)
DISLIKES = (0.0, 0.1, 0.25, 0.5, 1.0)
_DISLIKED = 3
_SEEN = 20  # a listener rates what stands in the first twenty
_SEED = 1
GROUPS = (2, 3, 5)
MISERIES = (0.0, 0.25, 0.5, 0.7, 0.85, 1.0)


def ratings(corpus: Corpus, rows: Indices, scorer: Scorer, counts: Indices) -> Rows:
    """Quality after 1, 3, 5, 10 and 30 likes out of held-out baskets long enough; the truth stays."""
    random = np.random.default_rng(_SEED)
    held = []
    for row in rows:
        artists = corpus.baskets.indices[slice(*corpus.baskets.indptr[row : row + 2])].astype(np.int64)
        known, rest = np.split(random.permutation(artists), [int(FOLD_IN * len(artists))])
        if len(known) >= RATINGS[-1]:
            held.append((known, rest))
    table: Rows = {}
    for count in RATINGS if held else ():
        ones = np.ones(count, dtype=np.float32)
        figures = measure(scorer, [Question(known[:count], ones, rest) for known, rest in held], counts)
        table[f"{count}"] = {"NDCG@100": figures.ndcg_100, "Recall@50": figures.recall_50}
    return table


def dislikes(voices: Voices, weights: RankingWeights, asked: list[Question]) -> Rows:
    """Quality when three misses among the first twenty are disliked, for what a dislike weighs.

    The disliked leave every list, so that the row of weight 0 shows what that alone does.
    """
    random = np.random.default_rng(_SEED)
    plain = voices.blended(weights)
    every = [(question, _misses(ranked(plain, question), question, random)) for question in asked]
    told = [(question, missed) for question, missed in every if len(missed)]
    rows: Rows = {}
    for weight in DISLIKES if told else ():
        lists = [_without(voices, weights, question, missed, weight) for question, missed in told]
        pairs = list(zip(lists, [question.relevant for question, _ in told], strict=True))
        near = [_near(voices, found, missed) for found, (_, missed) in zip(lists, told, strict=True)]
        rows[f"{weight:g}"] = {
            "NDCG@100": fmean(metrics.ndcg(*pair, 100) for pair in pairs),
            "Recall@50": fmean(metrics.recall(*pair, 50) for pair in pairs),
            "of the disliked's 20 nearest, in the first 20": fmean(near),
        }
    return rows


def _misses(found: Indices, question: Question, random: np.random.Generator) -> Indices:
    missed = np.setdiff1d(found[:_SEEN], question.relevant)
    return random.permutation(missed)[:_DISLIKED]


def _without(
    voices: Voices, weights: RankingWeights, question: Question, missed: Indices, weight: float
) -> Indices:
    ones = np.ones(len(missed), dtype=np.float32)

    def score(positions: Indices, of: Floats) -> Floats:
        scores = voices.blended(weights)(positions, of) - weight * voices.distaste(missed, ones, weights)
        scores[missed] = -np.inf
        return scores

    return ranked(score, question)


def _near(voices: Voices, found: Indices, missed: Indices) -> float:
    """How many of the first twenty are among the twenty artists nearest to one that is disliked."""
    nearest = [np.argsort(-voices.alone(one))[:_SEEN] for one in missed]
    return fmean(float(np.isin(found[:_SEEN], near).sum()) for near in nearest) if len(missed) else 0.0


def two_tastes(scorers: Mapping[str, Scorer], asked: list[Question]) -> Rows:
    """Baskets of two listeners as one, those two who have the least in common.

    The given scorers, against somebody who knows whose artist is whose: each listener asked alone, and the
    two lists in turn. `the less served` is the lower of both listeners' Recall@50.
    """
    last = list(scorers.values())[-1]
    pairs = _strangers(last, asked)
    lists = {label: [_as_one(scorer, *pair) for pair in pairs] for label, scorer in scorers.items()}
    lists["each alone, in turn"] = [_in_turn(last, *pair) for pair in pairs]
    rows: Rows = {}
    for label, found in lists.items() if pairs else ():
        served = [_served(one, *pair) for one, pair in zip(found, pairs, strict=True)]
        rows[label] = {
            "Recall@50, mean": fmean(fmean(both) for both in served),
            "the less served": fmean(min(both) for both in served),
        }
    return rows


def _strangers(scorer: Scorer, asked: list[Question]) -> list[tuple[Question, Question]]:
    """Each question with the later one whose list overlaps the least with its own."""
    lists = [set(ranked(scorer, question).tolist()) for question in asked]
    pairs = []
    for place, question in enumerate(asked[:-1]):
        other = min(range(place + 1, len(asked)), key=lambda later: len(lists[place] & lists[later]))
        pairs.append((question, asked[other]))
    return pairs


def _as_one(scorer: Scorer, one: Question, other: Question) -> Indices:
    positions, first = np.unique(np.concatenate([one.positions, other.positions]), return_index=True)
    weights = np.concatenate([one.weights, other.weights])[first]
    return ranked(scorer, Question(positions, weights, np.empty(0, dtype=np.int64)))


def _in_turn(scorer: Scorer, one: Question, other: Question) -> Indices:
    first_list, second_list = ranked(scorer, one), ranked(scorer, other)
    shorter = min(len(first_list), len(second_list))
    both = np.stack([first_list[:shorter], second_list[:shorter]], axis=1).ravel()
    _, first = np.unique(both, return_index=True)
    found: Indices = both[np.sort(first)]
    return found[~np.isin(found, np.concatenate([one.positions, other.positions]))]


def _served(found: Indices, one: Question, other: Question) -> tuple[float, float]:
    return metrics.recall(found, one.relevant, 50), metrics.recall(found, other.relevant, 50)


def together(scorer: Scorer, weights: RankingWeights, asked: list[Question]) -> Rows:
    """Lists for groups drawn by lot, by their size and by what the least pleased listener weighs.

    Recall among the first 20, of what each member holds and none of the group asked with: the mean of all
    members, and the mean of the groups' least served.
    """
    random = np.random.default_rng(_SEED)
    rows: Rows = {}
    for size in GROUPS:
        order = random.permutation(len(asked))[: len(asked) // size * size].reshape(-1, size)
        groups = [[asked[place] for place in places] for places in order]
        chances = [_chances(scorer, weights, members) for members in groups]
        for misery in MISERIES if groups else ():
            pairs = list(zip(groups, chances, strict=True))
            each = [_served_of(members, worth(known, misery)) for members, known in pairs]
            served = [one for one in each if one]
            if not served:
                continue
            rows[f"{size} listeners, {misery:g}"] = {
                "Recall@20, mean": fmean(fmean(group) for group in served),
                "the least served": fmean(min(group) for group in served),
            }
    return rows


def _chances(scorer: Scorer, weights: RankingWeights, members: list[Question]) -> Chances:
    """[num_members, num_artists]: how surely each artist is a hit, 0 for what anybody has."""
    scores = [np.array(scorer(one.positions, one.weights), dtype=np.float32) for one in members]
    free = np.setdiff1d(np.arange(len(scores[0])), _taken(members))
    chances = np.zeros((len(members), len(scores[0])))
    for row, score, one in zip(chances, scores, members, strict=True):
        row[free] = hit_chances(log_shares(score[free]), len(one.positions), weights)
    return chances


def _served_of(members: list[Question], worths: Chances) -> list[float]:
    """Recall for each member who holds anything that nobody of the group asked with."""
    found = np.argsort(-worths, kind="stable")[:_SEEN]
    wanted = [np.setdiff1d(one.relevant, _taken(members)) for one in members]
    return [metrics.recall(found, one, _SEEN) for one in wanted if len(one)]


def _taken(members: list[Question]) -> Indices:
    return np.concatenate([one.positions for one in members])
