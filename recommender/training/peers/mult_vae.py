"""Mult-VAE (Liang et al. 2018, "Variational Autoencoders for Collaborative Filtering")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from scipy import sparse

from recommender.training.evaluate import Floats, Indices, Scorer
from recommender.training.peers.base import binary

SEED = 2026


@dataclass(frozen=True)
class MultVae:
    """Basket -> `hidden` -> `latent` -> `hidden` -> all artists, tanh between; a scorer at several epochs.

    `beta` is the weight of the KL term, reached by growing from 0 over half of the training.
    """

    hidden: int
    latent: int
    beta: float
    epochs: tuple[int, ...]
    dropout: float = 0.5
    learning_rate: float = 2e-3
    batch_size: int = 128

    def fit(self, baskets: sparse.csr_matrix) -> Mapping[str, Scorer]:
        tf.keras.utils.set_random_seed(SEED)
        tf.config.experimental.enable_op_determinism()
        seen = binary(baskets)
        steps = -(-seen.shape[0] // self.batch_size)
        model = Autoencoder(self, seen.shape[1], annealing=steps * max(self.epochs) / 2)
        model.compile(optimizer=tf.keras.optimizers.Adam(self.learning_rate))
        scorers: dict[str, Scorer] = {}
        shape = tf.TensorSpec((None, seen.shape[1]), tf.float32)
        data = tf.data.Dataset.from_generator(lambda: _batches(seen, self.batch_size), output_signature=shape)
        done = 0
        for epoch in self.epochs:
            model.fit(data, steps_per_epoch=steps, epochs=epoch - done, verbose=0)
            scorers[f"{epoch} epochs"] = model.scorer()
            done = epoch
        return scorers


class Autoencoder(tf.keras.Model):
    """The network over binary baskets [batch, num_artists] float32."""

    def __init__(self, parameters: MultVae, num_artists: int, annealing: float) -> None:
        super().__init__()
        self.beta, self.annealing = parameters.beta, annealing
        # the first layer stands as a plain matrix: baskets are sparse, and are multiplied as such
        self.first = self.add_weight(
            name="first", shape=(num_artists, parameters.hidden), initializer="glorot_normal"
        )
        self.first_bias = self.add_weight(name="first_bias", shape=(parameters.hidden,), initializer="zeros")
        self.dropout = tf.keras.layers.Dropout(parameters.dropout)
        self.means = tf.keras.layers.Dense(parameters.latent)
        self.log_variances = tf.keras.layers.Dense(parameters.latent)
        self.decode = tf.keras.layers.Dense(parameters.hidden, activation="tanh")
        self.output_layer = tf.keras.layers.Dense(num_artists)

    def train_step(self, baskets: tf.Tensor) -> dict[str, tf.Tensor]:
        with tf.GradientTape() as tape:
            loss = self.negative_elbo(baskets)
        self.optimizer.minimize(loss, self.trainable_variables, tape)
        return {"loss": loss}

    def negative_elbo(self, baskets: tf.Tensor) -> tf.Tensor:
        """-log p(basket | z) - beta * KL, a scalar: the paper's lower bound, mean over the batch."""
        inputs = tf.sparse.from_dense(self.dropout(tf.nn.l2_normalize(baskets, axis=1), training=True))
        hidden = tf.tanh(tf.sparse.sparse_dense_matmul(inputs, self.first) + self.first_bias)
        means, log_variances = self.means(hidden), self.log_variances(hidden)
        noise = tf.random.normal(tf.shape(means)) * tf.exp(log_variances / 2)
        logits = self.output_layer(self.decode(means + noise))
        likelihood = tf.reduce_sum(tf.nn.log_softmax(logits) * baskets, axis=1)
        kl = 0.5 * tf.reduce_sum(tf.exp(log_variances) + means**2 - 1.0 - log_variances, axis=1)
        share = tf.minimum(tf.cast(self.optimizer.iterations, tf.float32) / self.annealing, 1.0)
        return tf.reduce_mean(share * self.beta * kl - likelihood)

    def scorer(self) -> Scorer:
        """Logits from the mean of the posterior, with today's weights."""
        first, first_bias = self.first.numpy(), self.first_bias.numpy()
        layers = [layer.get_weights() for layer in (self.means, self.decode, self.output_layer)]
        (latent, latent_bias), (decode, decode_bias), (output, output_bias) = layers

        def score(positions: Indices, _weights: Floats) -> Floats:
            hidden = np.tanh(first[positions].sum(axis=0) / np.sqrt(len(positions)) + first_bias)
            decoded = np.tanh((hidden @ latent + latent_bias) @ decode + decode_bias)
            return np.asarray(decoded @ output + output_bias, dtype=np.float32)

        return score


def _batches(baskets: sparse.csr_matrix, size: int) -> Iterator[Floats]:
    """Dense batches without end, each epoch in a new order."""
    random = np.random.default_rng(SEED)
    while True:
        order = random.permutation(baskets.shape[0])
        for start in range(0, len(order), size):
            yield baskets[order[start : start + size]].toarray()
