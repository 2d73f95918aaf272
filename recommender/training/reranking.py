"""Learning the ranking stage from held-out baskets: a small network over what the voices say.

Listwise: the likelihood of a basket's rest among the best candidates for a part of it, a softmax over these
(Cao et al. 2007, "Learning to rank: from pairwise approach to listwise approach"). The model that speaks must
not have seen the baskets, so these are the ones that a split holds out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf
import tensorflow_recommenders as tfrs

from recommender.blending import BlendWeights, Known, Said, blend, effective_size, telling
from recommender.reranking import Reranker, of_basket, spoken
from recommender.training.corpus import Corpus
from recommender.training.evaluate import FOLD_IN, Indices, Question, Task
from recommender.training.voices import Voices

Floats = npt.NDArray[np.float32]
POOL = 500
"""Candidates of a lesson: the best of the blend,"""
STRANGERS = 100
"""and so many others, so that the network says nothing wild of whom it is seldom asked about."""
FOLDINGS = 3
UNITS = 64
EPOCHS = 40
_BATCH = 64
_RATE = 5e-3
_PENALTY = 1e-4
_SEED = 11


@dataclass(frozen=True)
class Lesson:
    """What is said of candidates [n] for a part of a held-out basket, and which of them are in its rest."""

    kind: tuple[Task, str]  # and the source
    said: Said
    known: Known
    artists: float
    hits: Floats

    def voices(self) -> Floats:
        """[n, 10], as the network hears them."""
        told, basket = spoken(self.said, self.known), of_basket(self.said, self.artists)
        return np.concatenate([told, np.broadcast_to(basket, (len(told), basket.shape[-1]))], axis=1)

    def base(self, weights: BlendWeights) -> Floats:
        """[n]: the blend alone."""
        return blend(self.said, self.known.heard, artists=self.artists, weights=weights)


def lessons(
    corpus: Corpus, rows: Indices, speaking: Voices, weights: BlendWeights, foldings: int = FOLDINGS
) -> list[Lesson]:
    """From each held-out basket some random parts that ask, large ones and single artists."""
    random = np.random.default_rng(_SEED)
    learned = (
        _lesson((task, str(corpus.sources[row])), question, speaking, weights, random)
        for row in rows
        for _ in range(foldings)
        for task, question in _parts(corpus, int(row), random)
    )
    return [lesson for lesson in learned if lesson.hits.any()]


def _parts(corpus: Corpus, row: int, random: np.random.Generator) -> Iterable[tuple[Task, Question]]:
    start, stop = corpus.baskets.indptr[row], corpus.baskets.indptr[row + 1]
    order = random.permutation(stop - start) + start
    artists, weights = corpus.baskets.indices.astype(np.int64), corpus.baskets.data
    asked, rest = np.split(order, [int(FOLD_IN * len(order))])
    yield Task.FOLDED_IN, Question(artists[asked], weights[asked], artists[rest])
    yield Task.SINGLE, Question(artists[order[:1]], np.ones(1, dtype=np.float32), artists[order[1:]])


def _lesson(
    kind: tuple[Task, str],
    asked: Question,
    speaking: Voices,
    weights: BlendWeights,
    random: np.random.Generator,
) -> Lesson:
    told = telling(asked.weights, speaking.heard[asked.positions])
    said, size = speaking.say(asked.positions, told), effective_size(told.sum(), (told**2).sum())
    scores = blend(said, speaking.heard, artists=size, weights=weights)
    # Who stands in no basket of the training stands in a held-out one: this must not be learned.
    known = np.flatnonzero(speaking.counts > 0)
    known = known[np.isin(known, asked.positions, invert=True)]
    order = known[np.argsort(-scores[known])]
    strangers = random.permutation(order[POOL:])[:STRANGERS]
    among = np.concatenate([order[:POOL], strangers])
    hits = np.isin(among, asked.relevant).astype(np.float32)
    return Lesson(kind, said.each(lambda part: part[among]), speaking.known(among), float(size), hits)


class RankingModel(tfrs.Model):
    """The blend and what a network adds to it, as the likelihood of hits among candidates."""

    def __init__(self, units: int) -> None:
        super().__init__()
        small = tf.keras.regularizers.L2(_PENALTY)
        start = tf.keras.initializers.GlorotUniform(seed=_SEED)
        self.hidden = tf.keras.layers.Dense(
            units, activation="relu", kernel_initializer=start, kernel_regularizer=small
        )
        self.out = tf.keras.layers.Dense(
            1, use_bias=False, kernel_initializer="zeros", kernel_regularizer=small
        )
        self.loudness = self.add_weight(name="loudness", shape=(), initializer="ones")

    def compute_loss(self, inputs: tuple[tf.Tensor, ...], training: bool = False) -> tf.Tensor:
        """Inputs: voices [batch, n, 10], scores of the blend and hits [batch, n], weights [batch]."""
        heard, base, hits, counts = inputs
        scores = self.loudness * base + self.out(self.hidden(heard))[..., 0]
        likelihood = tf.reduce_sum(hits * tf.nn.log_softmax(scores), axis=1)
        return -tf.reduce_mean(counts * likelihood) + tf.add_n(self.losses)


def learn(taught: Sequence[Lesson], weights: BlendWeights) -> Reranker | None:
    """What to add to the blend with these weights; None where there is nothing to learn from."""
    if not taught:
        return None
    least = min(len(lesson.hits) for lesson in taught)
    told = np.stack([lesson.voices()[:least] for lesson in taught])
    mean, spread = told.mean(axis=(0, 1)), told.std(axis=(0, 1)) + 1e-6
    base = np.stack([lesson.base(weights)[:least] for lesson in taught])
    hits = np.stack([lesson.hits[:least] for lesson in taught])
    model = _trained((told - mean) / spread, base, hits, _counts(taught))
    hidden, bias = (np.asarray(part) for part in model.hidden.get_weights())
    out = np.asarray(model.out.get_weights()[0])[:, 0] / model.loudness.numpy()
    scaled = hidden.T / spread
    return Reranker(scaled.astype(np.float32), (bias - scaled @ mean).astype(np.float32), out)


def _counts(taught: Sequence[Lesson]) -> Floats:
    """[num_lessons] float32: each task and source counts the same, and a rest by the root of its hits."""
    numbers = Counter(lesson.kind for lesson in taught)
    counts = [1.0 / numbers[lesson.kind] / np.sqrt(max(lesson.hits.sum(), 1.0)) for lesson in taught]
    return np.asarray(np.array(counts) * len(taught) / len(numbers), dtype=np.float32)


def _trained(*parts: Floats) -> RankingModel:
    tf.keras.utils.set_random_seed(_SEED)
    size = len(parts[0])
    batches = tf.data.Dataset.from_tensor_slices(parts).shuffle(size, seed=_SEED).batch(_BATCH)
    model = RankingModel(UNITS)
    schedule = tf.keras.optimizers.schedules.CosineDecay(_RATE, EPOCHS * -(-size // _BATCH))
    model.compile(optimizer=tf.keras.optimizers.legacy.Adam(schedule))
    model.fit(batches, epochs=EPOCHS, verbose=0)
    return model
