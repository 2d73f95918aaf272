"""The one shape that every loader gives its data set."""

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd


class Source(StrEnum):
    """Whose taste a basket holds."""

    LISTENERS = "listeners"
    PLAYLISTS = "playlists"
    FACTS = "facts"  # names, genres and popularity only: no baskets


_NUMBERS = ("weight", "year")


def _table(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(
        {column: pd.Series(dtype="float64" if column in _NUMBERS else "str") for column in columns}
    )


@dataclass(frozen=True)
class DataSet:
    """One published data set as baskets and facts, in the artists' published spelling.

    - `baskets`: basket (str), artist (str), id (str, the publisher's artist id or ""), weight (float > 0:
      plays, or tracks in a playlist);
    - `tags`: artist, tag (lower case), weight (float > 0), basket (who said so, or "" for an editor);
    - `links`: the same columns and id; what joins artists without describing them, such as a track that
      two of them made, or a word in the playlist's title;
    - `doubts`: artist, tag: what an editor may have said of another artist of that name;
    - `popularity`: artist, weight (float, larger is more popular, comparable within the set);
    - `years`: artist, year (float): when each of its songs came out, as its publisher says.
    """

    name: str
    licence: str
    source: Source
    baskets: pd.DataFrame = field(default_factory=lambda: _table("basket", "artist", "id", "weight"))
    tags: pd.DataFrame = field(default_factory=lambda: _table("artist", "tag", "weight", "basket"))
    links: pd.DataFrame = field(default_factory=lambda: _table("artist", "id", "tag", "weight", "basket"))
    doubts: pd.DataFrame = field(default_factory=lambda: _table("artist", "tag"))
    popularity: pd.DataFrame = field(default_factory=lambda: _table("artist", "weight"))
    years: pd.DataFrame = field(default_factory=lambda: _table("artist", "year"))
