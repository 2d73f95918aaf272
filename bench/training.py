"""Processor time of training beside ALS of `implicit`: `uv run python -m bench.training DATASET ...`.

Ours is towers, matrices and what they are made of, learned once from everything; `train` learns it eight
times, as it measures on three splits before, and four more teach the reranker. ALS has as many factors.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bench.table import HEAD, Row
from recommender.training import half_as_wide
from recommender.training.corpus import build_corpus
from recommender.training.datasets import load_all
from recommender.training.model import Recipe, fit
from recommender.training.peers.factorized import Als


def seconds(work: Callable[[], object]) -> float:
    """Of a processor, all threads together."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(paths: list[Path]) -> Row:
    half_as_wide()  # as `train` does
    corpus, recipe = build_corpus(load_all(paths)), Recipe()
    factors = recipe.towers.dimensions
    als = Als(factors=factors, regularization=10.0, alpha=5.0)
    theirs = seconds(lambda: als.fit(corpus.baskets))
    ours = seconds(lambda: fit(corpus, recipe))
    what = f"training, {len(corpus.owners):,} baskets, beside ALS of {factors} factors"
    return Row.of(what, [ours], [theirs], "s", "at most 5")


if __name__ == "__main__":
    console = Console(width=200, markup=False, highlight=False)
    console.print(HEAD)
    console.print(measure([Path(path) for path in sys.argv[1:]]).line())
