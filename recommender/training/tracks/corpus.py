"""All data sets of one training run as songs, the playlists over them, and what is said of both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from errors import TooLittleData
from recommender.training.tracks.datasets import TrackSet, together
from recommender.training.tracks.table import build_table
from recommender.words.names import normalise

Indices = npt.NDArray[np.int64]
SMALLEST = 5  # songs in a playlist; a smaller one says little about what goes with what


@dataclass(frozen=True)
class SongCorpus:
    """Playlists over one catalogue of songs; rows and columns are positions in the lists beside them.

    - `songs`: one row a song (table.SongTable);
    - `playlists`: [num_playlists, num_songs] float32 of ones; a playlist is one row, whichever data sets and
      quarters know it; `owners`: [num_playlists] its published id;
    - `labels`: playlist (position, or -1), song, label: genres that a playlist gives to a song;
    - `artists`: names of all main artists; `artist_of`: [num_songs] each song's;
    - `genres`: artist (position), genre: what editors say of artists.
    """

    songs: pd.DataFrame
    playlists: sparse.csr_matrix
    owners: list[str]
    labels: pd.DataFrame
    artists: list[str]
    artist_of: Indices
    genres: pd.DataFrame

    @property
    def counts(self) -> Indices:
        """[num_songs] int64: how many playlists hold each song."""
        return np.asarray(self.playlists.getnnz(axis=0), dtype=np.int64)

    def without(self, held_out: Indices) -> "SongCorpus":
        """The corpus as if these playlists had never existed: neither they nor the genres they give."""
        kept = np.setdiff1d(np.arange(len(self.owners)), held_out)
        return replace(
            self,
            playlists=self.playlists[kept],
            owners=[self.owners[row] for row in kept],
            labels=self.labels[~self.labels["playlist"].isin(held_out)],
        )


def build_corpus(sets: Sequence[TrackSet]) -> SongCorpus:
    """Join data sets; TooLittleData when they hold no playlist of songs."""
    table = build_table(_named(together(sets, "tracks")))
    position = dict(zip(table.of_track.index, table.of_track, strict=True))
    rows = together(sets, "playlists").assign(song=lambda rows: rows["id"].map(position)).dropna()
    rows = rows.drop_duplicates(["playlist", "song"])
    rows = rows[rows.groupby("playlist")["song"].transform("size") >= SMALLEST]
    if rows.empty:
        raise TooLittleData(f"the data sets hold no playlist of {SMALLEST} songs")
    owners = pd.Index(sorted(set(rows["playlist"])))
    cells = (owners.get_indexer(rows["playlist"]), rows["song"].astype("int64"))
    shape = (len(owners), len(table.songs))
    labels = together(sets, "labels").assign(song=lambda rows: rows["id"].map(position)).dropna()
    labels["playlist"] = owners.get_indexer(labels["playlist"])
    artists, artist_of = _artists(table.songs)
    return SongCorpus(
        songs=table.songs,
        playlists=sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), cells), shape=shape),
        owners=list(owners),
        labels=labels.astype({"song": "int64"})[["playlist", "song", "label"]].drop_duplicates(),
        artists=artists,
        artist_of=artist_of,
        genres=_genres(together(sets, "genres"), artists),
    )


def _named(tracks: pd.DataFrame) -> pd.DataFrame:
    """The tracks that have a title and an artist; TooLittleData when none has."""
    named = tracks[(tracks["title"].str.strip() != "") & (tracks["artists"].map(len) > 0)]
    if named.empty:
        raise TooLittleData("the data sets hold no song with a title and an artist")
    return named


def _artists(songs: pd.DataFrame) -> tuple[list[str], Indices]:
    """Display names of main artists, spellings of one key merged, and the artist of each song."""
    names = [credited[0] for credited in songs["artists"]]
    codes, keys = pd.factorize(pd.Series([normalise(name) or name for name in names]))
    spelling = pd.Series(names).groupby(codes).agg(lambda of: of.value_counts().index[0])
    return list(spelling.reindex(range(len(keys)))), np.asarray(codes, dtype=np.int64)


def _genres(said: pd.DataFrame, artists: Sequence[str]) -> pd.DataFrame:
    position = {normalise(name) or name: row for row, name in enumerate(artists)}
    keyed = said.assign(artist=[position.get(normalise(name), -1) for name in said["artist"]])
    return keyed[keyed["artist"] >= 0].drop_duplicates()
