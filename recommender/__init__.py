"""The thinking: catalogue, retrieval, similarity and ranking behind one door."""

from errors import BundleError, EmptyBasket, UnknownArtist
from recommender.door import Recommender
from recommender.newcomers import Newcomers
from recommender.types import Artist, Certainty, Company, Match, Reason, Recommendation, Shared, Taste, Term

__all__ = [
    "Artist",
    "BundleError",
    "Certainty",
    "Company",
    "EmptyBasket",
    "Match",
    "Newcomers",
    "Reason",
    "Recommendation",
    "Recommender",
    "Shared",
    "Taste",
    "Term",
    "UnknownArtist",
]
