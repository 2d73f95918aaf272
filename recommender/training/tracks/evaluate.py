"""Measuring songs' recommenders on playlists that training did not see.

Split by playlist, whichever data sets and quarters know it. Two tasks: a playlist goes on (80% of it asks,
the rest is asked for), and one song asks for all others. A song that only held-out playlists hold is in no
question and no answer: to a listener it would not be in the catalogue at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import StrEnum
from statistics import fmean, pstdev

import numpy as np
import numpy.typing as npt

from errors import TooLittleData
from recommender.tracks.lists import Limits
from recommender.tracks.ranking import PARTS, Basket, BlendWeights, SongRanker
from recommender.tracks.types import Mode
from recommender.training import metrics
from recommender.training.progress import Progress, labelled, silent, stage
from recommender.training.tracks.corpus import SongCorpus
from recommender.training.tracks.model import START, SongModel, fit
from recommender.training.tracks.tower import SongParameters

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
Scorer = Callable[[Basket, Positions], Positions]  # basket, excluded songs -> all ranked songs, best first

SEED = 2026
SPLITS = 3
SHARE = 0.1  # of the playlists: for validation, and for the test of each split
FOLD_IN = 0.8
SMALLEST = 5  # songs of a held-out playlist that others hold as well
DEPTH = 100
_GRID = (0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.3, 1.6, 2.0)
_ROUNDS = 3


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
class Figures:
    """Means over the questions of one task; all between 0 and 1."""

    recall_20: float
    recall_50: float
    ndcg_10: float
    ndcg_100: float


@dataclass(frozen=True)
class Split:
    """A corpus without the held-out playlists, those playlists, and the songs that only they hold."""

    train: SongCorpus
    validation: Indices
    test: Indices
    unknown: Positions


Cell = tuple[Task, str]
Runs = Mapping[Cell, Sequence[Figures]]  # figures of every split


@dataclass(frozen=True)
class Evaluation:
    """Test figures of every split, the learned blend, and how many questions and unknown songs there were."""

    figures: Runs
    weights: BlendWeights
    questions: dict[Task, int]
    unknown: float

    def mean(self, cell: Cell, metric: str) -> float:
        return fmean(getattr(figures, metric) for figures in self.figures[cell])

    def spread(self, cell: Cell, metric: str) -> float:
        """Standard deviation over the splits."""
        return pstdev(getattr(figures, metric) for figures in self.figures[cell])


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


def measure(scorer: Scorer, asked: Sequence[Question], unknown: Positions) -> Figures:
    """Figures of one recommender."""
    lists = [scorer(one.basket, unknown)[:DEPTH].astype(np.int64) for one in asked]
    return _figures(lists, [one.relevant for one in asked])


def _figures(lists: Sequence[Indices], relevant: Sequence[Indices]) -> Figures:
    pairs = list(zip(lists, relevant, strict=True))
    return Figures(
        recall_20=float(np.mean([metrics.recall(*pair, 20) for pair in pairs])),
        recall_50=float(np.mean([metrics.recall(*pair, 50) for pair in pairs])),
        ndcg_10=float(np.mean([metrics.ndcg(*pair, 10) for pair in pairs])),
        ndcg_100=float(np.mean([metrics.ndcg(*pair, 100) for pair in pairs])),
    )


def scorers(model: SongModel, split: Split) -> dict[str, Scorer]:
    """What stands in the table. The blend and the content are ranked by the code that serves."""
    parts, counts = model.parts, split.train.counts
    num_songs = len(split.train.songs)
    everything = np.arange(num_songs, dtype=np.int32)
    ranker = SongRanker(parts, num_songs)

    def dense(score: Callable[[Basket], Floats]) -> Scorer:
        return lambda basket, unknown: _best(score(basket), np.concatenate([basket.songs, unknown]))

    def by_mode(mode: Mode) -> Scorer:
        return lambda basket, unknown: ranker.rank(basket, mode, np.union1d(basket.songs, unknown))[0].songs

    return {
        "popularity": dense(lambda _: counts.astype(np.float32)),
        "content: sound and genre": by_mode(Mode.BOTH),
        "content: sound": by_mode(Mode.SOUND),
        "content: genre": by_mode(Mode.GENRE),
        "co-occurrence": dense(lambda basket: parts.together.score(basket.songs, basket.weights)),
        "tower (TFRS)": dense(lambda basket: parts.tower.score(basket.songs, basket.weights, everything)),
        "blend": by_mode(Mode.MIX),
    }


def as_listed(model: SongModel, split: Split, per_artist: int) -> Scorer:
    """The blend as listeners see it: at most so many songs by one artist, and one of a title."""
    ranker = SongRanker(model.parts, len(split.train.songs))
    artists = [[artist] for artist in split.train.artist_of]
    limits = Limits(artists, list(split.train.songs["name_key"]), per_artist, per_title=1)

    def listed(basket: Basket, unknown: Positions) -> Positions:
        songs = ranker.rank(basket, Mode.MIX, np.union1d(basket.songs, unknown))[0].songs
        return songs[limits.first(songs, DEPTH)]

    return listed


def evaluate(
    corpus: SongCorpus, of: SongParameters, splits: int = SPLITS, progress: Progress = silent
) -> Evaluation:
    """Train and test on `splits` splits whose test playlists differ; the blend is learned on others."""
    validation, tests = folds(corpus, splits)
    figures: dict[Cell, list[Figures]] = {}
    learned, asked_for, unknown = [], dict.fromkeys(Task, 0), []
    for number, test in enumerate(tests):
        split = hold_out(corpus, validation, test)
        tell = labelled(progress, f"split {number + 1} of {splits}: ")
        model = fit(split.train, of, tell)
        with stage(tell, "blend"):
            weights = learn_blend(corpus, split, model)
        learned.append(weights)
        model = with_weights(model, weights)
        unknown.append(_unknown_share(corpus, split))
        by_name = {**scorers(model, split), "blend, two by one artist": as_listed(model, split, 2)}
        with stage(tell, "test"):
            for task in Task:
                asked = questions(corpus, split, test, task)
                asked_for[task] += len(asked)
                for name, scorer in by_name.items():
                    figures.setdefault((task, name), []).append(measure(scorer, asked, split.unknown))
    return Evaluation(figures, _average(learned), asked_for, fmean(unknown))


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
    figures: list[float] = []
    for group in heard:
        lists = [one.songs[np.argsort(-(weights @ one.said), kind="stable")[:DEPTH]] for one in group]
        figures += astuple(_figures(lists, [one.relevant for one in group]))
    return np.array(figures, dtype=np.float32)


def with_weights(model: SongModel, weights: BlendWeights) -> SongModel:
    return replace(model, parts=replace(model.parts, weights=weights))


def table(evaluation: Evaluation) -> Iterator[dict[str, str | float | int]]:
    """The figures as the manifest keeps them."""
    for (task, name), runs in evaluation.figures.items():
        means = {metric: round(evaluation.mean((task, name), metric), 4) for metric in asdict(runs[0])}
        spread = {f"{metric}_spread": round(evaluation.spread((task, name), metric), 4) for metric in means}
        yield {"task": task.value, "model": name, "splits": len(runs), **means, **spread}


def _best(scores: Floats, excluded: Positions) -> Positions:
    scores = scores.astype(np.float32)
    scores[excluded] = -np.inf
    depth = min(DEPTH, len(scores))
    best = np.sort(np.argpartition(-scores, depth - 1)[:depth])
    ranked = best[np.argsort(-scores[best], kind="stable")]
    return ranked[np.isfinite(scores[ranked])].astype(np.int32)


def _unknown_share(corpus: SongCorpus, split: Split) -> float:
    """Of the test playlists' songs, how many stand in no other playlist."""
    songs = corpus.playlists[split.test].indices
    return float(np.isin(songs, split.unknown).mean())


def _average(learned: Sequence[BlendWeights]) -> BlendWeights:
    rows = [asdict(weights) for weights in learned]
    return BlendWeights(**{key: fmean(row[key] for row in rows) for key in rows[0]})
