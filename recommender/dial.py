"""The obscurity dial: what its steps take from fame, and to whom they listen instead.

Where fame counts less, plain company knows best who belongs to a single artist. So beyond the default it
speaks louder, and rarity with it, the more so the fewer artists ask. All numbers here were chosen by hand, on
validation baskets and by reading lists (docs/evaluation.md, "Company along the dial").
"""

from dataclasses import replace
from typing import TypeVar

import numpy as np

from recommender.blending import BlendWeights, Size
from recommender.types import DEFAULT_STEP

OBSCURITY = (-0.4, 0.0, 0.2, 0.4, 0.75)
"""What each step, from mainstream to hidden gems, takes off a score per natural log of baskets."""
_RARER_ALONE = (0.0, 0.0, 0.6, 1.4, 2.5)
"""What it takes off on top of that for a single artist."""
_COMPANY_ALONE = (0.0, 0.0, 1.0, 2.0, 4.0)
"""How much louder than learned company speaks for a single artist."""
_RARER_ON_A_PAGE = (0.0, 0.55, 0.55, 0.55, 0.55)
"""What fame costs, per natural log of baskets, whoever is not among the surest of a page (variety.py)."""
Weights = TypeVar("Weights", bound=BlendWeights)


def steered(step: int, weights: Weights) -> Weights:
    """How loud the voices are at a step; up to the default, as learned."""
    return replace(weights, company_one=weights.company_one + _COMPANY_ALONE[step])


def dial(step: int, artists: Size, weights: BlendWeights) -> Size:
    """What a step takes off a score per natural log of baskets, for a basket of so many artists.

    Beyond the default, fame no longer speaks for anybody, as it does for a single artist in the blend.
    """
    fame = np.maximum(-weights.rarity(artists), 0.0) if step > DEFAULT_STEP else 0.0
    return OBSCURITY[step] + _RARER_ALONE[step] / artists + fame


def on_a_page(step: int, artists: Size) -> Size:
    """What a step takes off on top of that for one half of each page.

    Beyond the default a single artist's lists are as far out as they should be.
    """
    return _RARER_ON_A_PAGE[step] * (1.0 - 1.0 / artists if step > DEFAULT_STEP else 1.0)
