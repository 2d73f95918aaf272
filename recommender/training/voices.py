"""What is said of artists for a basket, by a model in training, and what is served of it, as scorers.

The same as `recommender/scoring.py` serves, for all artists at once.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights, Known, Said, blend, effective_size, telling
from recommender.dial import dial, in_reach, on_a_page, steered
from recommender.interests import log_shares, mixed, tastes
from recommender.match import RankingWeights, hit_chances
from recommender.reranking import Reranker
from recommender.rows import Rows
from recommender.similarity import Company
from recommender.training.evaluate import DEPTH, Floats, Indices, Scorer
from recommender.training.model import Model
from recommender.types import DEFAULT_STEP
from recommender.variety import SAMENESS, Candidates, first, paged

EVERYBODY = slice(None)
_OUT = -1e6  # far below any score, yet a number that logs can be taken with


class Voices:
    """What towers, learned matrix and company say of every artist for a basket; asked again, it remembers."""

    def __init__(self, model: Model, counts: Indices, reranker: Reranker | None = None) -> None:
        """With a `reranker` blends are what it makes of them."""
        self.model = model
        self._reranker = reranker
        self.counts = counts
        self.heard = np.log(np.maximum(counts, 1)).astype(np.float32)
        self._company = Company(Rows.of(model.meetings), counts)
        lengths = np.linalg.norm(model.towers.table, axis=1, keepdims=True)
        self._directions = model.towers.table / np.maximum(lengths, 1e-6)
        self._known = self.known(EVERYBODY)
        self._names = np.arange(len(counts), dtype=np.int32)
        self._said: dict[bytes, Said] = {}
        self._added: dict[bytes, Floats] = {}

    def __call__(self, positions: Indices, weights: Floats) -> Said:
        """Each [num_artists] float32."""
        basket = positions.tobytes() + weights.tobytes()
        if basket not in self._said:
            self._said[basket] = self.say(positions, weights)
        return self._said[basket]

    def say(self, positions: Indices, weights: Floats) -> Said:
        """The same for a basket that is not asked for again."""
        artists, told = positions.astype(np.int32), self.model.descriptions
        pull = weights @ self._directions[positions] / weights.sum()
        return Said(
            tower=self.model.towers.score(positions, weights, 1.0),
            matrix=self.model.neighbours.score(artists, weights),
            company=self._company.score(artists, weights) / weights.sum(),
            closeness=self._directions @ pull,
            likeness=told.likeness(artists, weights, EVERYBODY),
            curation=np.full_like(self.heard, told.share(artists, weights)),
        )

    def known(self, candidates: Indices | slice) -> Known:
        """What is known of candidates whoever asks."""
        return Known(self.heard[candidates], self.model.descriptions.shares(candidates))

    def distaste(self, positions: Indices, weights: Floats, blending: BlendWeights) -> Floats:
        """[num_artists] float32 >= 0: how near everybody is to what is disliked, whoever hears them."""
        tower = self.model.towers.score(positions, weights, 0.0)
        said = replace(self(positions, weights), tower=tower)
        near = blend(said, np.zeros_like(self.heard), artists=len(positions), weights=blending)
        return np.maximum(near, 0.0)

    def alone(self, artist: int) -> Floats:
        """[num_artists] float32: who is near one artist, by its vector."""
        scores = self.model.towers.score(np.array([artist]), np.ones(1, dtype=np.float32), 0.0)
        scores[artist] = -np.inf
        return scores

    def blended(self, weights: BlendWeights) -> Scorer:
        """What is served: the blend, a basket of two tastes asked as two."""

        def score(basket: Indices, of: Floats) -> Floats:
            told = telling(of, self.heard[basket])

            def ask(group: Indices) -> Floats:
                scores = self._blend(basket[group], told[group], weights)
                scores[basket] = _OUT
                return scores

            groups = tastes(self.model.towers.table[basket], told)
            return mixed(groups, told, [ask(group) for group in groups])[0]

        return score

    def served(self, weights: RankingWeights, step: int = DEFAULT_STEP, sameness: float = SAMENESS) -> Scorer:
        """What is listed at a step of the dial, page by page: no true scores among the first hundred."""
        plain, at_step = self.blended(weights), self.blended(steered(step, weights))

        def score(basket: Indices, of: Floats) -> Floats:
            told = telling(of, self.heard[basket])
            size = effective_size(told.sum(), (told**2).sum())
            scores = plain(basket, of)
            dialled = scores if step <= DEFAULT_STEP else at_step(basket, of)
            dialled = dialled - dial(step, size, weights) * self.heard
            dialled = in_reach(step, dialled, scores, hit_chances(log_shares(scores), len(basket), weights))
            dialled[basket] = _OUT
            candidates = Candidates(self._names, scores, dialled, on_a_page(step, size) * self.heard)
            order = first(dialled, self._names, DEPTH)
            listed = paged(candidates, order, self._vectors, DEPTH, sameness=sameness)
            dialled[listed] = dialled.max() + np.arange(len(listed), 0, -1)
            return dialled

        return score

    def _vectors(self, positions: npt.NDArray[np.int32]) -> Floats:
        return self.model.towers.table[positions]

    def as_one(self, weights: BlendWeights) -> Scorer:
        """The blend of one query, whatever the basket."""
        return lambda basket, of: self._blend(basket, telling(of, self.heard[basket]), weights)

    def _blend(self, basket: Indices, of: Floats, weights: BlendWeights) -> Floats:
        size = effective_size(of.sum(), (of**2).sum())
        said = self(basket, of)
        scores = blend(said, self.heard, artists=size, weights=weights)
        return scores if self._reranker is None else scores + self._heard_by(self._reranker, basket, of)

    def _heard_by(self, reranker: Reranker, basket: Indices, of: Floats) -> Floats:
        """What the reranker adds, whatever the blend weighs; asked again, it is remembered."""
        asked = basket.tobytes() + of.tobytes()
        if asked not in self._added:
            size = effective_size(of.sum(), (of**2).sum())
            self._added[asked] = reranker(self(basket, of), self._known, artists=size)
        return self._added[asked]


def scorers(voices: Voices, counts: Indices, weights: RankingWeights) -> dict[str, Scorer]:
    """What stands in the table: popularity, the matrix alone, the towers alone, and their blend as served."""

    def popularity(_positions: Indices, _weights: Floats) -> Floats:
        return counts.astype(np.float32)

    return {
        "popularity": popularity,
        "matrix": lambda basket, of: voices(basket, of).matrix,
        "TFRS": lambda basket, of: voices(basket, of).tower,
        "blend": voices.served(weights),
    }
