"""The evaluation as tables: in the terminal, and as Markdown for docs/evaluation.md."""

from collections.abc import Iterator, Mapping
from statistics import fmean, pstdev

from rich.table import Table

from recommender.training.closer import QUESTIONS, Look, Rows
from recommender.training.datasets import Source
from recommender.training.evaluate import SOURCES, Cell, Figures, Task

COLUMNS = {
    "recall_20": "Recall@20",
    "recall_50": "Recall@50",
    "ndcg_10": "NDCG@10",
    "ndcg_100": "NDCG@100",
    "coverage_10": "coverage@10",
    "popularity": "popularity",
}

Runs = Mapping[Cell, list[Figures]]  # figures of every split
_OURS = {"matrix", "TFRS", "blend"}  # as voices.scorers calls them


def terminal(runs: Runs) -> Iterator[Table]:
    """One table per task and source: means and, over several splits, their standard deviation."""
    for task, source, rows in _groups(runs):
        table = Table("model", *COLUMNS.values(), title=f"{task}, {source} that training did not see")
        for name, cells in rows.items():
            table.add_row(_said(name), *cells)
        yield table


def markdown(runs: Runs) -> str:
    """The same tables as Markdown."""
    parts = []
    for task, source, rows in _groups(runs):
        lines = [f"| model | {' | '.join(COLUMNS.values())} |", "|---" * (len(COLUMNS) + 1) + "|"]
        lines += [f"| {_bold(name)} | {' | '.join(cells)} |" for name, cells in rows.items()]
        parts.append(f"### {task.capitalize()}, {source}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _said(name: str) -> str:
    return f"ours: {name}" if name in _OURS else name


def _bold(name: str) -> str:
    return f"**{_said(name)}**" if name in _OURS else name


def look_terminal(look: Look) -> Iterator[Table]:
    """The closer look, one table per title that has any rows."""
    for title, rows, columns in _told(look):
        table = Table("", *columns, title=title)
        for label, row in rows.items():
            table.add_row(label, *(_value(column, row[column]) for column in columns))
        yield table


def look_markdown(look: Look) -> str:
    """The closer look as Markdown."""
    parts = []
    for title, rows, columns in _told(look):
        lines = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
        lines += [
            f"| {label} | {' | '.join(_value(c, row[c]) for c in columns)} |" for label, row in rows.items()
        ]
        parts.append(f"### {title}\n\n" + "\n".join(lines))
    return "\n\n".join(filter(None, [*parts, untold(look)])) + "\n"


def untold(look: Look) -> str:
    """A line about the titles that the data sets are too small for; empty where there are none."""
    titles = [title for title, rows in look.items() if not rows]
    return f"Too little data to tell: {'; '.join(titles)}" if titles else ""


def _told(look: Look) -> Iterator[tuple[str, Rows, list[str]]]:
    """Title, rows and columns of every table that has any."""
    for title, rows in look.items():
        if rows:
            yield title, rows, list(next(iter(rows.values())))


def _value(column: str, value: float) -> str:
    """Shares with their decimals; counts and percent without, and a single question is a count too."""
    return f"{value:.3f}" if abs(value) <= 1 and column != QUESTIONS else f"{value:.0f}"


def _groups(runs: Runs) -> Iterator[tuple[Task, Source, dict[str, list[str]]]]:
    for task in Task:
        for source in SOURCES:
            rows = {
                name: _cells(figures)
                for (of_task, of_source, name), figures in runs.items()
                if (of_task, of_source) == (task, source)
            }
            if rows:
                yield task, source, rows


def _cells(figures: list[Figures]) -> list[str]:
    return [_cell([getattr(run, metric) for run in figures]) for metric in COLUMNS]


def _cell(values: list[float]) -> str:
    mean = f"{fmean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ± {pstdev(values):.3f}"
