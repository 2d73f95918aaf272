"""Songs out of published tracks: all versions of one song are one row.

Two tracks are the same song when their titles have the same key and one artist is credited on both. A cover
is a song of its own, and knows the song it follows.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from recommender.tracks import titles
from recommender.tracks.catalog import song_keys
from recommender.tracks.sound import ATTRIBUTES
from recommender.words.names import normalise

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_TELLING = 34.0  # bits: a title rarer than that is seldom given twice by chance ...
_KNOWN = 0.8  # ... least of all that of a song more popular than four in five

_ABOUT = 0.1  # percentiles

_UNPUBLISHED = 0.4  # percentile of songs whose popularity nobody states: they are seldom the best known
_UNDATED = 2015.0  # about when the songs are from whose year nobody states


@dataclass(frozen=True)
class SongTable:
    """One row a song.

    - `songs`: song (its key, stable across bundles), title, artists (tuple, the main one first), id (of the
      plainest version), popularity (percentile, 0..1), year (NaN where unknown), ATTRIBUTES (NaN where nobody
      measured it), cover_of (row of the song that it follows, or -1), cover_said (whether its title says so);
    - `of_track`: row of the song of every published track id.
    """

    songs: pd.DataFrame
    of_track: "pd.Series[int]"


def build_table(tracks: pd.DataFrame) -> SongTable:
    """Merge the versions among published tracks (TrackSet.tracks)."""
    rows = tracks.assign(
        name_key=[titles.title_key(title) for title in tracks["title"]],
        marks=[titles.marks(title) for title in tracks["title"]],
    )
    rows["group"] = _versions(rows)
    # the plainest version stands for its song, and among these the best known, best described one
    rows["measured"] = rows["energy"].notna()
    rows["credits"] = [len(names) for names in rows["artists"]]
    order = ["group", "marks", "popularity", "credits", "measured", "id"]
    ranked = rows.sort_values(order, ascending=[True, True, False, False, False, True])
    # by key, so that songs which score alike come in an order that says nothing of their playlists
    songs = _songs(ranked).sort_values("song")
    of_track = ranked.drop_duplicates("id").set_index("id")["group"]
    of_track[:] = songs.index.get_indexer(pd.Index(of_track))
    return SongTable(_with_covers(songs.reset_index(drop=True)), of_track)


def _versions(rows: pd.DataFrame) -> Indices:
    """[num_rows] a number for each song: rows are linked by id, and by title key with a shared artist."""
    nodes: dict[tuple[str, ...], int] = {}
    edges: list[tuple[int, int]] = []
    columns = zip(rows["id"], rows["name_key"], rows["artists"], rows["title"], strict=True)
    for row, (identity, key, artists, title) in enumerate(columns):
        links = [("id", identity), *((key, name) for name in _credited(artists, title))]
        edges += [(row, len(rows) + nodes.setdefault(link, len(nodes))) for link in links]
    size = len(rows) + len(nodes)
    ends = np.array(edges).T
    graph = coo_matrix((np.ones(len(edges), dtype=np.int8), (ends[0], ends[1])), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1][: len(rows)], dtype=np.int64)


def _credited(artists: Sequence[str], title: str) -> set[str]:
    """Keys of all who may be meant: credited, named as guests, or said to be the song's owner."""
    owner = titles.owner(title)
    names = [*artists, *titles.guests(title), *([owner] if owner else [])]
    return {normalise(name) for name in names} - {""}


def _songs(ranked: pd.DataFrame) -> pd.DataFrame:
    """One row for each group of versions, best version first."""
    groups = ranked.groupby("group", sort=True)
    best = ranked.drop_duplicates("group").set_index("group").sort_index()
    measured = ranked[ranked["measured"]].drop_duplicates("group").set_index("group")
    credited: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for group, names in zip(ranked["group"], ranked["artists"], strict=True):
        credited[group].append(names)
    artists = [_main_first(credited[group]) for group in best.index]
    said = [titles.borrowed(title) for title in best["title"]]
    return pd.DataFrame(
        {
            "song": song_keys([normalise(names[0]) or names[0] for names in artists], list(best["name_key"])),
            "name_key": best["name_key"],
            "title": [titles.shown(title) for title in best["title"]],
            "artists": artists,
            "id": best["id"],
            "popularity": _popularity(groups["popularity"].max(), groups["uses"].sum()),
            "year": groups["year"].min(),
            "cover_said": said,
            **{name: measured[name].reindex(best.index) for name in ATTRIBUTES},
        },
        index=best.index,
    )


def _popularity(published: "pd.Series[float]", uses: "pd.Series[float]") -> "pd.Series[float]":
    """Percentile of what publishers say together with how often a song is used."""
    return (published.rank(pct=True).fillna(_UNPUBLISHED) + uses.rank(pct=True)).rank(pct=True)


def _main_first(credited: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """All artists of a song's versions, those most often named first where the best version names them."""
    listed = list(credited)
    first = dict.fromkeys(listed[0])
    named = Counter(name for names in listed for name in names)
    others = [name for name, count in named.most_common() if name not in first and count > len(listed) / 2]
    return (*first, *others)


def _with_covers(songs: pd.DataFrame) -> pd.DataFrame:
    """Point songs that bear the title of a known song to it, where the title is too telling for chance."""
    bits = _bits(list(songs["name_key"]))
    same_title: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(songs["name_key"]):
        same_title[name].append(row)
    cover_of = np.full(len(songs), -1, dtype=np.int64)
    popularity, said = songs["popularity"].to_numpy(), songs["cover_said"].to_numpy()
    year = songs["year"].fillna(_UNDATED).to_numpy()
    for name, rows in same_title.items():
        if len(rows) > 1:
            original = _original(rows, popularity, said, year)
            telling = bits[name] >= _TELLING and popularity[rows].max() >= _KNOWN
            followers = [row for row in rows if row != original and (telling or said[row])]
            cover_of[followers] = original
    return songs.assign(cover_of=cover_of)


def _bits(names: Sequence[str]) -> dict[str, float]:
    """How telling each title is: its words' surprisal, in bits, among all titles."""
    words = Counter(word for name in set(names) for word in name.split())
    total = sum(words.values())
    return {name: sum(-math.log2(words[word] / total) for word in name.split()) for name in set(names)}


def _original(rows: list[int], popularity: Floats, said: npt.NDArray[np.bool_], year: Floats) -> int:
    """The best known of the songs of one title, or the oldest of those that are about as well known.

    Years are those of albums: a hit is often dated by a late collection, and its cover before it.
    """
    own = [row for row in rows if not said[row]] or rows
    best = max(own, key=lambda row: (popularity[row], -row))
    older = [row for row in own if year[row] < year[best] and popularity[row] > popularity[best] - _ABOUT]
    return min(older, key=lambda row: (year[row], row), default=best)
