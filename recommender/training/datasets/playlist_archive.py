"""spotify-playlist-archive snapshots: `playlists.csv` and `playlist_tracks.csv[.gz]`.

Charts and release dumps follow countries and dates, not taste, and are left out.
"""

from pathlib import Path

import pandas as pd

from errors import DataError
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import read_table

LICENCE = "MIT (spotify-playlist-archive repository)"
_TRACKS = ("playlist_tracks.csv.gz", "playlist_tracks.csv")
_FLAGS = {"True": True, "False": False, "true": True, "false": False, "1": True, "0": False}


def recognises(path: Path) -> bool:
    return any((path / name).exists() for name in _TRACKS)


def load(path: Path) -> DataSet:
    """Read both tables; the quarters of one playlist are one basket, all credited artists are in it."""
    tracks_path = next(path / name for name in _TRACKS if (path / name).exists())
    columns = ("playlist_id", "track_id", "artist_ids", "artist_names")
    tracks = read_table(tracks_path, dict.fromkeys(columns, str))
    kept = tracks[tracks["playlist_id"].isin(_listening_playlists(path / "playlists.csv"))]
    credited = _credits(kept.drop_duplicates(["playlist_id", "track_id"]))
    counts = credited.groupby(["playlist_id", "artist_names", "artist_ids"], sort=True).size()
    table = counts.rename("weight").astype("float64").reset_index()
    baskets = table.set_axis(["basket", "artist", "id", "weight"], axis="columns")
    return DataSet("playlist-archive", LICENCE, Source.PLAYLISTS, baskets=baskets)


def _listening_playlists(path: Path) -> "pd.Series[str]":
    playlists = read_table(path, {"playlist_id": str, "is_chart": str})
    is_chart = playlists["is_chart"].map(_FLAGS)
    if is_chart.isna().any():
        row = int(is_chart.isna().to_numpy().argmax())
        value = playlists["is_chart"].iloc[row]
        raise DataError(f"{path}: row {row + 2}, column 'is_chart': {value!r} is neither True nor False")
    return playlists.loc[~is_chart.astype(bool), "playlist_id"]


def _credits(tracks: pd.DataFrame) -> pd.DataFrame:
    """One row per track and credited artist; rows whose names contain the separator fall out."""
    lists = tracks.assign(
        artist_ids=tracks["artist_ids"].str.split("|"), artist_names=tracks["artist_names"].str.split("|")
    )
    even = lists["artist_ids"].str.len() == lists["artist_names"].str.len()
    rows = lists[even].explode(["artist_ids", "artist_names"])
    return rows[rows["artist_names"] != ""]
