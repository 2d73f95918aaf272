"""The weights of the songs' blend, learned on validation playlists."""

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from recommender.tracks.ranking import PARTS, BlendWeights, SongRanker
from recommender.training.metrics import accuracy
from recommender.training.tracks.corpus import SongCorpus
from recommender.training.tracks.model import START, SongModel
from recommender.training.tracks.questions import DEPTH, Question, Split, Task, questions

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]

_GRID = (0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.3, 1.6, 2.0)
_ROUNDS = 3


def learn_blend(corpus: SongCorpus, split: Split, model: SongModel) -> BlendWeights:
    """The weights that do best on validation playlists, over both tasks and all figures.

    One weight at a time over a grid; co-occurrence stays at 1. Every figure counts by how much it gains on
    the blend where the search begins.
    """
    ranker = SongRanker(model.parts, len(corpus.songs))
    heard = [
        [_hear(ranker, one, split.unknown) for one in questions(corpus, split, split.validation, task)]
        for task in Task
    ]
    best = np.array([getattr(START, part) for part in PARTS], dtype=np.float32)
    start = _reached(best, heard)
    most = 1.0
    for part in [row for row, name in enumerate(PARTS) if name != "together"] * _ROUNDS:
        for value in _GRID:
            tried = best.copy()
            tried[part] = value
            gain = float(np.mean(_reached(tried, heard) / np.maximum(start, 1e-6)))
            if gain > most:
                most, best = gain, tried
    return BlendWeights(*map(float, best))


@dataclass(frozen=True)
class _Heard:
    """A question's candidates [n], what each part says of them [num_parts, n], and what was asked for."""

    songs: Indices
    said: Floats
    relevant: Indices


def _hear(ranker: SongRanker, question: Question, unknown: Positions) -> _Heard:
    basket = question.basket
    profile = ranker.parts.profile(basket)
    songs = ranker.candidates(basket, profile, np.union1d(basket.songs, unknown))
    return _Heard(songs.astype(np.int64), ranker.say(basket, profile, songs), question.relevant)


def _reached(weights: Floats, heard: Sequence[Sequence[_Heard]]) -> Floats:
    """[num_tasks * 4] the figures of a blend."""
    reached: list[float] = []
    for group in heard:
        lists = [one.songs[np.argsort(-(weights @ one.said), kind="stable")[:DEPTH]] for one in group]
        reached += astuple(accuracy(lists, [one.relevant for one in group]))
    return np.array(reached, dtype=np.float32)


def average(learned: Sequence[BlendWeights]) -> BlendWeights:
    """The mean of each weight."""
    rows = [asdict(weights) for weights in learned]
    return BlendWeights(**{key: fmean(row[key] for row in rows) for key in rows[0]})
