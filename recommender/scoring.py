"""What a basket's artists make of candidates: all that is said of them, blended and reranked.

Every part of a score is a function of sums over the basket's artists, so that what each of them did for it
is known exactly (`explain.py`): a reason that is named took part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights, Known, Said, Size, blend, effective_size
from recommender.dial import steered
from recommender.explain import leave_one_out
from recommender.interests import FEWEST, mixed, tastes
from recommender.match import RankingWeights
from recommender.reranking import Reranker
from recommender.retrieval import Retrieval
from recommender.similarity import Company, Matrices

Positions = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]
_NO_VECTORS = np.empty((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class Basket:
    """What a listener asks with: artist positions [n] int32 and weights [n] float32 > 0, and dislikes [m]."""

    liked: Positions
    weights: Floats
    disliked: Positions


@dataclass(frozen=True)
class Sums:
    """A basket of one taste, artists [n] and weights [n], with what the matrices say of everybody for it.

    `matrix` and `company` [num_artists] float32 are weighted sums of its rows.
    """

    artists: Positions
    weights: Floats
    matrix: Floats
    company: Floats


@dataclass(frozen=True)
class Asked:
    """What is said of candidates for so many artists (>= 1), and how much they are `heard`, as in `blend`.

    `added` to the blend's scores is what the reranker makes of the same.
    """

    said: Said
    heard: Floats
    artists: Size
    added: Floats | float = 0.0

    def blended(self, weights: BlendWeights) -> Floats:
        """[n] float32: their scores."""
        return blend(self.said, self.heard, artists=self.artists, weights=weights) + self.added


@dataclass(frozen=True)
class Question:
    """What is said of candidates for a basket: for each of its groups, and for its dislikes.

    `of` [num_liked] are the basket's weights.
    """

    groups: list[Indices]
    of: Floats
    liked: list[Asked]
    disliked: Asked | None

    def scores(self, weights: RankingWeights) -> tuple[Floats, Floats]:
        """The candidates' scores [n], and each group's part in them, [num_groups, n]."""
        scores, parts = mixed(self.groups, self.of, [one.blended(weights) for one in self.liked])
        if self.disliked:
            distaste = weights.dislike * np.maximum(self.disliked.blended(weights), 0.0)
            scores = (scores - distaste).astype(np.float32)
        return scores, parts


class Scorer:
    """Blends the towers' index, the learned matrix and plain company, and adds what a reranker hears in them.

    `baskets` [num_artists]: in how many each stands.
    """

    def __init__(
        self,
        retrieval: Retrieval,
        matrices: Matrices,
        baskets: npt.NDArray[np.integer],
        weights: RankingWeights,
        reranker: Reranker | None = None,
    ) -> None:
        self.retrieval = retrieval
        self.neighbours = matrices.neighbours
        self.company = Company(matrices.meetings, baskets)
        self.log_baskets = np.log(np.maximum(baskets, 1)).astype(np.float32)
        self.descriptions = matrices.descriptions
        self.weights = weights
        self._reranker = reranker

    def groups(self, basket: Basket) -> list[Indices]:
        """The places of the basket's artists, by taste."""
        few = len(basket.liked) < FEWEST  # for whom no vectors need be fetched
        return tastes(_NO_VECTORS if few else self.retrieval.vectors(basket.liked), basket.weights)

    def sums(self, basket: Basket, groups: Sequence[Indices]) -> list[Sums]:
        """One for each group."""
        return [self._sums(basket.liked[group], basket.weights[group]) for group in groups]

    def question(
        self, basket: Basket, candidates: Positions, groups: list[Indices], sums: Sequence[Sums]
    ) -> Question:
        asked = [self._liked(one, candidates) for one in sums]
        disliked = self._disliked(basket.disliked, candidates) if len(basket.disliked) else None
        return Question(groups, basket.weights, asked, disliked)

    def shares(self, basket: Basket, candidates: Positions, louder: Floats, step: int) -> Floats:
        """[num_candidates, num_liked] float32: the share of each score that hangs on each liked artist.

        The basket is of one taste, and dislikes do not count. Without an artist the others' weights are
        `louder` [num_liked] times as large.
        """
        scores = _Left(
            scorer=self,
            prior=self.retrieval.prior(candidates),
            known=self.known(candidates),
            size=effective_size(basket.weights.sum(), (basket.weights**2).sum()),
            step=step,
        )
        parts = self._parts(basket.liked, candidates) * basket.weights[:, None]
        return leave_one_out(scores, parts, basket.weights, louder)

    def _parts(self, basket: Positions, candidates: Positions) -> Floats:
        """[6, num_basket, num_candidates] float32: what each artist of a basket says, ordered as `Said`."""
        tower = self.retrieval.pairs(basket, candidates)
        lengths = np.outer(self.retrieval.lengths(basket), self.retrieval.lengths(candidates))
        curation = np.broadcast_to(self.descriptions.shares(basket)[:, None], tower.shape)
        matrix, company = self.neighbours.pairs(basket, candidates), self.company.pairs(basket, candidates)
        likeness = self.descriptions.pairs(basket, candidates)
        return np.stack([tower, matrix, company, tower / lengths, likeness, curation])

    def known(self, candidates: Positions) -> Known:
        return Known(self.log_baskets[candidates], self.descriptions.shares(candidates))

    def reranked(self, said: Said, known: Known, artists: Size) -> Floats | float:
        """What the reranker adds to the blend's scores."""
        return self._reranker(said, known, artists=artists) if self._reranker else 0.0

    def _sums(self, artists: Positions, weights: Floats) -> Sums:
        matrix, company = (one.score(artists, weights) for one in (self.neighbours, self.company))
        return Sums(artists, weights, matrix, company)

    def _liked(self, sums: Sums, candidates: Positions) -> Asked:
        known = self.known(candidates)
        asked = self._asked(sums, candidates, known.heard)
        return replace(asked, added=self.reranked(asked.said, known, asked.artists))

    def _disliked(self, artists: Positions, candidates: Positions) -> Asked:
        ones = np.ones(len(artists), dtype=np.float32)
        fameless = np.zeros(len(candidates), dtype=np.float32)  # who is well known is not disliked for it
        return self._asked(self._sums(artists, ones), candidates, fameless, prior_share=0.0)

    def _asked(self, sums: Sums, candidates: Positions, heard: Floats, prior_share: float = 1.0) -> Asked:
        weights = sums.weights
        tower, closeness = self.retrieval.score(sums.artists, weights, candidates, prior_share)
        company = sums.company[candidates] / weights.sum()
        likeness = self.descriptions.likeness(sums.artists, weights, candidates)
        curation = np.full_like(tower, self.descriptions.share(sums.artists, weights))
        said = Said(tower, sums.matrix[candidates], company, closeness, likeness, curation)
        return Asked(said, heard, effective_size(weights.sum(), (weights**2).sum()))


@dataclass(frozen=True)
class _Left:
    """The scores of candidates from what is left of a basket's sums without some of its artists.

    `prior` [num_candidates] and what is `known` are the candidates' own. What a `step` of the dial adds
    for a basket of this `size` stays as loud without an artist.
    """

    scorer: Scorer
    prior: Floats
    known: Known
    size: Size
    step: int

    def __call__(self, sums: Floats, total: Floats, squares: Floats) -> Floats:
        """[..., num_candidates] float32, from the sums that `explain.Blend` names."""
        tower, matrix, means = sums[0], sums[1], sums[2:] / np.maximum(total, 1e-6)
        said = Said(self.scorer.retrieval.loudness(total) * tower + self.prior, matrix, *means)
        artists = effective_size(total, squares)
        weights = steered(self.step, self.scorer.weights, artists / self.size)
        scores = blend(said, self.known.heard, artists=artists, weights=weights)
        return scores + self.scorer.reranked(said, self.known, artists)
