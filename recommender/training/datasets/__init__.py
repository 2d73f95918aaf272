"""Loaders for published layouts; `load_all` finds out which layout stands at a path."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from errors import DataError
from recommender.training.datasets import charts, generic, genres, lastfm, playlist_archive, tidytuesday
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import header, is_table

__all__ = ["DataSet", "Source", "layouts", "load_all"]

_LAYOUTS = (lastfm, playlist_archive, genres, tidytuesday, charts, generic)


def load_all(paths: Iterable[Path]) -> list[DataSet]:
    """Load every data set at the given files and directories; a directory of sets gives all of them.

    Raises DataError for a path that is missing or holds no known layout.
    """
    places = {path.resolve(): (layout, path) for layout, path in layouts(paths)}
    found = [_loaded(*place) for place in places.values()]
    return [_named(dataset, [one.name for one in found[:at]]) for at, dataset in enumerate(found)]


def _named(dataset: DataSet, before: Sequence[str]) -> DataSet:
    """A name of its own: two files of one name in two folders hold different listeners."""
    same = before.count(dataset.name)
    return replace(dataset, name=f"{dataset.name} ({same + 1})") if same else dataset


def _loaded(layout: ModuleType, path: Path) -> DataSet:
    found: DataSet = layout.load(path)
    if found.baskets.empty and found.tags.empty and found.popularity.empty:
        raise DataError(f"{path}: holds no rows")
    return found


def layouts(paths: Iterable[Path]) -> Iterator[tuple[ModuleType, Path]]:
    """The layout module and the place of every data set at the given files and directories."""
    for path in paths:
        if not path.exists():
            raise DataError(f"{path}: no such file or directory")
        layout = _layout(path)
        if layout is not None:
            yield layout, path
        inside = sorted(child for child in path.iterdir() if _may_hold_data(child)) if path.is_dir() else []
        if layout is None and not inside:
            raise DataError(f"{path}: no known data layout here ({_lacking(path)})")
        # beside the files of a published set there may be another's, or tables that only describe it
        yield from layouts(
            child for child in inside if layout is None or (_layout(child) and not layout.owns(child))
        )


def _layout(path: Path) -> ModuleType | None:
    return next((layout for layout in _LAYOUTS if layout.recognises(path)), None)


def _lacking(path: Path) -> str:
    """What would have made a layout of it."""
    if not is_table(path):
        return "a table ends in .csv, .tsv or .parquet; the README lists all layouts"
    found, needed = ", ".join(header(path)), ", ".join(generic.REQUIRED)
    return f"columns found: {found}; needed: {needed}, or those of a layout that the README lists"


def _may_hold_data(path: Path) -> bool:
    """Whether a table lies there, of whatever layout; folders of notes, pictures or a bundle hold none."""
    if path.name.startswith("."):
        return False
    if path.is_dir():
        return lastfm.recognises(path) or any(map(_may_hold_data, path.iterdir()))
    return is_table(path) or generic.is_parquet(path)
