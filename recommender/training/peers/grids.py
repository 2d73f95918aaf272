"""What is tried of every peer; the best on validation stands in the table.

Names are those of the table. Each entry is one training; what it can vary afterwards (neighbours, epochs) is
written inside it.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from recommender.training.measures import Similarity
from recommender.training.peers.base import Peer
from recommender.training.peers.factorized import Als, Bm25, Bpr
from recommender.training.peers.linear import Ease, Slim
from recommender.training.peers.mult_vae import MultVae
from recommender.training.peers.neighbourhood import ItemKnn, Popularity, RP3Beta

MEASURES = (
    Similarity.COSINE,
    Similarity.PEARSON,
    Similarity.EUCLIDEAN,
    Similarity.TANIMOTO,
    Similarity.MANHATTAN,
)
TOPS = (20, 50, 100, 200, 500, 1000)


def _item_knn(measure: Similarity) -> list[ItemKnn]:
    return [ItemKnn(measure, is_binary, TOPS) for is_binary in (False, True)]


GRIDS: Mapping[str, Sequence[Peer]] = {
    "popularity": [Popularity()],
    **{f"item kNN, {measure}": _item_knn(measure) for measure in MEASURES},
    "BM25 kNN": [
        Bm25(k1, b, top) for k1, b, top in product((0.2, 1.2, 100.0), (0.0, 0.1, 0.2, 0.4), (100, 300, 1000))
    ],
    "ALS": [
        Als(factors, regularization, alpha)
        for factors, regularization, alpha in product(
            (128, 256, 384), (10.0, 30.0, 100.0, 200.0), (5.0, 20.0, 40.0)
        )
    ],
    "BPR": [
        Bpr(factors, learning_rate=0.05, regularization=regularization, iterations=300)
        for factors, regularization in product((128, 256), (0.005, 0.01))
    ],
    "RP3beta": [
        RP3Beta(alpha, beta, is_binary)
        for alpha, beta, is_binary in product((0.2, 0.4, 0.6, 0.8, 1.0), (0.0, 0.2, 0.4, 0.6), (False, True))
    ],
    "EASE": [
        Ease(regularization, is_binary)
        for regularization, is_binary in product(
            (30.0, 60.0, 100.0, 200.0, 1000.0, 20000.0, 100000.0), (False, True)
        )
    ],
    "SLIM": [Slim(1.0, 30.0), Slim(0.2, 30.0), Slim(0.2, 300.0), Slim(0.2, 3000.0)],
    "Mult-VAE": [MultVae(200, latent, 0.2, (20, 40, 60)) for latent in (64, 128)],
}
