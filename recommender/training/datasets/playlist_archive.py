"""spotify-playlist-archive snapshots: `playlists.csv` and `playlist_tracks.csv[.gz]`.

Artists of one track are linked, and artists of playlists whose titles share a word.
Charts and release dumps follow countries and dates, not taste, and are left out.
"""

from pathlib import Path

import pandas as pd

from errors import DataError
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.places import row_of
from recommender.training.datasets.table import read_table

LICENCE = "MIT (spotify-playlist-archive repository)"
_TRACKS = ("playlist_tracks.csv.gz", "playlist_tracks.csv")
_PLAYLISTS = "playlists.csv"
_WORD = r"[^\W\d_]{3,}"  # letters of any script
_PLAYLISTS_OF_A_WORD = 3
_FLAGS = {"True": True, "False": False, "true": True, "false": False, "1": True, "0": False}


def recognises(path: Path) -> bool:
    return any((path / name).exists() for name in _TRACKS)


def owns(path: Path) -> bool:
    """Whether the path within a directory of this layout is a part of it."""
    return path.name in {*_TRACKS, _PLAYLISTS}


def load(path: Path) -> DataSet:
    """Read both tables; the quarters of one playlist are one basket, all credited artists are in it."""
    columns = ("playlist_id", "track_id", "artist_ids", "artist_names")
    tracks = read_table(tracks_path(path), dict.fromkeys(columns, str), filled=("playlist_id",))
    titles = playlist_titles(path)
    kept = tracks[tracks["playlist_id"].isin(titles.index)]
    credited = _credits(kept.drop_duplicates(["playlist_id", "track_id"]))
    counts = credited.groupby(["playlist_id", "artist_names", "artist_ids"], sort=True).size()
    table = counts.rename("weight").astype("float64").reset_index()
    baskets = table.set_axis(["basket", "artist", "id", "weight"], axis="columns")
    links = pd.concat([_collaborators(credited), _words(credited, titles)], ignore_index=True)
    return DataSet("playlist-archive", LICENCE, Source.PLAYLISTS, baskets=baskets, links=links)


def tracks_path(path: Path) -> Path:
    """The table of tracks in a directory that is recognised."""
    return next(path / name for name in _TRACKS if (path / name).exists())


def playlist_titles(folder: Path) -> "pd.Series[str]":
    """The titles of all playlists that are no charts, by playlist."""
    path = folder / _PLAYLISTS
    columns = {"playlist_id": str, "playlist_name": str, "is_chart": str}
    playlists = read_table(path, columns, filled=("playlist_id",))
    is_chart = playlists["is_chart"].map(_FLAGS)
    if is_chart.isna().any():
        row = int(is_chart.isna().to_numpy().argmax())
        value = playlists["is_chart"].iloc[row]
        told = f"row {row_of(path, row)}, column 'is_chart'"
        raise DataError(f"{path}: {told}: {value!r} is neither True nor False")
    kept = playlists[~is_chart.astype(bool)].drop_duplicates("playlist_id")
    return kept.set_index("playlist_id")["playlist_name"]


def _credits(tracks: pd.DataFrame) -> pd.DataFrame:
    """One row per track and credited artist; rows whose names contain the separator fall out."""
    lists = tracks.assign(
        artist_ids=tracks["artist_ids"].str.split("|"), artist_names=tracks["artist_names"].str.split("|")
    )
    even = lists["artist_ids"].str.len() == lists["artist_names"].str.len()
    rows = lists[even].explode(["artist_ids", "artist_names"])
    return rows[rows["artist_names"] != ""]


def _collaborators(credited: pd.DataFrame) -> pd.DataFrame:
    """Every artist of a track with several, linked to each of them, itself included."""
    several = credited[credited.groupby(["playlist_id", "track_id"])["artist_ids"].transform("size") > 1]
    pairs = several.merge(several, on=["playlist_id", "track_id"], suffixes=("", "_with"))
    return _links(pairs.assign(tag="with_" + pairs["artist_ids_with"]))


def _words(credited: pd.DataFrame, titles: "pd.Series[str]") -> pd.DataFrame:
    """Every artist of a playlist, linked by each word of its title that other playlists' titles have too."""
    words = titles.str.lower().str.findall(_WORD).explode().dropna().rename("tag").reset_index()
    words = words.drop_duplicates()
    shared = words[words.groupby("tag")["tag"].transform("size") >= _PLAYLISTS_OF_A_WORD]
    return _links(credited.merge(shared, on="playlist_id"))


def _links(rows: pd.DataFrame) -> pd.DataFrame:
    columns = {"artist_names": "artist", "artist_ids": "id", "tag": "tag", "playlist_id": "basket"}
    return rows[list(columns)].rename(columns=columns).drop_duplicates().assign(weight=1.0)
