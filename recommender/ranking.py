"""From a basket to a ranked list: propose, score, filter, vary."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from recommender.blending import effective_size, telling
from recommender.dial import dial, in_reach, on_a_page, steered
from recommender.interests import POOL, log_shares
from recommender.match import hit_chances, in_percent
from recommender.rows import distinct
from recommender.scoring import Basket, Floats, Indices, Positions, Scorer, Sums
from recommender.types import DEFAULT_STEP, PAGE
from recommender.variety import VARIED, Candidates, first, paged, vary

_PAIRS = 100_000  # of listed and liked artists, looked at together; half a KB each
_REMEMBERED = 256  # questions; some 30 KB each


@dataclass(frozen=True)
class Judged:
    """All candidates of a question, `order` [n] int64 being their places, best first as the dial has them.

    `chances` [n] float64 in 0..1 are those of a hit, `parts` and `groups` as in `Ranked`.
    """

    candidates: Candidates
    chances: npt.NDArray[np.float64]
    order: Indices
    parts: Floats
    groups: list[Indices]


@dataclass(frozen=True)
class Ranked:
    """Candidates [k] int32 with their scores [k] float32, best first.

    `match` [k] int64 percent, from 1 to 99: how surely such a score tells a hit from a miss. A basket of two
    tastes is asked in two `groups` of places; `parts` [num_groups, k] is what each did for a candidate at
    this `step` of the dial.
    """

    positions: Positions
    scores: Floats
    match: Indices
    groups: list[Indices]
    parts: Floats
    step: int

    def at(self, places: Indices) -> "Ranked":
        """The same list with these places alone."""
        return Ranked(
            self.positions[places],
            self.scores[places],
            self.match[places],
            self.groups,
            self.parts[:, places],
            self.step,
        )


class Ranker:
    """Lists the best of what index and matrices propose, as a scorer has them."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        # Pages of a list, and a well-known artist whom many ask for, are the same question again.
        self._judged = lru_cache(_REMEMBERED)(self._judge)

    @property
    def num_artists(self) -> int:
        return len(self._scorer.neighbours)

    def weighed(self, liked: Positions, strengths: Floats) -> Floats:
        """[n] float32: the weights to ask with, mean 1 as in training, from how much each is liked."""
        return telling(strengths, self._scorer.log_baskets[liked])

    def rank(
        self,
        basket: Basket,
        k: int,
        exclude: Positions,
        step: int = DEFAULT_STEP,
        page: int = PAGE,
    ) -> Ranked:
        """The k best candidates that are neither in the basket nor excluded (fewer when none are left).

        `step` of the obscurity dial: 0 is mainstream, 4 hidden gems. The match is the same at every step.
        Each `page` of the list is made up for itself (variety.py).
        """
        wanted = k + len(basket.liked) + len(basket.disliked) + len(exclude)
        asked = (basket.liked.tobytes(), basket.weights.tobytes(), basket.disliked.tobytes())
        judged = self._judged(*asked, self.pool(wanted), step)
        candidates, order = judged.candidates, judged.order
        if len(exclude):
            order = order[self._others(candidates.names[order], exclude)]
        listed = paged(candidates, order[: max(k, VARIED)], self._scorer.retrieval.vectors, k, page=page)
        return Ranked(
            candidates.names[listed],
            candidates.scores[listed],
            in_percent(judged.chances[listed]),
            judged.groups,
            judged.parts[:, listed],
            step,
        )

    def _judge(self, liked: bytes, weights: bytes, disliked: bytes, pool: int, step: int) -> Judged:
        """All proposed candidates but those of the basket itself."""
        basket = Basket(
            np.frombuffer(liked, np.int32),
            np.frombuffer(weights, np.float32),
            np.frombuffer(disliked, np.int32),
        )
        own = np.concatenate([basket.liked, basket.disliked])
        groups = self._scorer.groups(basket)
        sums = self._scorer.sums(basket, groups)
        proposed = self._proposed(sums, pool, step)
        candidates = proposed[self._others(proposed, own)]
        question = self._scorer.question(basket, candidates, groups, sums)
        scores, parts = question.scores(self._scorer.weights)
        at_step = scores
        if step > DEFAULT_STEP:
            at_step, parts = question.scores(steered(step, self._scorer.weights))
        # among all candidates: the match is the same whoever is left out
        chances = hit_chances(log_shares(scores), len(basket.liked), self._scorer.weights)
        steered_to = Candidates(candidates, scores, at_step, fame=np.zeros_like(scores))
        listable = self._dialled(basket, steered_to, chances, step)
        return Judged(listable, chances, first(listable.dialled, candidates), parts, groups)

    def _dialled(
        self, basket: Basket, at_step: Candidates, chances: npt.NDArray[np.float64], step: int
    ) -> Candidates:
        """Candidates with scores at a step, less what it takes from fame: in the list, and on a page."""
        size = effective_size(basket.weights.sum(), (basket.weights**2).sum())
        heard = self._scorer.log_baskets[at_step.names]
        dialled = at_step.dialled - dial(step, size, self._scorer.weights) * heard
        dialled = in_reach(step, dialled, at_step.scores, chances)
        return Candidates(at_step.names, at_step.scores, dialled, on_a_page(step, size) * heard)

    def pool(self, wanted: int) -> int:
        """How many candidates each voice proposes, so that `wanted` are left in the end."""
        return min(self.num_artists, max(POOL, 2 * wanted))

    def proposed(self, basket: Basket, pool: int) -> Positions:
        """The candidates that index and matrices propose for a basket, each up to `pool`, in no order."""
        sums = self._scorer.sums(basket, self._scorer.groups(basket))
        return self._proposed(sums, pool, DEFAULT_STEP)

    def _proposed(self, asked: Sequence[Sums], pool: int, step: int) -> Positions:
        """For hidden gems the index is asked without the prior too, with which it proposes the well known."""
        found = []
        for one in asked:
            found += [
                self._scorer.retrieval.propose(one.artists, one.weights, pool, unheard=step > DEFAULT_STEP),
                self._scorer.neighbours.best(one.artists, one.matrix, pool),
                self._scorer.company.best(one.artists, one.company, pool),
            ]
        return distinct(np.concatenate(found))

    def _others(self, positions: Positions, left_out: Positions) -> npt.NDArray[np.bool_]:
        """[n]: which positions [n] are none of those left out; `np.isin` takes ten times as long."""
        others = np.ones(self.num_artists, dtype=bool)
        others[left_out] = False
        return others[positions]

    def chances(self, basket: Basket, candidates: Positions) -> npt.NDArray[np.float64]:
        """[num_candidates] in 0..1: how surely each is a hit, which can be compared between baskets.

        The candidates must hold the best of this basket's own.
        """
        groups = self._scorer.groups(basket)
        question = self._scorer.question(basket, candidates, groups, self._scorer.sums(basket, groups))
        scores, _ = question.scores(self._scorer.weights)
        return hit_chances(log_shares(scores), len(basket.liked), self._scorer.weights)

    def shares(self, basket: Basket, ranked: Ranked) -> Floats:
        """[k, num_liked] float32: the share of each score at its step that hangs on each liked artist."""
        shares = np.zeros((len(ranked.positions), len(basket.liked)), dtype=np.float32)
        if len(basket.liked) == 1:  # without whom nothing is left
            return shares + 1
        # without one artist, the mean of the others' weights is 1 again
        left = np.maximum(basket.weights.sum() - basket.weights, 1e-6)
        louder = ((len(basket.liked) - 1) / left).astype(np.float32)
        for group, part in zip(ranked.groups, ranked.parts, strict=True):
            one = Basket(basket.liked[group], basket.weights[group], basket.disliked)
            few = 1 + _PAIRS // len(group)
            for start in range(0, len(ranked.positions), few):
                near = slice(start, start + few)
                of_one = self._scorer.shares(one, ranked.positions[near], louder[group], ranked.step)
                shares[near, group] = part[near, None] * of_one
        return shares

    def varied(self, candidates: Positions, scores: Floats, k: int, sameness: float) -> Positions:
        """The first k of the order that spreads candidates with these scores [n], best first."""
        return vary(scores, self._scorer.retrieval.vectors(candidates[:VARIED]), sameness=sameness, k=k)
