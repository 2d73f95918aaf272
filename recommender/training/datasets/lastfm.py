"""HetRec 2011 Last.fm-2k: listeners' play counts and tags, as GroupLens publishes it.

Cantador, Brusilovsky, Kuflik: HetRec 2011, 5th ACM Conference on Recommender Systems.
"""

from pathlib import Path

import pandas as pd

from errors import DataError
from recommender.training.datasets.dataset import DataSet, Source
from recommender.training.datasets.places import row_of
from recommender.training.datasets.table import read_table

LICENCE = "non-commercial use, cite last.fm and HetRec 2011"


def recognises(path: Path) -> bool:
    return (path / "user_artists.dat").exists() or (path / "artists.dat").exists()


def owns(path: Path) -> bool:
    """Whether the path within a directory of this layout is a part of it."""
    return path.suffix == ".dat"


def load(path: Path) -> DataSet:
    """Read the directory; raises DataError naming file, row and column."""
    artists = _tab_separated(path / "artists.dat", {"id": float, "name": str})
    plays = _tab_separated(path / "user_artists.dat", {"userID": float, "artistID": float, "weight": float})
    _check(path / "artists.dat", artists["id"].duplicated(), "this artist's number stands there twice")
    _check(path / "user_artists.dat", plays["weight"] <= 0, "plays below one are not allowed")
    named = plays.merge(artists, left_on="artistID", right_on="id", validate="many_to_one")
    baskets = pd.DataFrame(
        {"basket": _ids(named["userID"]), "artist": named["name"], "id": "", "weight": named["weight"]}
    )
    return DataSet("lastfm-2k", LICENCE, Source.LISTENERS, baskets=baskets, tags=_tags(path, artists))


def _check(path: Path, wrong: "pd.Series[bool]", complaint: str) -> None:
    if wrong.any():
        raise DataError(f"{path}: row {row_of(path, int(wrong.to_numpy().argmax()))}: {complaint}")


def _tags(path: Path, artists: pd.DataFrame) -> pd.DataFrame:
    """One row per listener, artist and tag; tagged artists without a row in `artists.dat` fall out."""
    said = _tab_separated(
        path / "user_taggedartists.dat", {"userID": float, "artistID": float, "tagID": float}
    )
    words = _tab_separated(path / "tags.dat", {"tagID": float, "tagValue": str}, encoding="iso-8859-1")
    named = said.merge(artists, left_on="artistID", right_on="id").merge(words, on="tagID")
    return pd.DataFrame(
        {
            "artist": named["name"],
            "tag": named["tagValue"].str.lower().str.strip(),
            "weight": 1.0,
            "basket": _ids(named["userID"]),
        }
    )


def _tab_separated(path: Path, columns: dict[str, type], encoding: str = "utf-8") -> pd.DataFrame:
    named = [column for column in columns if column == "name"]  # a line that is cut off has none
    return read_table(path, columns, filled=named, quoted=False, encoding=encoding)


def _ids(numbers: "pd.Series[float]") -> "pd.Series[str]":
    return numbers.astype("int64").astype("str")
