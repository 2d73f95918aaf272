"""The published data sets that name tracks, in one shape.

Charts name songs and measure their sound; their playlists follow countries and dates and are no taste.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd

from recommender.tracks.sound import ATTRIBUTES
from recommender.training.datasets import charts, genres, layouts, playlist_archive, tidytuesday
from recommender.training.datasets.table import header, read_table


def _frame(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="str") for column in columns})


@dataclass(frozen=True)
class TrackSet:
    """One data set.

    - `tracks`: id (the publisher's), title, artists (tuple of str), popularity and year (float, NaN where
      unknown), uses (in how many playlists and charts of the set the track stands), and a float column for
      each of ATTRIBUTES;
    - `playlists`: playlist, id: which tracks stand in which playlist;
    - `labels`: playlist, id, label: genres that the playlist gives to a track;
    - `genres`: artist, genre: what editors say of artists.
    """

    name: str
    licence: str
    tracks: pd.DataFrame = field(default_factory=lambda: _frame("id", "title", "artists"))
    playlists: pd.DataFrame = field(default_factory=lambda: _frame("playlist", "id"))
    labels: pd.DataFrame = field(default_factory=lambda: _frame("playlist", "id", "label"))
    genres: pd.DataFrame = field(default_factory=lambda: _frame("artist", "genre"))


def load_tracks(paths: Iterable[Path]) -> list[TrackSet]:
    """Every data set at these paths that speaks of tracks or of artists' genres; others are passed over."""
    return [_LOADERS[layout](path) for layout, path in layouts(paths) if layout in _LOADERS]


def _load_tidytuesday(path: Path) -> TrackSet:
    labels = ("playlist_genre", "playlist_subgenre")
    texts = ("track_id", "track_name", "track_artist", "playlist_id", *labels)
    rows = read_table(path, dict.fromkeys(texts, str) | _optional(path), filled=("playlist_id",))
    rows = rows[(rows["track_artist"] != "NA") | (rows["track_name"] != "NA")]
    tracks = pd.DataFrame(
        {
            "id": rows["track_id"],
            "title": rows["track_name"],
            "artists": [(artist,) for artist in rows["track_artist"]],
            "popularity": rows.get("track_popularity", np.nan),
            "year": _years(rows, "track_album_release_date"),
        }
    )
    named = rows.rename(columns={"playlist_id": "playlist", "track_id": "id"})
    said = named.melt(["playlist", "id"], list(labels), value_name="label")[["playlist", "id", "label"]]
    return TrackSet(
        "spotify-songs",
        tidytuesday.LICENCE,
        _described(tracks, rows, "playlist_id"),
        named[["playlist", "id"]].drop_duplicates(),
        said[said["label"] != ""].drop_duplicates(),
    )


def _load_archive(path: Path) -> TrackSet:
    columns = ("playlist_id", "track_id", "track_name", "artist_names")
    tracks_path = playlist_archive.tracks_path(path)
    rows = read_table(tracks_path, dict.fromkeys(columns, str), filled=("playlist_id",))
    by_taste = rows["playlist_id"].isin(playlist_archive.playlist_titles(path).index)
    tracks = pd.DataFrame(
        {
            "id": rows["track_id"],
            "title": rows["track_name"],
            "artists": [tuple(names.split("|")) for names in rows["artist_names"]],
            "popularity": np.nan,
            "year": np.nan,
        }
    )
    named = rows.rename(columns={"playlist_id": "playlist", "track_id": "id"})
    playlists = named.loc[by_taste, ["playlist", "id"]].drop_duplicates()
    return TrackSet(
        "playlist-archive", playlist_archive.LICENCE, _described(tracks, rows, "playlist_id"), playlists
    )


def _load_charts(path: Path) -> TrackSet:
    columns = ("spotify_id", "name", "artists", "country")
    if not set(columns) <= set(header(path)):  # they tell of artists alone
        return TrackSet("charts", charts.LICENCE)
    rows = read_table(path, dict.fromkeys(columns, str) | _optional(path))
    tracks = pd.DataFrame(
        {
            "id": rows["spotify_id"],
            "title": rows["name"],
            "artists": [tuple(names.split(", ")) for names in rows["artists"]],
            "popularity": rows["popularity"],
            "year": _years(rows, "album_release_date"),
        }
    )
    return TrackSet("charts", charts.LICENCE, _described(tracks, rows, "country"))


def _load_genres(path: Path) -> TrackSet:
    loaded = genres.load(path)
    said = loaded.tags[["artist", "tag"]].rename(columns={"tag": "genre"})
    return TrackSet(loaded.name, loaded.licence, genres=said)


_DATES = ("track_album_release_date", "album_release_date")


def _optional(path: Path) -> dict[str, type]:
    """Those columns of numbers and dates that a file has."""
    numbers = (*ATTRIBUTES, "popularity", "track_popularity")
    present = header(path)
    return {name: float for name in numbers if name in present} | {n: str for n in _DATES if n in present}


def _described(tracks: pd.DataFrame, rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """Tracks with what was measured of them, each id and spelling once; rows without a name fall out."""
    measured = {name: rows.get(name, np.nan) for name in ATTRIBUTES}
    uses = rows[place].groupby(tracks["id"]).transform("nunique")
    tracks = tracks.assign(**measured, uses=uses.astype("float64"))
    named = (tracks["id"] != "") & (tracks["title"].str.strip() != "") & tracks["artists"].map(any)
    kept = tracks[named]
    artists = kept["artists"].map(lambda names: tuple(dict.fromkeys(filter(None, map(str.strip, names)))))
    return kept.assign(artists=artists).drop_duplicates(["id", "title", "artists"])


def _years(rows: pd.DataFrame, column: str) -> "pd.Series[float] | float":
    return pd.to_numeric(rows[column].str[:4], errors="coerce") if column in rows else np.nan


_LOADERS: dict[ModuleType, Callable[[Path], TrackSet]] = {
    tidytuesday: _load_tidytuesday,
    playlist_archive: _load_archive,
    charts: _load_charts,
    genres: _load_genres,
}


def together(sets: Sequence[TrackSet], part: str) -> pd.DataFrame:
    """One table of all the sets' `tracks`, `playlists`, `labels` or `genres`."""
    return pd.concat([getattr(one, part) for one in sets], ignore_index=True)
