"""The evaluation's curves as pictures, for docs/."""

from itertools import product
from pathlib import Path
from statistics import fmean

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from recommender.training.closer import Look, Rows
from recommender.training.datasets import Source
from recommender.training.evaluate import SOURCES, Task
from recommender.training.report import Runs

_OURS = "#1f6feb"
_OTHERS = "#6e7781"
_DPI = 110


def draw(folder: Path, look: Look, peers: Runs) -> list[Path]:
    """Write dial.png, match.png, variety.png and ratings.png to a folder; the paths of those with a curve."""
    folder.mkdir(parents=True, exist_ok=True)
    curves = {
        "match.png": (_match, look["Match and held-out hits"]),
        "variety.png": (_variety, look["Variety"]),
        "ratings.png": (_ratings, look["After so many ratings"]),
    }
    figures = {name: plot(rows) for name, (plot, rows) in curves.items() if rows}
    for name, figure in ({"dial.png": _dials(look, peers)} | figures).items():
        figure.savefig(folder / name, dpi=_DPI)
    return [folder / name for name in ("dial.png", *figures)]


def _dials(look: Look, peers: Runs) -> Figure:
    """Relevance along the obscurity dial, and where every peer stands: a row a task, a column a source."""
    sources = [one for one in SOURCES if any(look.get(_dial(task, one)) for task in Task)]
    figure = Figure(figsize=(5 * len(sources), 8), layout="constrained")
    panels = figure.subplots(len(Task), len(sources), squeeze=False)
    for axes, (task, source) in zip(panels.ravel(), product(Task, sources), strict=True):
        rows = look.get(_dial(task, source), {})
        popularity = [row["popularity"] for row in rows.values()]
        axes.plot(popularity, [row["NDCG@100"] for row in rows.values()], "o-", color=_OURS, label="Encore")
        for (of_task, of_source, name), runs in peers.items():
            if (of_task, of_source) == (task, source):
                at = fmean(run.popularity for run in runs), fmean(run.ndcg_100 for run in runs)
                axes.plot(*at, "x", color=_OTHERS)
                axes.annotate(name, at, fontsize=7, color=_OTHERS, xytext=(3, 3), textcoords="offset points")
        _name(axes, f"{task}, {source}", "mean popularity of the first ten", "NDCG@100")
        axes.legend()  # where it hides no curve and no peer
    return figure


def _dial(task: Task, source: Source) -> str:
    return f"The dial, {task}, {source}"


def _match(rows: Rows) -> Figure:
    figure, axes = _one()
    axes.plot([0, 100], [0, 100], ":", color=_OTHERS, label="as stated")
    stated = [row["stated %"] for row in rows.values()]
    axes.plot(stated, [row["observed %"] for row in rows.values()], "o-", color=_OURS, label="observed")
    _name(axes, "Match against held-out hits", "match stated, percent", "hits among as many misses, percent")
    axes.legend()
    return figure


def _variety(rows: Rows) -> Figure:
    figure, axes = _one()
    diversity = [row["diversity@10"] for row in rows.values()]
    for metric, marker in (("NDCG@10", "o-"), ("NDCG@100", "s-")):
        axes.plot(diversity, [row[metric] for row in rows.values()], marker, label=metric)
    for label, at in zip(rows, diversity, strict=True):
        axes.annotate(
            label, (at, rows[label]["NDCG@10"]), xytext=(0, 6), textcoords="offset points", fontsize=8
        )
    _name(axes, "Variety: what sameness costs, along the curve", "diversity of the first ten", "relevance")
    axes.legend()
    return figure


def _ratings(rows: Rows) -> Figure:
    figure, axes = _one()
    axes.plot(list(rows), [row["NDCG@100"] for row in rows.values()], "o-", color=_OURS)
    _name(axes, "After so many ratings", "likes", "NDCG@100")
    return figure


def _one() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    return figure, figure.subplots()


def _name(axes: Axes, title: str, across: str, up: str) -> None:
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.grid(visible=True, alpha=0.3)
