"""What listeners and editors say of an artist, as vectors for the towers and genres for the cards."""

import re
from collections import Counter, defaultdict

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse.linalg import svds

from recommender.descriptions import UNIT, Descriptions
from recommender.training.corpus import Corpus
from recommender.training.datasets import Source

Floats = npt.NDArray[np.float32]
_SHOWN = 5  # genres of an artist
_EDITOR_VOTES = 3.0  # an editor counts as much as so many listeners
_TOLD = 32  # dimensions in which what is said of artists is compared while serving
_MIN_ARTISTS = 3  # a word said of fewer artists connects nobody


def content_vectors(corpus: Corpus, dimensions: int) -> Floats:
    """[num_artists, dimensions] float32: TF-IDF of tags and their words, reduced by truncated SVD.

    Rows are scaled to unit length; an artist of whom nothing is said has a row of zeros. (Deerwester et
    al. 1990, "Indexing by latent semantic analysis".)
    """
    weights = tf_idf(corpus)
    rank = min(dimensions, min(weights.shape) - 1)
    if rank < 1 or not weights.count_nonzero():
        return np.zeros((len(corpus.keys), dimensions), dtype=np.float32)
    start = np.random.default_rng(0).normal(size=min(weights.shape))
    left, values, _ = svds(weights.astype(np.float64), k=rank, v0=start)
    vectors = np.zeros((len(corpus.keys), dimensions), dtype=np.float32)
    vectors[:, :rank] = left * values
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


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
