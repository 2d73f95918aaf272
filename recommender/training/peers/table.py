"""Peers tuned and measured: what `evaluate --peers` prints beside our own figures.

A peer is tuned per task by its mean NDCG@100 over both sources, on the validation baskets,
trained as in the first split; what is chosen there learns anew on every split and answers the test baskets.
Questions, catalogue and training baskets are exactly those of `train.evaluate_recipe`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from threadpoolctl import threadpool_limits

from recommender.training import evaluate
from recommender.training.calibrate import Asked, asked_of
from recommender.training.corpus import Corpus
from recommender.training.evaluate import SOURCES, Cell, Figures, Indices, Question, Scorer, Split, Task
from recommender.training.peers.base import Peer
from recommender.training.peers.grids import GRIDS
from recommender.training.progress import Progress, silent, stage


@dataclass(frozen=True)
class Choice:
    """A peer's best configuration for one task: what to train, which of its scorers, and why."""

    peer: Peer
    variant: str
    ndcg_100: float  # on validation

    def __str__(self) -> str:
        return f"{self.peer}, {self.variant}" if self.variant else str(self.peer)


Chosen = dict[tuple[str, Task], Choice]


@dataclass(frozen=True)
class Comparison:
    """Test figures of every peer, one per split, and the configurations behind them."""

    figures: dict[Cell, list[Figures]]
    chosen: Chosen


def compare(
    corpus: Corpus,
    splits: int,
    grids: Mapping[str, Sequence[Peer]] = GRIDS,
    progress: Progress = silent,
) -> Comparison:
    """Tune every peer on the first split, then test it on every split."""
    chosen: Chosen = {}
    first = evaluate.split(corpus, 0)
    asked = asked_of(corpus, first.validation)
    for name, grid in grids.items():
        with stage(progress, f"tuning {name}"):
            chosen |= {(name, task): choice for task, choice in tune(first, grid, asked).items()}
    figures: dict[Cell, list[Figures]] = {}
    for number in range(splits):
        with stage(progress, f"split {number + 1} of {splits}: testing the peers"):
            for cell, measured in _tested(corpus, evaluate.split(corpus, number), chosen):
                figures.setdefault(cell, []).append(measured)
    return Comparison(figures, chosen)


def tune(held: Split, grid: Sequence[Peer], asked: Asked) -> dict[Task, Choice]:
    """The best of a grid for each task."""
    counts = held.train.counts
    best: dict[Task, Choice] = {}
    for peer in grid:
        for variant, scorer in peer.fit(held.train.baskets).items():
            for task, groups in asked.items():
                quality = fmean(_measure(scorer, group, counts).ndcg_100 for group in groups.values())
                if task not in best or quality > best[task].ndcg_100:
                    best[task] = Choice(peer, variant, quality)
    return best


def _tested(corpus: Corpus, held: Split, chosen: Chosen) -> Iterator[tuple[Cell, Figures]]:
    counts = held.train.counts
    for name in dict.fromkeys(name for name, _ in chosen):
        for task, scorer in _scorers(
            held, {task: choice for (n, task), choice in chosen.items() if n == name}
        ):
            for source in SOURCES:
                asked = evaluate.questions(corpus, held.test, task, source)
                if asked:
                    yield (task, source, name), _measure(scorer, asked, counts)


def _measure(scorer: Scorer, asked: list[Question], counts: Indices) -> Figures:
    """One question at a time is too little work for several threads, which would only wait for each other."""
    with threadpool_limits(1, "blas"):
        return evaluate.measure(scorer, asked, counts)


def _scorers(held: Split, by_task: Mapping[Task, Choice]) -> Iterator[tuple[Task, Scorer]]:
    """One scorer per task; who was chosen for both learns once."""
    for peer in dict.fromkeys(choice.peer for choice in by_task.values()):
        trained = peer.fit(held.train.baskets)
        for task, choice in by_task.items():
            if choice.peer == peer:
                yield task, trained[choice.variant]
