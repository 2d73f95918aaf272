"""The obscurity dial: what its steps take from fame, and to whom they listen instead.

Where fame counts less, plain company knows best who belongs to a single artist, and what is said of artists
whom it brings there by chance. So beyond the default both speak louder, and rarity with them, the more so the
fewer artists ask. All numbers here were chosen by hand, on held-out baskets and by reading lists
(docs/experiments.md, "Company along the dial", "Likeness along the dial").
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from recommender.blending import BlendWeights, Floats, Size
from recommender.types import DEFAULT_STEP

OBSCURITY = (-0.4, 0.0, 0.2, 0.4, 0.75)
"""What each step, from mainstream to hidden gems, takes off a score per natural log of baskets."""
_RARER_ALONE = (0.0, 0.0, 0.6, 1.4, 2.5)
"""What it takes off on top of that for a single artist."""
_FEW = (1.0, 1.0, 1.0, 3.0, 3.0)
"""How slowly that falls with the number of artists that ask: far out, a few well-known ones have gems too."""
_COMPANY_ALONE = (0.0, 0.0, 1.0, 2.0, 4.0)
"""How much louder than learned company speaks for a single artist."""
_LIKENESS_ALONE = (0.0, 0.0, 3.0, 4.0, 4.0)
"""How loud likeness speaks, against another kind of music, for a single artist; hardly for several."""
_RARER_ON_A_PAGE = (0.0, 0.55, 0.55, 0.55, 0.55)
"""What fame costs, per natural log of baskets, whoever is not among the surest of a page (variety.py)."""
_LEAST_CHANCE = (0.0, 0.0, 0.2, 0.15, 0.13)
"""How surely a candidate has to be a hit for a step to move it, beyond the default."""
_BEHIND = 1000.0  # all who are surer
Weights = TypeVar("Weights", bound=BlendWeights)


def check(step: int, page: int) -> None:
    """Raise ValueError for a step that the dial has not, or a page of nobody."""
    if not 0 <= step < len(OBSCURITY):
        raise ValueError(f"the dial has no step {step}, but 0 to {len(OBSCURITY) - 1}")
    if page < 1:
        raise ValueError(f"a page holds one artist and more, not {page}")


def steered(step: int, weights: Weights, share: Size = 1.0) -> Weights:
    """How loud the voices are at a step; up to the default, as learned.

    For a basket of a `share` of the artists, so loud as they are for the whole basket.
    """
    return replace(
        weights,
        company_one=weights.company_one + share * _COMPANY_ALONE[step],
        likeness_one=weights.likeness_one + share**2 * _LIKENESS_ALONE[step],
    )


def dial(step: int, artists: Size, weights: BlendWeights) -> Size:
    """What a step takes off a score per natural log of baskets, for a basket of so many artists.

    Beyond the default, fame no longer speaks for anybody, as it does for a single artist in the blend.
    """
    fame = np.maximum(-weights.rarity(artists), 0.0) if step > DEFAULT_STEP else 0.0
    few = _FEW[step] / (artists + _FEW[step] - 1.0)
    return OBSCURITY[step] + _RARER_ALONE[step] * few + fame


def in_reach(step: int, dialled: Floats, scores: Floats, chances: npt.NDArray[np.float64]) -> Floats:
    """[n] float32: what the dial makes of candidates' `scores`, without those who are hardly hits.

    They stand behind all others, as they score. Of an artist of whom little is known hardly anybody's score
    is above the others', and what few hear would be all that counts.
    """
    behind = scores - np.float32(_BEHIND)
    return np.asarray(np.where(chances < _LEAST_CHANCE[step], behind, dialled), dtype=np.float32)


def on_a_page(step: int, artists: Size) -> Size:
    """What a step takes off on top of that for one half of each page.

    Beyond the default a single artist's lists are as far out as they should be.
    """
    return _RARER_ON_A_PAGE[step] * (1.0 - 1.0 / artists if step > DEFAULT_STEP else 1.0)
