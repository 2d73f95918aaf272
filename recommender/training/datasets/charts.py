"""Top 50 charts by country: names and popularity only, since charts spoil co-occurrence."""

from pathlib import Path

import pandas as pd

from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import header, is_table, read_table

LICENCE = "none stated"


def recognises(path: Path) -> bool:
    return is_table(path) and {"daily_rank", "artists", "popularity"} <= set(header(path))


def load(path: Path) -> DataSet:
    """Read one chart file; an artist is as popular as its most popular track."""
    rows = read_table(path, {"artists": str, "popularity": float})
    credited = rows.assign(artist=rows["artists"].str.split(", ")).explode("artist")
    best = credited[credited["artist"] != ""].groupby("artist", sort=True)["popularity"].max()
    popularity = pd.DataFrame({"artist": best.index, "weight": best.to_numpy()})
    return DataSet("charts", LICENCE, Source.FACTS, popularity=popularity)
