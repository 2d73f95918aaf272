"""The evaluation of songs as tables: in the terminal, and as Markdown for docs/tracks.md."""

from collections.abc import Iterator

from rich.table import Table

from recommender.training.tracks.evaluate import Evaluation
from recommender.training.tracks.questions import Task

COLUMNS = {"recall_20": "Recall@20", "recall_50": "Recall@50", "ndcg_10": "NDCG@10", "ndcg_100": "NDCG@100"}


def terminal(evaluation: Evaluation) -> Iterator[Table]:
    """One table per task: means and, over several splits, their standard deviation."""
    for task, rows in _rows(evaluation):
        count = evaluation.questions[task]
        table = Table(
            "model", *COLUMNS.values(), title=f"{task}: {count} playlists that training did not see"
        )
        for name, cells in rows.items():
            table.add_row(name, *cells)
        yield table


def markdown(evaluation: Evaluation) -> str:
    """The same tables as Markdown."""
    parts = []
    for task, rows in _rows(evaluation):
        lines = [f"| model | {' | '.join(COLUMNS.values())} |", "|---" * (len(COLUMNS) + 1) + "|"]
        lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
        parts.append(
            f"### {task.capitalize()}, {evaluation.questions[task]} playlists\n\n" + "\n".join(lines)
        )
    return "\n\n".join(parts) + "\n"


def _rows(evaluation: Evaluation) -> Iterator[tuple[Task, dict[str, list[str]]]]:
    for task in Task:
        names = [name for of_task, name in evaluation.figures if of_task is task]
        yield task, {name: [_cell(evaluation, task, name, metric) for metric in COLUMNS] for name in names}


def _cell(evaluation: Evaluation, task: Task, name: str, metric: str) -> str:
    mean = f"{evaluation.mean((task, name), metric):.3f}"
    splits = len(evaluation.figures[task, name])
    return mean if splits == 1 else f"{mean} ± {evaluation.spread((task, name), metric):.3f}"
