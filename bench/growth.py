"""How everything grows with the catalogue, on made-up ones of 20 thousand to a million artists.

`python -m bench growth` measures the first two; `python -m bench.growth SIZE ...` these sizes, prints a table
and draws the curves into docs/performance/growth.png. Every size is measured in processes of its own; the
catalogues are left in the folder GROWTH_FOLDER, where one is named.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from scipy import sparse

import loading
from bench.processes import megabytes
from bench.queries import pairs, searches
from bench.table import HEAD, Row
from recommender import Recommender
from recommender.bundle import load_bundle
from recommender.retrieval import Retrieval

SMALL = (20_000, 200_000)
PICTURE = Path("docs/performance/growth.png")
QUESTIONS = 10  # in each of a pair's halves
BEST = 100
BASKETS = 256  # in a made-up epoch of training
IN_A_BASKET = 40
DIMENSIONS = 64  # those of the made-up catalogues
SEED = 2026
console = Console(width=200, markup=False, highlight=False)


@dataclass(frozen=True)
class Grown:
    """What one size costs: processor seconds, megabytes, milliseconds; and the rows that compare it."""

    artists: int
    index: str
    recall: float
    start_s: float
    memory_mb: float
    query_ms: float
    search_ms: float
    bundle_mb: float
    epoch_s: float
    rows: list[Row]

    def line(self) -> str:
        """As a row of a Markdown table."""
        cells = (
            f"{self.artists:,}",
            f"{self.index}, {self.recall:.3f}",
            f"{self.start_s:.1f} s",
            f"{self.memory_mb:,.0f} MB",
            f"{self.query_ms:.1f} ms",
            f"{self.search_ms:.2f} ms",
            f"{self.bundle_mb:,.0f} MB",
            f"{self.epoch_s:.2f} s",
        )
        return f"| {' | '.join(cells)} |"


GROWTH_HEAD = (
    "| artists | index, recall@100 | start | memory | one query | search | bundle | 256 baskets trained |\n"
    "|---|---|---|---|---|---|---|---|"
)


async def rows(sizes: Sequence[int] = SMALL) -> list[Row]:
    return [row for size in sizes for row in (await grown(size)).rows]


async def grown(size: int, kept: str | None = None) -> Grown:
    """Make a catalogue of this size and measure it; what is kept in a folder is not made again."""
    with tempfile.TemporaryDirectory() as folder:
        path = await made(size, Path(kept or folder))
        measured = json.loads(await _python("-m", "bench.growth", "measure", str(path)))
        epoch = float(await _python("-m", "bench.growth", "train", str(size)))
    compared = [Row(**row) for row in measured.pop("rows")]
    return Grown(**measured, epoch_s=epoch, rows=compared)


async def made(size: int, folder: Path) -> Path:
    """The catalogue of this size in a folder, made where it is not there yet."""
    path = folder / str(size)
    if not path.is_dir():
        await _python("-m", "bench.synthetic", str(size), str(path))
    return path


async def _python(*arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {process.returncode}")
    return (said.decode().splitlines() or [""])[-1]


def measure(path: Path) -> None:
    """Print the figures of the bundle at `path` as JSON."""
    began = time.process_time()
    engine = Recommender.open(path)
    loading.wake(engine)
    start = time.process_time() - began
    query = _query(engine, engine.manifest["sizes"]["dimensions"])
    memory = megabytes()
    found = searches(engine, f"{len(engine):,}", QUESTIONS)
    figures = {
        "artists": len(engine),
        "index": engine.manifest["index"]["kind"],
        "recall": _recall(path),
        "start_s": start,
        "memory_mb": memory,
        "query_ms": query.ours,
        "search_ms": found[0].ours,
        "bundle_mb": sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 2**20,
        "rows": [asdict(row) for row in (query, *found)],
    }
    print(json.dumps(figures))  # noqa: T201 - for who started this


def _query(engine: Recommender, dimensions: int) -> Row:
    """Ours, as the bot asks, beside one read of the vectors' bytes."""
    vectors = np.ones((len(engine), dimensions), dtype=np.float32)
    every, random = engine.every_key(), np.random.default_rng(2026)
    keys = [every[place] for place in random.choice(len(every), 1_000, replace=False).tolist()]
    ours, baseline = pairs(lambda key: engine.recommend([key]), lambda _: vectors.sum(), keys)
    return Row.of(f"one query, {len(engine):,} artists", ours, baseline, "ms", "at most 1.0 at a million")


def _recall(path: Path) -> float:
    """Of the best hundred of all artists for a basket, the share that the index proposes."""
    bundle = load_bundle(path)
    retrieval = Retrieval(bundle.index_path)
    random = np.random.default_rng(2027)
    everybody = np.arange(len(bundle.matrices.neighbours), dtype=np.int32)
    hits = []
    for number in range(100):
        basket = random.choice(everybody, 1 + number % 10, replace=False)
        weights = np.ones(len(basket), dtype=np.float32)
        scores, _ = retrieval.score(basket, weights, everybody, prior_share=1.0)
        best = np.argpartition(-scores, BEST)[:BEST]
        hits.append(len(np.intersect1d(best, retrieval.propose(basket, weights, BEST))) / BEST)
    return float(np.mean(hits))


def train(size: int) -> None:
    """Print the processor seconds of an epoch over `BASKETS` baskets; the first epoch is not counted."""
    from recommender.training.two_tower import Hyperparameters, fit  # noqa: PLC0415 - TensorFlow and Keras

    random = np.random.default_rng(SEED)
    cells = random.integers(size, size=(BASKETS, IN_A_BASKET)).ravel()
    starts = np.arange(BASKETS + 1) * IN_A_BASKET
    ones = np.ones(len(cells), dtype=np.float32)
    baskets = sparse.csr_matrix((ones, cells, starts), shape=(BASKETS, size))
    content = random.standard_normal((size, DIMENSIONS), dtype=np.float32)
    small = Hyperparameters(dimensions=DIMENSIONS, content_dimensions=DIMENSIONS, epochs=3)
    ends: list[float] = []
    fit(baskets, content, small, lambda _: ends.append(time.process_time()))
    print((ends[-1] - ends[0]) / (len(ends) - 1))  # noqa: T201 - for who started this


def draw(figures: Sequence[Grown], path: Path) -> None:
    """The curves, both axes by powers of ten."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - seconds, and only here

    curves = {
        "start, processor s": [one.start_s for one in figures],
        "memory, MB": [one.memory_mb for one in figures],
        "one query, ms": [one.query_ms for one in figures],
        "search, ms": [one.search_ms for one in figures],
        "bundle, MB": [one.bundle_mb for one in figures],
        "256 baskets trained, processor s": [one.epoch_s for one in figures],
    }
    figure = Figure(figsize=(10, 5.5), layout="constrained")
    for axes, (label, values) in zip(figure.subplots(2, 3).flat, curves.items(), strict=True):
        axes.plot([one.artists for one in figures], values, marker="o")
        axes.set(title=label, xscale="log", yscale="log", xlabel="artists")
        axes.grid(visible=True, which="both", alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


async def main(sizes: list[int]) -> None:
    """Measure these sizes, print and draw."""
    figures = []
    for size in sizes:
        figures.append(await grown(size, os.environ.get("GROWTH_FOLDER")))
        console.print(HEAD)
        for row in figures[-1].rows:
            console.print(row.line())
    console.print(GROWTH_HEAD)
    for one in figures:
        console.print(one.line())
    draw(figures, PICTURE)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["train"]:
        train(int(sys.argv[2]))
    else:
        asyncio.run(main([int(size) for size in sys.argv[1:]]))
