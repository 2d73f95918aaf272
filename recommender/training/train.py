"""From data sets to a bundle: measure on held-out baskets, then learn from everything."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import fmean

import numpy as np

from recommender.blending import BlendWeights
from recommender.bundle import save_bundle
from recommender.catalog import CatalogData, alias_pairs
from recommender.dial import Weights
from recommender.folder import Manifest
from recommender.match import RankingWeights
from recommender.reranking import Reranker
from recommender.rows import Rows
from recommender.similarity import Matrices
from recommender.training import calibrate, evaluate, reranking, two_tower
from recommender.training.closer import Look, average, look
from recommender.training.content import genres
from recommender.training.corpus import Corpus
from recommender.training.datasets import DataSet
from recommender.training.evaluate import MOST_SPLITS, Cell, Figures, Split
from recommender.training.export import write_index
from recommender.training.metrics import Measured
from recommender.training.model import Model, Recipe, fit
from recommender.training.partition import choose_index
from recommender.training.progress import Progress, labelled, silent, stage
from recommender.training.reranking import Lesson
from recommender.training.traits import traits
from recommender.training.voices import Voices, scorers

VERSION = "0.1.0"


TEACHERS = 4
"""Splits beyond those that are measured: what they hold out teaches the reranker alone."""


@dataclass(frozen=True)
class Evaluation(Measured[Cell]):
    """Test figures of every split, and what the splits' held-out baskets taught."""

    figures: dict[Cell, list[Figures]]
    weights: RankingWeights
    reranker: Reranker | None
    top_k: dict[str, float]
    look: Look


@dataclass(frozen=True)
class _Run:
    """A split: what was learned without its held-out baskets, and what these say of it."""

    held: Split
    model: Model
    blend: BlendWeights
    validation: list[Lesson]
    test: list[Lesson]


@dataclass(frozen=True)
class _Test:
    """What a split's test baskets say of it, and the ranking that its validation baskets taught."""

    figures: dict[Cell, Figures]
    weights: RankingWeights
    top_k: dict[str, float]
    look: Look


def evaluate_recipe(corpus: Corpus, recipe: Recipe, splits: int, progress: Progress = silent) -> Evaluation:
    """Train and test on `splits` different splits by basket."""
    count = min(splits + TEACHERS, MOST_SPLITS)
    evaluate.check(corpus, count)  # before hours of work
    tells = [labelled(progress, f"split {number + 1} of {count}: ") for number in range(count)]
    runs = [_run(corpus, recipe, number, tell) for number, tell in enumerate(tells)]
    tests = [
        _test(corpus, recipe, run, [one.test for one in runs if one is not run], tell)
        for run, tell in zip(runs[:splits], tells, strict=False)
    ]
    with stage(progress, "reranker"):
        lessons = [*runs[0].validation, *chain.from_iterable(run.test for run in runs)]
        reranker = reranking.learn(lessons, _average([run.blend for run in runs[:splits]]))
    return Evaluation(
        figures={cell: [test.figures[cell] for test in tests] for cell in tests[0].figures},
        weights=_average([test.weights for test in tests]),
        reranker=reranker,
        top_k={key: fmean(test.top_k[key] for test in tests) for key in tests[0].top_k},
        look=average([test.look for test in tests]),
    )


def _run(corpus: Corpus, recipe: Recipe, number: int, progress: Progress) -> _Run:
    held = evaluate.split(corpus, number)
    model = fit(held.train, recipe, progress)
    voices = Voices(model, held.train.counts)
    with stage(progress, "blend"):
        blend = calibrate.learn_blend(calibrate.asked_of(corpus, held.validation), voices, held.train.counts)
    with stage(progress, "lessons of the reranker"):
        validation, test = (
            reranking.lessons(corpus, rows, voices, blend) for rows in (held.validation, held.test)
        )
    return _Run(held, model, blend, validation, test)


def _test(corpus: Corpus, recipe: Recipe, run: _Run, others: list[list[Lesson]], progress: Progress) -> _Test:
    """Rerank by what other splits hold out, and never by what this one is tested on."""
    counts, test = run.held.train.counts, run.held.test
    with stage(progress, "reranker and match"):
        reranker = reranking.learn([*run.validation, *chain.from_iterable(others)], run.blend)
        voices = Voices(run.model, counts, reranker)
        weights = calibrate.ranking(calibrate.asked_of(corpus, run.held.validation), voices, run.blend)
    with stage(progress, "test"):
        return _Test(
            figures=dict(evaluate.table(corpus, test, scorers(voices, counts, weights), counts)),
            weights=weights,
            top_k=two_tower.measure(run.model.trained, corpus.baskets[test], recipe.towers),
            look=look(corpus, test, voices, weights),
        )


def _average(learned: Sequence[Weights]) -> Weights:
    rows = [asdict(weights) for weights in learned]
    return replace(learned[0], **{key: float(np.mean([row[key] for row in rows])) for key in rows[0]})


def write_bundle(path: Path, manifest: Manifest, corpus: Corpus, model: Model) -> None:
    """Write what was learned, with the figures of the evaluation, as a bundle."""
    index, chosen = choose_index(model.towers)

    def write(target: Path) -> None:
        write_index(model.towers, index, target)

    matrices = Matrices(model.neighbours, Rows.of(model.meetings), model.descriptions)
    save_bundle(path, manifest | {"index": chosen}, catalog_data(corpus), matrices, write)


def catalog_data(corpus: Corpus) -> CatalogData:
    """The catalogue for the bundle."""
    by_artist = [
        tuple(dict.fromkeys((*of_genres, *beside)))
        for of_genres, beside in zip(genres(corpus), traits(corpus), strict=True)
    ]
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
        **({"reranker": evaluation.reranker.rows()} if evaluation.reranker else {}),
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
