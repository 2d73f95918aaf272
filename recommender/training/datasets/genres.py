"""Artist genre tables: `artists_2019.csv` (genres, followers, popularity) and `artists_genres.csv`."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from errors import DataError
from recommender.training.datasets import generic
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.places import row_of
from recommender.training.datasets.table import header, is_table, read_table, tables
from recommender.words.names import normalise

LICENCE = "MIT (artists_2019.csv); CDLA-Sharing 1.0 (artists_genres.csv)"


def recognises(path: Path) -> bool:
    """A directory of genre tables, or one of them."""
    files = tables(path) if path.is_dir() else [path]
    return bool(files) and all(_name_column(file) is not None for file in files)


def owns(path: Path) -> bool:
    """Whether the path within a directory of this layout is a part of it."""
    return is_table(path)


def load(path: Path) -> DataSet:
    """Read one table or a directory of them; raises DataError naming file, row and column."""
    files = tables(path) if path.is_dir() else [path]
    found = [_read(file) for file in files]
    if all(table.empty for table in found):
        raise DataError(f"{path}: holds no rows")
    popularity = pd.concat([table.reindex(columns=["artist", "weight"]) for table in found]).dropna()
    rows = pd.concat([table[["artist", "tag"]] for table in found]).explode("tag").dropna(subset=["tag"])
    tags = rows[rows["tag"] != ""].drop_duplicates().assign(weight=1.0, basket="")
    doubts = _doubts([table for table in found if not table.empty])
    return DataSet("artist-genres", LICENCE, Source.FACTS, tags=tags, doubts=doubts, popularity=popularity)


def _doubts(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Genres of a mere name which an artist of that name, known by an id, does not have.

    Who looked up names found another artist at times: of `Prince` they say bachata, of `Nas` queer country.
    """
    rows = pd.concat([table.reindex(columns=["artist", "tag", "uri"]) for table in found]).explode("tag")
    rows = rows[rows["tag"].notna() & (rows["tag"] != "")]
    rows = rows.assign(key=rows["artist"].map(normalise))
    sure = rows[rows["uri"].notna()]
    unsure = rows[rows["uri"].isna() & rows["key"].isin(sure["key"])]
    pairs = pd.MultiIndex.from_frame
    said = pairs(unsure[["key", "tag"]]).isin(pairs(sure[["key", "tag"]]))
    return unsure.loc[~said, ["artist", "tag"]].drop_duplicates()


def _name_column(path: Path) -> str | None:
    if not is_table(path):
        return None
    columns = header(path)
    if set(generic.REQUIRED) <= set(columns):  # somebody's own plays, with more said of each
        return None
    return next((name for name in ("name", "artists") if name in columns and "genres" in columns), None)


def _read(path: Path) -> pd.DataFrame:
    name = _name_column(path) or "artists"
    numeric: dict[str, type] = {"popularity": float} if "popularity" in header(path) else {}
    ids: dict[str, type] = {"uri": str} if "uri" in header(path) else {}
    table = read_table(path, {name: str, "genres": str, **numeric, **ids})
    table["tag"] = [_genres(path, row, text) for row, text in enumerate(table["genres"])]
    return table.rename(columns={name: "artist", "popularity": "weight"}).drop(columns="genres")


def _genres(path: Path, position: int, text: str) -> list[str]:
    try:
        genres = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        genres = None
    if not isinstance(genres, list) or not all(isinstance(genre, str) for genre in genres):
        told = f"row {row_of(path, position)}, column 'genres'"
        raise DataError(f"{path}: {told}: {text[:60]!r} is not a list of genres")
    return [genre.lower() for genre in genres]
