"""How the commands say what they do: bars while they work, tables in full, and how large a result is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from recommender.training.progress import Progress

_TABLE_WIDTH = 120  # a table in a log file keeps all its columns


def wide(console: Console) -> Console:
    return Console(width=max(console.width, _TABLE_WIDTH), markup=False, emoji=False)


def megabytes(folder: Path) -> float:
    """The size of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


@contextmanager
def bars(console: Console) -> Iterator[Progress]:
    """A bar for the stage under way, and a line for each that is done: a log file has the lines alone."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, disable=not console.is_terminal) as shown:
        yield _reporter(shown)


def _reporter(bars: Bars) -> Progress:
    tasks: dict[str, TaskID] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)
        if done == total:
            _tell_of(bars, tasks.pop(stage))

    return report


def _tell_of(bars: Bars, done: TaskID) -> None:
    [task] = (task for task in bars.tasks if task.id == done)
    bars.remove_task(done)
    bars.console.print(f"{task.description}: {timedelta(seconds=round(task.elapsed or 0))}", highlight=False)
