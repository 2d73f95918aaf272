"""tidytuesday 2020-01-21 `spotify_songs.csv`: playlists of tracks with genre and subgenre.

The playlist's own genre is a property of the basket, not of its artists: it links them to those of other
playlists of that genre, and is forgotten with the playlist when that is held out.
"""

from pathlib import Path

import pandas as pd

from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.table import header, is_table, read_table

LICENCE = "MIT (tidytuesday repository)"
_COLUMNS = {"track_id": str, "track_artist": str, "playlist_id": str}
_GENRES = ("playlist_genre", "playlist_subgenre")
_DATE = "track_album_release_date"  # YYYY, YYYY-MM or YYYY-MM-DD
_HOLE = "NA"  # rows whose artist and track are both the literal NA are holes; an artist called NA is not


def recognises(path: Path) -> bool:
    return is_table(path) and {"track_artist", "playlist_subgenre"} <= set(header(path))


def load(path: Path) -> DataSet:
    """Read the file; an artist's weight in a playlist is its number of different tracks there."""
    dated: dict[str, type] = {_DATE: str} if _DATE in header(path) else {}
    columns = {**_COLUMNS, "track_name": str, **dict.fromkeys(_GENRES, str), **dated}
    rows = read_table(path, columns, filled=("playlist_id",))
    holes = (rows["track_artist"] == _HOLE) & (rows["track_name"] == _HOLE)
    tracks = rows[~holes & (rows["track_artist"] != "")].drop_duplicates(["playlist_id", "track_id"])
    counts = tracks.groupby(["playlist_id", "track_artist"], sort=True).size()
    table = counts.rename("weight").astype("float64").reset_index()
    baskets = pd.DataFrame(
        {"basket": table["playlist_id"], "artist": table["track_artist"], "id": "", "weight": table["weight"]}
    )
    years = _years(tracks) if dated else pd.DataFrame({"artist": [], "year": []})
    return DataSet(
        "spotify-songs", LICENCE, Source.PLAYLISTS, baskets=baskets, links=_links(tracks), years=years
    )


def _years(tracks: pd.DataFrame) -> pd.DataFrame:
    songs = tracks.drop_duplicates("track_id")
    years = pd.to_numeric(songs[_DATE].str[:4], errors="coerce")
    return pd.DataFrame({"artist": songs["track_artist"], "year": years}).dropna()


def _links(tracks: pd.DataFrame) -> pd.DataFrame:
    long = tracks.melt(id_vars=["playlist_id", "track_artist"], value_vars=list(_GENRES), value_name="tag")
    named = long.rename(columns={"track_artist": "artist", "playlist_id": "basket"})
    return named[["artist", "tag", "basket"]].drop_duplicates().assign(id="", weight=1.0)
