"""Anyone's own data: a CSV, TSV or Parquet of `basket_id, artist, weight` (weight may be left out: 1)."""

from pathlib import Path

import numpy as np
import pandas as pd

from errors import DataError
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import header, is_table, numbers, read_table, refuse

LICENCE = "your own"
REQUIRED = ("basket_id", "artist")
_LARGEST = 1e30  # weight


def is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def recognises(path: Path) -> bool:
    return is_parquet(path) or (is_table(path) and set(REQUIRED) <= set(header(path)))


def owns(path: Path) -> bool:
    """Whether the path within a directory of this layout, a Parquet in parts, is one of them."""
    return is_parquet(path)


def load(path: Path) -> DataSet:
    """Read the file; raises DataError naming file, row and column."""
    table = _parquet(path) if is_parquet(path) else _csv(path)
    for column in REQUIRED:
        blank = table[column].fillna("").str.strip() == ""
        refuse(path, table[column], blank)  # rows without a basket would make one of all of them
    weights = table["weight"]
    # neither what is nothing as a logarithm of single precision, nor what has no sum
    counted = np.log1p(weights.clip(lower=0)).astype("float32") > 0
    refuse(path, weights, ~counted | (weights > _LARGEST))
    baskets = table.rename(columns={"basket_id": "basket"}).assign(id="")
    return DataSet(path.stem, LICENCE, Source.LISTENERS, baskets=baskets)


def _csv(path: Path) -> pd.DataFrame:
    weighted = "weight" in header(path)
    table = read_table(path, dict.fromkeys(REQUIRED, str) | ({"weight": float} if weighted else {}))
    return table if weighted else table.assign(weight=1.0)


def _parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path)
    except ImportError:
        raise DataError(f"{path}: reading Parquet needs pyarrow; install it or give a CSV") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from None
    # pandas keeps a frame's index beside its columns, of which it may repeat one
    kept = {*REQUIRED, "weight"}.intersection(table.index.names).difference(table.columns)
    table = table.reset_index(sorted(kept)).reset_index(drop=True)
    for column in REQUIRED:
        if column not in table.columns:
            found = ", ".join(map(str, table.columns))
            raise DataError(f"{path}: column {column!r} is missing (found: {found})")
        table[column] = table[column].astype("str")
    weight = numbers(path, table["weight"]) if "weight" in table.columns else 1.0
    return table.assign(weight=weight)[["basket_id", "artist", "weight"]]
