"""One list for several listeners: what each candidate is worth to all of them.

Average alone lets two out of three win every time, least misery alone is ruled by whoever is hardest to
please; their mix is the "average without misery" family of Masthoff's "Group Recommender Systems"
(Recommender Systems Handbook, 2nd ed., 2015, ch. 22).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recommender.ranking import Ranker
from recommender.scoring import Basket
from recommender.variety import VARIED, best_first

Positions = npt.NDArray[np.int32]
Chances = npt.NDArray[np.float64]
MISERY = 0.7
"""Weight of the least pleased listener, beside that of the average (docs/groups.md)."""
SAMENESS = 0.5
"""What the log of a worth loses for a candidate that is the same as one already chosen (docs/groups.md)."""


class Together(NamedTuple):
    """Candidates [k] int32, best first, and each listener's chances [n, k]."""

    positions: Positions
    chances: Chances


def worth(chances: Chances, misery: float = MISERY) -> Chances:
    """[num_candidates]: the mix of average and least, of chances [num_listeners, num_candidates]."""
    mixed: Chances = (1.0 - misery) * chances.mean(axis=0) + misery * chances.min(axis=0)
    return mixed


def rank_together(ranker: Ranker, baskets: Sequence[Basket], k: int, exclude: Positions) -> Together:
    """The k best candidates that nobody has in a basket."""
    unwanted = np.unique(np.concatenate([*(one.liked for one in baskets), exclude]))
    unwanted = np.unique(np.concatenate([unwanted, *(one.disliked for one in baskets)]))
    proposed = [ranker.proposed(one, ranker.pool(k + len(unwanted))) for one in baskets]
    candidates = np.setdiff1d(np.concatenate(proposed), unwanted).astype(np.int32)
    chances = np.stack([ranker.chances(one, candidates) for one in baskets])
    worths = worth(chances)
    order = np.lexsort((candidates, -worths))[: max(k, VARIED)]
    logs = np.log(worths[order]).astype(np.float32)
    varied = order[ranker.varied(candidates[order], logs, k, SAMENESS)]
    order = best_first(varied, worths.astype(np.float32))
    return Together(candidates[order], chances[:, order])
