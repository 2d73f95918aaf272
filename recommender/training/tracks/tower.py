"""The songs' towers, trained as retrieval with TensorFlow Recommenders.

A song's vector is the sum of an embedding of its own, one of its artist, and the projection of its genres
and its measured sound: a song that stands in one playlist has a place by who made it and how it sounds. A
query is the sum over a basket of songs, louder by a learned power of its size, plus a learned prior. Loss:
the softmax likelihood of the rest of a playlist given a random part of it, as for the artists (two_tower.py).
Songs that no playlist holds answer no question and are left out of the softmax; artist, genres and sound
place them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf
import tensorflow_recommenders as tfrs
from scipy import sparse

from recommender.training.sampling import part_size

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Batch = tuple[tf.Tensor, tf.Tensor]  # songs that ask, songs asked for: [batch, any] int32

_PADDING = -1
_MOST = 200  # songs of one playlist that ask, and as many that answer, in one step


@dataclass(frozen=True)
class SongParameters:
    """What training is told; chosen on validation playlists (docs/tracks.md)."""

    dimensions: int = 64
    genre_dimensions: int = 128
    epochs: int = 100
    batch_size: int = 128
    learning_rate: float = 3e-3
    dropout: float = 0.4
    song_scale: float = 0.01
    artist_scale: float = 0.2
    seed: int = 7


class SongTower(tf.keras.Model):
    """[num_songs, dimensions]: a song's own embedding, its artist's, and its projected content."""

    def __init__(self, artist_of: Indices, num_artists: int, content: Floats, of: SongParameters) -> None:
        super().__init__()
        normal = tf.keras.initializers.RandomNormal
        self.artist_of, self.content = tf.constant(artist_of), tf.constant(content)
        self.songs = self.add_weight(
            name="songs",
            shape=(len(artist_of), of.dimensions),
            initializer=normal(stddev=of.song_scale, seed=of.seed),
        )
        # far apart from the start: that two songs are by one artist is worth knowing of every artist
        self.artists = self.add_weight(
            name="artists",
            shape=(num_artists, of.dimensions),
            initializer=normal(stddev=of.artist_scale, seed=of.seed + 1),
        )
        self.project = tf.keras.layers.Dense(
            of.dimensions, use_bias=False, kernel_initializer=normal(stddev=0.05, seed=of.seed + 2)
        )

    def table(self) -> tf.Tensor:
        return self.songs + tf.gather(self.artists, self.artist_of) + self.project(self.content)


class BasketTower(tf.keras.Model):
    """Baskets of positions [batch, length] -> [batch, dimensions]."""

    def __init__(self, of: SongParameters) -> None:
        super().__init__()
        self.prior = self.add_weight(name="prior", shape=(of.dimensions,), initializer="zeros")
        self.volume = self.add_weight(name="volume", shape=(), initializer="zeros")
        start = tf.keras.initializers.Constant(-0.5)
        self.exponent = self.add_weight(name="exponent", shape=(), initializer=start)
        self.dropout = tf.keras.layers.Dropout(of.dropout, seed=of.seed)

    def call(self, inputs: tuple[tf.Tensor, tf.Tensor], training: bool = False) -> tf.Tensor:
        """Inputs: song table [num_songs, dimensions], and positions padded with -1."""
        table, positions = inputs
        present = tf.cast(positions != _PADDING, tf.float32)
        vectors = tf.gather(table, tf.maximum(positions, 0))
        size = tf.maximum(tf.reduce_sum(present, axis=1, keepdims=True), 1.0)
        loudness = tf.exp(self.volume) * tf.pow(size, self.exponent)
        baskets = loudness * tf.einsum("bl,bld->bd", present, vectors)
        return self.dropout(baskets, training=training) + self.prior


class SongTwoTower(tfrs.Model):
    """Query and candidate tower over the songs that playlists hold."""

    def __init__(self, candidates: SongTower, of: SongParameters) -> None:
        super().__init__()
        self.candidates = candidates
        self.queries = BasketTower(of)

    def compute_loss(self, inputs: Batch, training: bool = False) -> tf.Tensor:
        """Negative log-likelihood of what is left of each playlist, over the root of how much; a scalar."""
        asking, asked_for = inputs
        table = self.candidates.table()
        queries = self.queries((table, asking), training=training)
        log_likelihood = tf.nn.log_softmax(_without(queries @ tf.transpose(table), asking))
        chosen = tf.gather(log_likelihood, tf.maximum(asked_for, 0), batch_dims=1)
        present = tf.cast(asked_for != _PADDING, tf.float32)
        answered = tf.reduce_sum(chosen * present, axis=1) / tf.sqrt(tf.reduce_sum(present, axis=1))
        return -tf.reduce_mean(answered) / 5.0  # about the size of a mean: a typical view asks for 25 songs


def _without(scores: tf.Tensor, asking: tf.Tensor) -> tf.Tensor:
    """Scores [batch, num_songs] with the songs that ask out of the running."""
    rows = tf.repeat(tf.range(tf.shape(asking)[0])[:, None], tf.shape(asking)[1], axis=1)
    cells = tf.stack([rows, tf.maximum(asking, 0)], axis=-1)
    present = tf.boolean_mask(cells, asking != _PADDING)
    return tf.tensor_scatter_nd_add(scores, present, tf.fill([tf.shape(present)[0]], -1e9))


def batches(playlists: sparse.csr_matrix, of: SongParameters) -> Iterator[Batch]:
    """Random views without end: from each playlist a random part asks for the rest."""
    random = np.random.default_rng(of.seed)
    while True:
        order = random.permutation(np.flatnonzero(np.diff(playlists.indptr) > 1))
        for start in range(0, len(order), of.batch_size):
            views = [_view(playlists, row, random) for row in order[start : start + of.batch_size]]
            asking, asked_for = zip(*views, strict=True)
            yield _padded(asking), _padded(asked_for)


def _view(playlists: sparse.csr_matrix, row: int, random: np.random.Generator) -> tuple[Positions, Positions]:
    start, stop = playlists.indptr[row], playlists.indptr[row + 1]
    songs = playlists.indices[random.permutation(stop - start)[: 2 * _MOST] + start]
    size = part_size(len(songs), random)
    return songs[:size][:_MOST], songs[size:][:_MOST]


def _padded(rows: tuple[Positions, ...]) -> Positions:
    padded = np.full((len(rows), max(map(len, rows))), _PADDING, dtype=np.int32)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return padded


@dataclass(frozen=True)
class TrainedTower:
    """Trained towers as arrays: `table` [num_songs, dimensions], `prior` [dimensions], the loudness.

    It answers as the index of a bundle does (recommender/tracks/retrieval.py).
    """

    table: Floats
    prior: Floats
    volume: float
    exponent: float

    def propose(self, basket: Positions, weights: Floats, k: int) -> Positions:
        scores = self.table @ self._query(basket, weights)
        return np.argsort(-scores, kind="stable")[:k].astype(np.int32)

    def score(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        return (self.table[songs] @ self._query(basket, weights)).astype(np.float32)

    def pairs(self, basket: Positions, weights: Floats, songs: Positions) -> Floats:
        voices = self._loudness(weights) * weights[:, None] * self.table[basket]
        return (voices @ self.table[songs].T).astype(np.float32)

    def _query(self, basket: Positions, weights: Floats) -> Floats:
        return self._loudness(weights) * (weights @ self.table[basket]) + self.prior

    def _loudness(self, weights: Floats) -> float:
        return float(np.exp(self.volume) * weights.sum() ** self.exponent)


def fit(
    playlists: sparse.csr_matrix,
    artist_of: Indices,
    content: Floats,
    of: SongParameters,
    on_epoch: Callable[[int], None],
) -> TrainedTower:
    """Train on playlists [num_playlists, num_songs] with content [num_songs, any]."""
    tf.keras.utils.set_random_seed(of.seed)
    tf.config.experimental.enable_op_determinism()
    held = np.flatnonzero(playlists.getnnz(axis=0))
    model = SongTwoTower(SongTower(artist_of[held], int(artist_of.max()) + 1, content[held], of), of)
    steps = -(-playlists.shape[0] // of.batch_size)
    schedule = tf.keras.optimizers.schedules.CosineDecay(of.learning_rate, steps * of.epochs)
    model.compile(optimizer=tf.keras.optimizers.Adam(schedule))
    model.fit(
        _dataset(sparse.csr_matrix(playlists[:, held]), of),
        steps_per_epoch=steps,
        epochs=of.epochs,
        verbose=0,
        callbacks=[tf.keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, _: on_epoch(epoch + 1))],
    )
    return _arrays(model, held, artist_of, content)


def _dataset(playlists: sparse.csr_matrix, of: SongParameters) -> tf.data.Dataset:
    positions = tf.TensorSpec((None, None), tf.int32)
    return tf.data.Dataset.from_generator(
        lambda: batches(playlists, of), output_signature=(positions, positions)
    ).prefetch(2)


def _arrays(model: SongTwoTower, held: Indices, artist_of: Indices, content: Floats) -> TrainedTower:
    candidates, queries = model.candidates, model.queries
    table = candidates.artists.numpy()[artist_of] + candidates.project(tf.constant(content)).numpy()
    table[held] += candidates.songs.numpy()
    return TrainedTower(
        table=table.astype(np.float16).astype(np.float32),  # as the bundle keeps it
        prior=queries.prior.numpy(),
        volume=float(queries.volume.numpy()),
        exponent=float(queries.exponent.numpy()),
    )
