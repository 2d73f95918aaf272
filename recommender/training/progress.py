"""How training tells of its progress, whoever may watch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]  # stage, done, total


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def labelled(progress: Progress, label: str) -> Progress:
    """The same, with the label before the name of each stage."""
    return lambda stage, done, total: progress(label + stage, done, total)


@contextmanager
def stage(progress: Progress, name: str) -> Iterator[None]:
    """A stage of one step."""
    progress(name, 0, 1)
    yield
    progress(name, 1, 1)
