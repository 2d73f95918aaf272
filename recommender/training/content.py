"""What listeners and editors say of an artist, as vectors for the towers and genres for the cards."""

import re
from collections import Counter, defaultdict

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from recommender.descriptions import UNIT, Descriptions
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source

Floats = npt.NDArray[np.float32]
_SHOWN = 5  # genres of an artist
_EDITOR_VOTES = 3.0  # an editor counts as much as so many listeners
_TOLD = 32  # dimensions in which what is said of artists is compared while serving
_SPARE = 64  # dimensions of the random subspace beyond those that are kept
_TURNS = 2
_MIN_ARTISTS = 3  # a word said of fewer artists connects nobody


def content_vectors(corpus: Corpus, dimensions: int) -> Floats:
    """[num_artists, dimensions] float32: TF-IDF of tags and their words, reduced by truncated SVD.

    Rows are scaled to unit length; an artist of whom nothing is said has a row of zeros. (Deerwester et
    al. 1990, "Indexing by latent semantic analysis".)
    """
    weights = tf_idf(corpus)
    rank = min(dimensions, min(weights.shape) - 1)
    vectors = np.zeros((len(corpus.keys), dimensions), dtype=np.float32)
    if rank >= 1 and weights.count_nonzero():
        vectors[:, :rank] = _principal(weights, rank)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def _principal(rows: sparse.csr_matrix, rank: int) -> Floats:
    """[num_rows, rank] float32: the first left singular vectors times their values.

    By iterating a random subspace (Halko, Martinsson & Tropp 2011, "Finding structure with randomness",
    algorithm 4.4): a fourth of the time that ARPACK takes for vectors as good to the towers.
    """
    width = min(rank + _SPARE, *rows.shape)
    start = np.random.default_rng(0).standard_normal((rows.shape[1], width), dtype=np.float32)
    span = _orthonormal(rows @ start)
    for _ in range(_TURNS):
        span = _orthonormal(rows @ _orthonormal(rows.T @ span))
    across = rows.T @ span
    squares, turned = np.linalg.eigh(across.T @ across)
    values = np.sqrt(np.maximum(squares, 0.0))
    return np.asarray(span @ (turned * values)[:, ::-1][:, :rank], dtype=np.float32)


def _orthonormal(columns: Floats) -> Floats:
    """An orthonormal basis of columns [n, k], by their Gram matrix; zeros for what others span already."""
    squares, turned = np.linalg.eigh((columns.T @ columns).astype(np.float64))
    scale = np.where(squares > squares[-1] * 1e-9, 1.0 / np.sqrt(np.maximum(squares, 1e-30)), 0.0)
    return np.asarray(columns @ (turned * scale).astype(np.float32))


def descriptions(corpus: Corpus, content: Floats) -> Descriptions:
    """What the reranker hears of artists: where their content tells most apart, and who chose them."""
    most = np.argsort(-np.linalg.norm(content, axis=0), kind="stable")[:_TOLD]
    short = content[:, np.sort(most)]
    short = short / np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-6)
    playlists = corpus.baskets[np.flatnonzero(corpus.sources == Source.PLAYLISTS.value)]
    chosen = np.asarray((playlists > 0).sum(axis=0)).ravel()
    curation = (chosen + 1.0) / (corpus.counts + 2.0)  # of one basket little is known
    return Descriptions(np.rint(UNIT * short).astype(np.int8), curation.astype(np.float16))


def tf_idf(corpus: Corpus) -> sparse.csr_matrix:
    """[num_artists, num_tokens] float32: log count times inverse frequency of every tag and its words."""
    said = corpus.tags.groupby(["artist", "tag"], sort=True)["weight"].sum().reset_index()
    rows, columns, values = [], [], []
    vocabulary: dict[str, int] = {}
    for artist, tag, weight in zip(said["artist"], said["tag"], said["weight"], strict=True):
        for token in {tag, *re.findall(r"\w+", tag)}:
            rows.append(artist)
            columns.append(vocabulary.setdefault(token, len(vocabulary)))
            values.append(weight)
    shape = (len(corpus.keys), max(len(vocabulary), 1))
    counts = sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)
    counts.data = np.log1p(counts.data)
    artists = np.asarray((counts > 0).sum(axis=0)).ravel()
    idf = np.log(shape[0] / np.maximum(artists, 1)) * (artists >= _MIN_ARTISTS)
    return sparse.csr_matrix(counts @ sparse.diags(idf))


def genres(corpus: Corpus) -> list[tuple[str, ...]]:
    """The best genres of every artist, best first: editors' genres, and listeners' tags that editors use.

    Listeners' free tags ("seen live") are no genres, so only words from the editors' vocabulary count;
    without any editor every tag that three artists share does. What an editor may have said of another
    artist of that name is left out.
    """
    tags = corpus.tags
    editorial = tags["basket"] < 0
    doubted = pd.MultiIndex.from_frame(tags[["artist", "tag"]]).isin(pd.MultiIndex.from_frame(corpus.doubts))
    tags, editorial = tags[~(editorial & doubted)], editorial[~(editorial & doubted)]
    vocabulary = set(tags.loc[editorial, "tag"]) or _shared_tags(tags)
    known = tags[tags["tag"].isin(vocabulary)]
    if known.empty:
        return [()] * len(corpus.keys)
    votes = known["weight"].where(known["basket"] >= 0, _EDITOR_VOTES * known["weight"])
    table = known.assign(votes=votes).groupby(["artist", "tag"])["votes"].sum().reset_index()
    # a telling genre goes before one that half of all artists have
    artists_of = table["tag"].map(table["tag"].value_counts())
    table["score"] = np.log1p(table["votes"]) * np.log(len(corpus.keys) / artists_of)
    ranked = table.sort_values(["artist", "score", "tag"], ascending=[True, False, True])
    best: dict[int, list[str]] = defaultdict(list)
    for artist, tag in zip(ranked["artist"], ranked["tag"], strict=True):
        if len(best[artist]) < _SHOWN:
            best[artist].append(tag)
    return [tuple(best[artist]) for artist in range(len(corpus.keys))]


def _shared_tags(tags: pd.DataFrame) -> set[str]:
    artists = Counter(tags.drop_duplicates(["artist", "tag"])["tag"])
    return {tag for tag, count in artists.items() if count >= _MIN_ARTISTS}
