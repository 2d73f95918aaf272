"""What songs' recommenders are asked: parts of playlists held out of training.

Split by playlist, whichever data sets and quarters know it. Two tasks: a playlist goes on (80% of it asks,
the rest is asked for), and one song asks for all others. A song that only held-out playlists hold is in no
question and no answer: to a listener it would not be in the catalogue at all.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from errors import TooLittleData
from recommender.tracks.ranking import Basket
from recommender.training.tracks.corpus import SongCorpus

Indices = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]

SEED = 2026
SHARE = 0.1  # of the playlists: for validation, and for the test of each split
FOLD_IN = 0.8
SMALLEST = 5  # songs of a held-out playlist that others hold as well
DEPTH = 100  # of every list


class Task(StrEnum):
    GOES_ON = "playlist continuation"
    SINGLE = "one song"


@dataclass(frozen=True)
class Question:
    """A part of a held-out playlist, and its other songs."""

    asking: Positions
    relevant: Indices

    @property
    def basket(self) -> Basket:
        return Basket(self.asking, np.ones(len(self.asking), dtype=np.float32))


@dataclass(frozen=True)
class Split:
    """A corpus without the held-out playlists, those playlists, and the songs that only they hold."""

    train: SongCorpus
    validation: Indices
    test: Indices
    unknown: Positions


def folds(corpus: SongCorpus, splits: int) -> tuple[Indices, list[Indices]]:
    """Playlists for validation, and for the test of each split: no playlist stands in two of these.

    Raises TooLittleData when there are too few to hold any out.
    """
    order = np.random.default_rng(SEED).permutation(len(corpus.owners))
    size = round(SHARE * len(order))
    if size < 1 or (splits + 1) * size >= len(order):
        raise TooLittleData(f"too few playlists to measure songs on: {len(order)}")
    cuts = [order[start * size : (start + 1) * size] for start in range(splits + 1)]
    return cuts[0], cuts[1:]


def hold_out(corpus: SongCorpus, validation: Indices, test: Indices) -> Split:
    train = corpus.without(np.concatenate([validation, test]))
    unknown = np.flatnonzero((train.counts == 0) & (corpus.counts > 0))
    return Split(train, validation, test, unknown.astype(np.int32))


def questions(corpus: SongCorpus, split: Split, rows: Indices, task: Task) -> list[Question]:
    """Questions from the given playlists; the same ones every time.

    Raises TooLittleData when none of the playlists shares enough songs with others to ask any.
    """
    random = np.random.default_rng(SEED)
    asked = []
    for row in rows:
        start, stop = corpus.playlists.indptr[row], corpus.playlists.indptr[row + 1]
        songs = np.setdiff1d(corpus.playlists.indices[start:stop], split.unknown).astype(np.int32)
        order = random.permutation(songs)
        cut = 1 if task is Task.SINGLE else int(FOLD_IN * len(order))
        if len(order) >= SMALLEST:
            asked.append(Question(order[:cut], order[cut:].astype(np.int64)))
    if not asked:
        raise TooLittleData(
            f"too few songs stand in several playlists to measure on: a held-out one needs {SMALLEST} of them"
        )
    return asked
