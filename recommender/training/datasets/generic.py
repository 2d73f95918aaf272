"""Anyone's own data: a CSV or Parquet of `basket_id, artist, weight` (weight may be left out: 1)."""

from pathlib import Path

import pandas as pd

from errors import DataError
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import header, numbers, read_table

LICENCE = "your own"
_REQUIRED = ("basket_id", "artist")


def recognises(path: Path) -> bool:
    return path.suffix == ".parquet" or (path.suffix == ".csv" and set(_REQUIRED) <= set(header(path)))


def load(path: Path) -> DataSet:
    """Read the file; raises DataError naming file, row and column."""
    table = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    wrong = (table["weight"] <= 0) | (table["artist"].fillna("").str.strip() == "")
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        weight, artist = table["weight"].iloc[row], table["artist"].iloc[row]
        what = f"column 'weight': {weight:g}" if weight <= 0 else f"column 'artist': {artist!r}"
        raise DataError(f"{path}: row {row + 2}, {what} is not allowed")
    baskets = table.rename(columns={"basket_id": "basket"}).assign(id="")
    return DataSet(path.stem, LICENCE, Source.LISTENERS, baskets=baskets)


def _csv(path: Path) -> pd.DataFrame:
    weighted = "weight" in header(path)
    table = read_table(path, dict.fromkeys(_REQUIRED, str) | ({"weight": float} if weighted else {}))
    return table if weighted else table.assign(weight=1.0)


def _parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path)
    except ImportError:
        raise DataError(f"{path}: reading Parquet needs pyarrow; install it or give a CSV") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from None
    for column in _REQUIRED:
        if column not in table.columns:
            found = ", ".join(map(str, table.columns))
            raise DataError(f"{path}: column {column!r} is missing (found: {found})")
        table[column] = table[column].astype("str")
    weight = numbers(path, table["weight"]) if "weight" in table.columns else 1.0
    return table.assign(weight=weight)[["basket_id", "artist", "weight"]]
