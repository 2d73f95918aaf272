"""The learned similarity matrix: EASE over baskets and over what is said of artists.

Steck 2019, "Embarrassingly shallow autoencoders for sparse data": B = I - P / diag(P) with
P = (X'X + penalty I)^-1 is the best linear map from a basket to itself that may not use the identity. Here X
holds the baskets and, below them, every tag as one more basket of the artists it is said of, so that thinly
heard artists have neighbours too. X has far fewer rows than artists, which the dual form uses:
P = (I - X' (X X' + penalty I)^-1 X) / penalty.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import sparse

from recommender.similarity import Neighbours
from recommender.training.content import tf_idf
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source
from recommender.training.measures import nearest

# Validated on held-out baskets (docs/evaluation.md).
PENALTY = 100.0
TAG_WEIGHT = 3.0
PLAYLIST_WEIGHT = 0.7
_TAG_ARTISTS = (3, 3000)  # a tag of fewer artists connects nobody, of more it says nothing
_BLOCK = 512

Dense = npt.NDArray[np.float32]


def neighbours(corpus: Corpus, top: int) -> Neighbours:
    """Each artist's `top` largest weights in B: what one artist in a basket says of the others."""
    rows = sparse.vstack([weighted_baskets(corpus), tag_baskets(corpus)], format="csr", dtype=np.float32)
    return nearest(ease_blocks(rows, PENALTY), len(corpus.keys), top)


def weighted_baskets(corpus: Corpus) -> sparse.csr_matrix:
    """[num_baskets, num_artists]: long baskets say less of each pair, playlists less than listeners."""
    present = (corpus.baskets > 0).astype(np.float32)
    weights = 1.0 / np.log(np.diff(corpus.baskets.indptr) + 2.0)
    weights *= np.where(corpus.sources == Source.PLAYLISTS.value, PLAYLIST_WEIGHT, 1.0) / weights.mean()
    return sparse.csr_matrix(sparse.diags(np.sqrt(weights)) @ present)


def tag_baskets(corpus: Corpus) -> sparse.csr_matrix:
    """[num_tags, num_artists]: TF-IDF of every tag and word, each artist's column of length TAG_WEIGHT."""
    tags = sparse.csr_matrix(tf_idf(corpus).T)
    artists = np.diff(tags.indptr)
    kept = tags[(artists >= _TAG_ARTISTS[0]) & (artists <= _TAG_ARTISTS[1])]
    lengths = np.sqrt(np.asarray(kept.multiply(kept).sum(axis=0)).ravel())
    return sparse.csr_matrix(kept @ sparse.diags(TAG_WEIGHT / np.maximum(lengths, 1e-6)))


def ease_blocks(rows: sparse.csr_matrix, penalty: float) -> Iterator[Dense]:
    """Rows of B, up to 512 at a time, [<= 512, num_artists] float32; the diagonal is left unset."""
    gram = (rows @ rows.T).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += penalty
    columns = sparse.csr_matrix(rows.T)
    mapped: Dense = np.ascontiguousarray((columns @ np.linalg.inv(gram)).T)  # (XX' + penalty I)^-1 X
    diagonal = 1.0 - np.asarray(rows.multiply(mapped).sum(axis=0)).ravel()  # penalty times diag(P)
    for start in range(0, columns.shape[0], _BLOCK):
        yield np.asarray((columns[start : start + _BLOCK] @ mapped) / diagonal, dtype=np.float32)
