"""Everything that training learns from one corpus."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from recommender.similarity import Neighbours
from recommender.training import ease, measures, two_tower
from recommender.training.content import content_vectors
from recommender.training.corpus import Corpus
from recommender.training.measures import Similarity
from recommender.training.two_tower import Hyperparameters, TwoTower

Floats = npt.NDArray[np.float32]
Progress = Callable[[str, int, int], None]  # stage, done, total
NEIGHBOURS = 50  # per artist in the similarity matrix


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Recipe:
    """What to train: the towers' parameters and the matrix's measure."""

    towers: Hyperparameters = field(default_factory=Hyperparameters)
    similarity: Similarity = Similarity.LEARNED
    neighbours: int = NEIGHBOURS


@dataclass(frozen=True)
class Model:
    """Trained towers (`table` [num_artists, dimensions] float32) and the similarity matrix."""

    towers: TwoTower
    table: Floats
    neighbours: Neighbours


def similarity_matrix(corpus: Corpus, recipe: Recipe) -> Neighbours:
    """The matrix alone, by the recipe's measure."""
    if recipe.similarity is Similarity.LEARNED:
        return ease.neighbours(corpus, recipe.neighbours)
    return measures.neighbours(corpus.baskets, recipe.similarity, recipe.neighbours)


def fit(corpus: Corpus, recipe: Recipe, progress: Progress = silent) -> Model:
    """Train both on all baskets of the corpus."""
    progress("similarity matrix", 0, 1)
    matrix = similarity_matrix(corpus, recipe)
    progress("similarity matrix", 1, 1)
    content = content_vectors(corpus, recipe.towers.content_dimensions)
    epochs = recipe.towers.epochs
    towers = two_tower.fit(
        corpus.baskets, content, recipe.towers, lambda done: progress("two towers", done, epochs)
    )
    return Model(towers, towers.candidates.table().numpy(), matrix)
