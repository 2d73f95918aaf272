"""The learned similarity matrix: EASE over baskets and over what connects artists.

Steck 2019, "Embarrassingly shallow autoencoders for sparse data": B = I - P / diag(P) with
P = (X'X + penalty I)^-1 is the best linear map from a basket to itself that may not use the identity. Here X
holds the baskets and, below them, every tag and every link as one more basket of the artists it joins, so
that thinly heard artists have neighbours too. X has far fewer rows than artists, which the dual form uses:
P = (I - X' (X X' + penalty I)^-1 X) / penalty.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import linalg, sparse

from recommender.rows import Rows
from recommender.similarity import Neighbours
from recommender.training.content import tf_idf
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source

# Validated on held-out baskets (docs/evaluation.md).
PENALTY = 100.0
TAG_WEIGHT = 3.0
PLAYLIST_WEIGHT = 0.7
_TAG_ARTISTS = (5, 3000)  # a tag of fewer artists connects hardly anybody, of more it says nothing
_BLOCK = 1024  # rows of B at a time
_STRIP = 128  # artists at a time
_GROUP = 16

Dense = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


def neighbours(corpus: Corpus, fewest: int, most: int) -> Neighbours:
    """Each artist's largest weights in B: what one artist in a basket says of the others.

    From `fewest` neighbours for an artist in one basket up to `most`: the rows of those whom many hear are
    asked most.
    """
    rows = sparse.vstack([weighted_baskets(corpus), tag_baskets(corpus)], format="csr", dtype=np.float32)
    return largest(ease_blocks(rows, PENALTY), kept(corpus.counts, fewest, most))


def kept(counts: Indices, fewest: int, most: int) -> Indices:
    """[num_artists]: how many neighbours of an artist are kept, growing with the root of its baskets."""
    return np.clip(fewest * np.sqrt(np.maximum(counts, 1)), fewest, most).astype(np.int64)


def weighted_baskets(corpus: Corpus) -> sparse.csr_matrix:
    """[num_baskets, num_artists]: long baskets say less of each pair, playlists less than listeners."""
    present = (corpus.baskets > 0).astype(np.float32) + corpus.spoken_of
    weights = 1.0 / np.log(np.diff(corpus.baskets.indptr) + 2.0)
    weights *= np.where(corpus.sources == Source.PLAYLISTS.value, PLAYLIST_WEIGHT, 1.0) / weights.mean()
    return sparse.csr_matrix(sparse.diags(np.sqrt(weights)) @ present)


def tag_baskets(corpus: Corpus) -> sparse.csr_matrix:
    """[num_tags, num_artists]: TF-IDF of tags, their words and links; each column of length TAG_WEIGHT."""
    said = replace(corpus, tags=pd.concat([corpus.tags, corpus.links], ignore_index=True))
    tags = sparse.csr_matrix(tf_idf(said).T)
    artists = np.diff(tags.indptr)
    kept = tags[(artists >= _TAG_ARTISTS[0]) & (artists <= _TAG_ARTISTS[1])]
    lengths = np.sqrt(np.asarray(kept.multiply(kept).sum(axis=0)).ravel())
    return merged(sparse.csr_matrix(kept @ sparse.diags(TAG_WEIGHT / np.maximum(lengths, 1e-6))))


def merged(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows that hold the same artists as one: X'X stays as it is where they say the same of each.

    A tag of one word, which no other tag has, stands in it twice.
    """
    held = [rows.indices[start:stop].tobytes() for start, stop in pairwise(rows.indptr)]
    alike, kinds = pd.factorize(np.array(held, dtype=object))
    one = np.ones(len(held), dtype=np.float32)
    together = sparse.csr_matrix((one, (alike, np.arange(len(held)))), (len(kinds), len(held)))
    return sparse.csr_matrix((together @ rows.power(2)).sqrt())


def ease_blocks(rows: sparse.csr_matrix, penalty: float) -> Iterator[Dense]:
    """Rows of B, up to 1,024 at a time, [<= 1024, num_artists] float32; the diagonal is left unset."""
    columns = sparse.csr_matrix(rows.T)
    strips = _mapped(columns, _inverse(rows, penalty))
    strips /= 1.0 - _own(columns, strips)[:, None]  # penalty times diag(P)
    for start in range(0, columns.shape[0], _BLOCK):
        part = columns[start : start + _BLOCK]
        block = np.empty((part.shape[0], len(strips) * _STRIP), dtype=np.float32)
        for at, strip in enumerate(strips):
            block[:, at * _STRIP : (at + 1) * _STRIP] = part @ strip
        yield block[:, : columns.shape[0]]


def _inverse(rows: sparse.csr_matrix, penalty: float) -> Dense:
    """(X X' + penalty I)^-1."""
    gram = (rows @ rows.T).toarray()
    gram[np.diag_indices_from(gram)] += penalty
    inverse: Dense = linalg.inv(gram, assume_a="pos", overwrite_a=True, check_finite=False)
    return inverse


def _mapped(columns: sparse.csr_matrix, inverse: Dense) -> Dense:
    """(X X' + penalty I)^-1 X, given X' [num_artists, num_rows], in strips of some artists.

    [strips, num_rows, artists in a strip], the last filled up with zeros. What a sparse row is multiplied
    with has to lie in the processor's cache, or most of the time goes into fetching it.
    """
    artists, width = columns.shape
    strips = np.zeros((-(-artists // _STRIP), width, _STRIP), dtype=np.float32)
    padded = np.zeros((len(strips) * _STRIP, _STRIP), dtype=np.float32)
    for start in range(0, width, _STRIP):
        part = np.ascontiguousarray(inverse[:, start : start + _STRIP])
        padded[:artists, : part.shape[1]] = columns @ part
        turned = padded.reshape(len(strips), _STRIP, _STRIP)[:, :, : part.shape[1]].transpose(0, 2, 1)
        strips[:, start : start + part.shape[1]] = turned
    return strips


def _own(columns: sparse.csr_matrix, strips: Dense) -> Dense:
    """[strips, artists in a strip] float32: of each artist the product of its column with what it became."""
    artist = np.repeat(np.arange(columns.shape[0]), np.diff(columns.indptr))
    products = columns.data * strips[artist // _STRIP, columns.indices, artist % _STRIP]
    own = np.bincount(artist, products, minlength=len(strips) * _STRIP)
    return own.astype(np.float32).reshape(-1, _STRIP)


def largest(blocks: Iterator[Dense], asked: Indices) -> Neighbours:
    """Blocks of rows of a square matrix, reduced to the largest `asked` [num_artists] of each row.

    Only weights above 0 are kept, and never the diagonal.
    """
    columns, weights, starts = [], [], [0]
    row = 0
    for block in blocks:
        for line in block:
            line[row] = 0.0
            best = np.sort(_best(line, min(int(asked[row]), len(line) - 1)))
            best = best[line[best] > 0]
            columns.append(best)
            weights.append(line[best])
            starts.append(starts[-1] + len(best))
            row += 1
    cells = np.concatenate(weights), np.concatenate(columns).astype(np.int32)
    return Neighbours(Rows(*cells, np.array(starts)))


def _best(line: Dense, width: int) -> Indices:
    """Positions of the `width` largest in any order.

    Looks closer at those alone who are not below the largest of `width` groups: there are as many above.
    """
    groups = len(line) // _GROUP
    if groups <= width:
        return np.argpartition(-line, width - 1)[:width]
    heads = line[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    near = np.flatnonzero(line >= np.partition(heads, groups - width)[groups - width])
    return near[np.argpartition(-line[near], width - 1)[:width]]
