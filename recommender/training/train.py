"""From data sets to a bundle: measure on held-out baskets, then learn from everything."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np

from recommender.bundle import save_bundle
from recommender.catalog import CatalogData, alias_pairs
from recommender.folder import Manifest
from recommender.ranking import RankingWeights
from recommender.rows import Rows
from recommender.similarity import Matrices
from recommender.training import calibrate, evaluate, two_tower
from recommender.training.closer import Look, average, look
from recommender.training.content import genres
from recommender.training.corpus import Corpus
from recommender.training.datasets import DataSet
from recommender.training.evaluate import Cell, Figures, Voices
from recommender.training.export import write_index
from recommender.training.model import Model, Progress, Recipe, fit, silent
from recommender.training.partition import choose_index

VERSION = "0.1.0"


@dataclass(frozen=True)
class Evaluation:
    """Test figures of every split, and what the splits' validation baskets taught."""

    figures: dict[Cell, list[Figures]]
    weights: RankingWeights
    top_k: dict[str, float]
    look: Look

    def mean(self, cell: Cell, metric: str) -> float:
        return fmean(getattr(figures, metric) for figures in self.figures[cell])

    def spread(self, cell: Cell, metric: str) -> float:
        """Standard deviation over the splits."""
        return pstdev(getattr(figures, metric) for figures in self.figures[cell])


def evaluate_recipe(corpus: Corpus, recipe: Recipe, splits: int, progress: Progress = silent) -> Evaluation:
    """Train and test on `splits` different splits by basket."""
    figures: dict[Cell, list[Figures]] = {}
    learned, top_k, looks = [], [], []
    for number in range(splits):
        held = evaluate.split(corpus, number)
        model = fit(held.train, recipe, _labelled(progress, f"split {number + 1} of {splits}: "))
        counts = held.train.counts
        voices = Voices(model, counts)
        weights = calibrate.learn_weights(calibrate.asked_of(corpus, held.validation), voices, counts)
        learned.append(weights)
        top_k.append(two_tower.measure(model.trained, corpus.baskets[held.test], recipe.towers))
        by_name = evaluate.scorers(voices, counts, weights)
        for cell, measured in evaluate.table(corpus, held.test, by_name, counts):
            figures.setdefault(cell, []).append(measured)
        looks.append(look(corpus, held.test, model, counts, weights))
    averaged = {key: fmean(one[key] for one in top_k) for key in top_k[0]}
    return Evaluation(figures, _average(learned), averaged, average(looks))


def _labelled(progress: Progress, label: str) -> Progress:
    return lambda stage, done, total: progress(label + stage, done, total)


def _average(learned: Sequence[RankingWeights]) -> RankingWeights:
    rows = [asdict(weights) for weights in learned]
    return RankingWeights(**{key: float(np.mean([row[key] for row in rows])) for key in rows[0]})


def write_bundle(path: Path, manifest: Manifest, corpus: Corpus, model: Model) -> None:
    """Write what was learned, with the figures of the evaluation, as a bundle."""
    index, chosen = choose_index(model.towers)

    def write(target: Path) -> None:
        write_index(model.towers, index, target)

    matrices = Matrices(model.neighbours, Rows.of(model.meetings))
    save_bundle(path, manifest | {"index": chosen}, catalog_data(corpus), matrices, write)


def catalog_data(corpus: Corpus) -> CatalogData:
    """The catalogue for the bundle."""
    by_artist = genres(corpus)
    vocabulary = sorted({genre for of_artist in by_artist for genre in of_artist})
    index = {genre: number for number, genre in enumerate(vocabulary)}
    position = {key: number for number, key in enumerate(corpus.keys)}
    rows = zip(corpus.spellings["spelling"], corpus.spellings["key"], strict=True)
    spellings = [(spelling, position[key]) for spelling, key in rows if key in position]
    return CatalogData(
        keys=corpus.keys,
        names=corpus.names,
        vocabulary=vocabulary,
        genres=[[index[genre] for genre in of_artist] for of_artist in by_artist],
        baskets=corpus.counts.tolist(),
        popularity=np.round(evaluate.percentiles(corpus.counts), 4).tolist(),
        aliases=alias_pairs(corpus.names, spellings),
    )


def manifest(datasets: Iterable[DataSet], corpus: Corpus, recipe: Recipe, evaluation: Evaluation) -> Manifest:
    """What a bundle is made of and how well it does."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": VERSION,
        "datasets": [_provenance(dataset, corpus) for dataset in datasets],
        "sizes": {
            "artists": len(corpus.keys),
            "baskets": corpus.baskets.shape[0],
            "dimensions": recipe.towers.dimensions,
        },
        "recipe": asdict(recipe),
        "ranking": asdict(evaluation.weights),
        "evaluation": [_entry(cell, evaluation) for cell in evaluation.figures],
        "factorized_top_k": {key: round(value, 4) for key, value in evaluation.top_k.items()},
    }


def _provenance(dataset: DataSet, corpus: Corpus) -> dict[str, str | int]:
    baskets = sum(owner.startswith(f"{dataset.name}:") for owner in corpus.owners)
    return {
        "name": dataset.name,
        "licence": dataset.licence,
        "source": dataset.source.value,
        "baskets": baskets,
    }


def _entry(cell: Cell, evaluation: Evaluation) -> dict[str, str | float | int]:
    task, source, name = cell
    runs = evaluation.figures[cell]
    means = {metric: round(evaluation.mean(cell, metric), 4) for metric in asdict(runs[0])}
    spread = {"ndcg_100_spread": round(evaluation.spread(cell, "ndcg_100"), 4)}
    about = {"task": task.value, "source": source.value, "model": name, "splits": len(runs)}
    return about | means | spread
