"""What callers ask with, as they may write it: one name or several, with weights or without."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from errors import EmptyBasket


def names(asked: Iterable[str]) -> list[str]:
    """A name is iterable too, of letters, some of which are names of artists."""
    return [asked] if isinstance(asked, str) else list(asked)


def weighted(liked: Sequence[str] | Mapping[str, float]) -> dict[str, float]:
    """Names with their weights, 1 each unless they are said.

    Raises EmptyBasket where nothing is liked, ValueError for a weight that is no number above 0.
    """
    weights = dict(liked) if isinstance(liked, Mapping) else dict.fromkeys(names(liked), 1.0)
    if not weights:
        raise EmptyBasket
    if not all(0 < weight < inf for weight in weights.values()):  # NaN is neither
        raise ValueError("the weights of what is liked must be positive numbers")
    return weights
