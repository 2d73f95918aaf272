"""The learned similarity matrix: EASE over baskets and over what connects artists.

Steck 2019, "Embarrassingly shallow autoencoders for sparse data": B = I - P / diag(P) with
P = (X'X + penalty I)^-1 is the best linear map from a basket to itself that may not use the identity. Here X
holds the baskets and, below them, every tag and every link as one more basket of the artists it joins, so
that thinly heard artists have neighbours too. X has far fewer rows than artists, which the dual form uses:
P = (I - X' (X X' + penalty I)^-1 X) / penalty.
"""

from collections.abc import Iterator
from dataclasses import replace

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
_BLOCK = 512
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
    return sparse.csr_matrix(kept @ sparse.diags(TAG_WEIGHT / np.maximum(lengths, 1e-6)))


def ease_blocks(rows: sparse.csr_matrix, penalty: float) -> Iterator[Dense]:
    """Rows of B, up to 512 at a time, [<= 512, num_artists] float32; the diagonal is left unset."""
    gram = (rows @ rows.T).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += penalty
    columns = sparse.csr_matrix(rows.T)
    inverse = linalg.inv(gram, assume_a="pos", overwrite_a=True, check_finite=False)
    parts = [slice(start, start + _BLOCK) for start in range(0, columns.shape[0], _BLOCK)]
    mapped = np.empty(rows.shape, dtype=np.float32)  # (XX' + penalty I)^-1 X
    for part in parts:  # to turn all of it over at once would take as long again, and as much memory
        mapped[:, part] = (columns[part] @ inverse).T
    mapped /= 1.0 - np.asarray(rows.multiply(mapped).sum(axis=0)).ravel()  # penalty times diag(P)
    for part in parts:
        yield columns[part] @ mapped


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
