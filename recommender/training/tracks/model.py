"""Everything that training learns from one corpus of songs, in the shape that serving ranks with."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

from recommender.rows import Rows
from recommender.tracks.genres import Genres
from recommender.tracks.ranking import BlendWeights, Parts
from recommender.tracks.sound import ATTRIBUTES, Sound, Sounds
from recommender.tracks.together import Together
from recommender.training.progress import Progress, silent
from recommender.training.tracks import tower
from recommender.training.tracks.corpus import SongCorpus
from recommender.training.tracks.tower import SongParameters, TrainedTower

Floats = npt.NDArray[np.float32]
START = BlendWeights(tower=0.1, together=1.0, artist=0.8, genre=0.2, sound=0.4)
"""Where learning the blend begins."""


@dataclass(frozen=True)
class SongModel:
    """What serving needs, still in memory; `said` and `vocabulary` are each song's genres, as in SongData."""

    parts: Parts
    tower: TrainedTower
    sound: Sound
    said: list[list[int]]
    vocabulary: list[str]


def fit(corpus: SongCorpus, of: SongParameters, progress: Progress = silent) -> SongModel:
    """Train on all playlists of the corpus."""
    sound = measured_sound(corpus)
    said, vocabulary = song_genres(corpus)
    sounds, genres = Sounds(sound, len(corpus.songs)), Genres(said, vocabulary)
    everything = np.arange(len(corpus.songs), dtype=np.int32)
    content = np.concatenate([_reduced(genres, of.genre_dimensions), sounds.vectors(everything)], axis=1)
    trained = tower.fit(
        corpus.playlists,
        corpus.artist_of,
        content,
        of,
        lambda done: progress("tower of songs", done, of.epochs),
    )
    parts = Parts(
        tower=trained,
        together=Together(Rows.of(corpus.playlists), len(corpus.songs)),
        sounds=sounds,
        genres=genres,
        artist_of=corpus.artist_of.astype(np.int32),
        weights=START,
    )
    return SongModel(parts, trained, sound, said, vocabulary)


def measured_sound(corpus: SongCorpus) -> Sound:
    """The songs that somebody measured."""
    values = corpus.songs[list(ATTRIBUTES)].to_numpy(dtype=np.float32)
    positions = np.flatnonzero(~np.isnan(values).any(axis=1)).astype(np.int32)
    return Sound(positions, values[positions])


def song_genres(corpus: SongCorpus) -> tuple[list[list[int]], list[str]]:
    """Each song's genres as indices into a vocabulary: those of its playlists, then its artist's."""
    vocabulary = sorted({*corpus.labels["label"], *corpus.genres["genre"]})
    index = {genre: number for number, genre in enumerate(vocabulary)}
    of_artist: list[list[int]] = [[] for _ in corpus.artists]
    for artist, genre in zip(corpus.genres["artist"], corpus.genres["genre"], strict=True):
        of_artist[artist].append(index[genre])
    said = [list(of_artist[artist]) for artist in corpus.artist_of]
    for song, label in zip(corpus.labels["song"], corpus.labels["label"], strict=True):
        said[song].append(index[label])
    return [list(dict.fromkeys(genres)) for genres in said], vocabulary


def _reduced(genres: Genres, dimensions: int) -> Floats:
    """[num_songs, dimensions] float32: TF-IDF of genres by truncated SVD, rows of length 1 or 0.

    (Deerwester et al. 1990, "Indexing by latent semantic analysis".)
    """
    rows = genres.rows
    kinds = sparse.csr_matrix((rows.data, rows.columns, rows.starts), shape=(len(rows), genres.width))
    vectors = kinds[genres.kind].astype(np.float64)
    reduced = np.zeros((vectors.shape[0], dimensions), dtype=np.float32)
    rank = min(dimensions, min(vectors.shape) - 1)
    if rank < 1 or not vectors.nnz:
        return reduced
    start = np.random.default_rng(0).normal(size=min(vectors.shape))
    left, values, _ = svds(vectors, k=rank, v0=start)
    # either direction of a vector is as right, and nothing but noise is left where its value is 0
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(rank)])
    reduced[:, :rank] = left * signs * np.where(values > 1e-6 * values.max(), values, 0.0)
    return reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-6)
