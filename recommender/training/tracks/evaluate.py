"""Measuring songs' recommenders on playlists that training did not see (questions.py)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean

import numpy as np
import numpy.typing as npt

from recommender.tracks.lists import Limits
from recommender.tracks.ranking import Basket, BlendWeights, SongRanker
from recommender.tracks.types import Mode
from recommender.training.metrics import Accuracy, Measured, accuracy
from recommender.training.progress import Progress, labelled, silent, stage
from recommender.training.tracks.blend import average, learn_blend
from recommender.training.tracks.corpus import SongCorpus
from recommender.training.tracks.model import SongModel, fit
from recommender.training.tracks.questions import (
    DEPTH,
    Question,
    Split,
    Task,
    folds,
    hold_out,
    questions,
)
from recommender.training.tracks.tower import SongParameters

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
Scorer = Callable[[Basket, Positions], Positions]  # basket, excluded songs -> all ranked songs, best first

SPLITS = 3

Cell = tuple[Task, str]


@dataclass(frozen=True)
class Evaluation(Measured[Cell]):
    """Test figures of every split, the learned blend, and how many questions and unknown songs there were."""

    weights: BlendWeights
    questions: dict[Task, int]
    unknown: float


def measure(scorer: Scorer, asked: Sequence[Question], unknown: Positions) -> Accuracy:
    """Figures of one recommender."""
    lists = [scorer(one.basket, unknown)[:DEPTH].astype(np.int64) for one in asked]
    return accuracy(lists, [one.relevant for one in asked])


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
    runs: dict[Cell, list[Accuracy]] = {}
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
                    runs.setdefault((task, name), []).append(measure(scorer, asked, split.unknown))
    return Evaluation(runs, average(learned), asked_for, fmean(unknown))


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
