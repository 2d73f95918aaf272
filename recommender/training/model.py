"""Everything that training learns from one corpus."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from threadpoolctl import threadpool_limits

from recommender.descriptions import Descriptions
from recommender.similarity import Neighbours
from recommender.training import ease, measures, two_tower
from recommender.training.content import content_vectors, descriptions
from recommender.training.corpus import Corpus
from recommender.training.measures import Similarity
from recommender.training.progress import Progress, silent, stage
from recommender.training.two_tower import Hyperparameters, TwoTower

# Its threads wait for each other busily, and longest where other work is going on.
threadpool_limits(1, user_api="blas")

Floats = npt.NDArray[np.float32]
NEIGHBOURS = 30  # per artist in the similarity matrix; the learned one gives the often heard more
COMPANIONS = 20  # per artist, of those met most often, and the often heard have more
MOST = 400


@dataclass(frozen=True)
class Recipe:
    """What to train: the towers' parameters and the matrix's measure."""

    towers: Hyperparameters = field(default_factory=Hyperparameters)
    similarity: Similarity = Similarity.LEARNED
    neighbours: int = NEIGHBOURS


@dataclass(frozen=True)
class Towers:
    """The trained towers as arrays: `table` [num_artists, dimensions], `prior` [dimensions], the loudness."""

    table: Floats
    prior: Floats
    volume: float
    exponent: float

    def score(self, positions: npt.NDArray[np.int64], weights: Floats, prior_share: float) -> Floats:
        """[num_artists] float32: the score of every artist for one basket [n]."""
        loudness = np.exp(self.volume) * weights.sum() ** self.exponent
        query = loudness * (weights @ self.table[positions]) + prior_share * self.prior
        scores: Floats = self.table @ query.astype(np.float32)  # else the table would be made as wide
        return scores


@dataclass(frozen=True)
class Model:
    """Trained towers and matrices: learned similarities, meetings, content vectors, and these made short."""

    towers: Towers
    neighbours: Neighbours
    meetings: sparse.csr_matrix
    content: Floats
    descriptions: Descriptions
    trained: TwoTower


def similarity_matrix(corpus: Corpus, recipe: Recipe) -> Neighbours:
    """The matrix alone, by the recipe's measure."""
    if recipe.similarity is Similarity.LEARNED:
        return ease.neighbours(corpus, recipe.neighbours, MOST)
    return measures.neighbours(corpus.baskets, recipe.similarity, recipe.neighbours)


def fit(corpus: Corpus, recipe: Recipe, progress: Progress = silent) -> Model:
    """Train both on all baskets of the corpus."""
    with stage(progress, "similarity matrix"):
        matrix = similarity_matrix(corpus, recipe)
    with stage(progress, "tags and genres"):
        content = content_vectors(corpus, recipe.towers.content_dimensions)
    epochs = recipe.towers.epochs
    known = sparse.csr_matrix(corpus.baskets + corpus.spoken_of)
    trained = two_tower.fit(known, content, recipe.towers, lambda done: progress("two towers", done, epochs))
    with stage(progress, "company"):
        met = meetings(corpus.baskets, COMPANIONS, MOST)
    return Model(_arrays(trained), matrix, met, content, descriptions(corpus, content), trained)


def meetings(baskets: sparse.csr_matrix, fewest: int, most: int) -> sparse.csr_matrix:
    """[num_artists, num_artists] int32: in how many baskets two artists meet, the same both ways.

    Kept is a pair of which one is among those whom the other meets most often, from `fewest` for an artist in
    one basket up to `most`. So a little-known artist is found by whom all hear, too.
    """
    present = (baskets > 0).astype(np.int32)
    met = sparse.csr_matrix(present.T @ present)
    met.setdiag(0)
    met.eliminate_zeros()
    counts = np.asarray(present.sum(axis=0)).ravel()
    widths = ease.kept(counts, fewest, most)
    kept = np.concatenate([_strongest(met, row, counts, widths[row]) for row in range(met.shape[0])])
    met.data[~kept] = 0
    met.eliminate_zeros()
    return sparse.csr_matrix(met.maximum(met.T))


def _strongest(
    met: sparse.csr_matrix, row: int, counts: npt.NDArray[np.int64], width: int
) -> npt.NDArray[np.bool_]:
    """Which of one row's entries are among its largest; of equal ones those whom fewer hear, by position."""
    cells = slice(met.indptr[row], met.indptr[row + 1])
    columns, data = met.indices[cells], met.data[cells]
    kept = np.zeros(len(data), dtype=bool)
    kept[np.lexsort((columns, counts[columns], -data))[:width]] = True
    return kept


def _arrays(trained: TwoTower) -> Towers:
    queries = trained.queries
    return Towers(
        table=trained.candidates.table().numpy(),
        prior=queries.prior.numpy(),
        volume=float(queries.volume.numpy()),
        exponent=float(queries.exponent.numpy()),
    )
