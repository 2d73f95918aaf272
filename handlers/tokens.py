"""Short stand-ins for artists' keys in buttons: a key may be too long, a number changes with the bundle."""

from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b

from handlers.callbacks import StaleButton
from recommender import Recommender
from recommender.types import Artist

LENGTH = 12


class Tokens:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {token(key): key for key in self._engine.every_key()}

    def artist(self, token: str) -> Artist:
        """The artist that a button means; StaleButton if the bundle has none such."""
        key = self._keys.get(token)
        if key is None:
            raise StaleButton(f"no artist {token}")
        return self._engine.artist(key)


def token(key: str) -> str:
    """48 bits: among 20,000 artists, two share one in a bundle of a million."""
    return blake2b(key.encode(), digest_size=LENGTH // 2).hexdigest()
