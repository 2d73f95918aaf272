"""Which artist a button means, by the short stand-in for its key."""

from handlers.buttons.callbacks import StaleButton
from recommender import Recommender
from recommender.tokens import LENGTH, token
from recommender.types import Artist

__all__ = ["LENGTH", "Tokens", "token"]


class Tokens:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine

    def artist(self, token: str) -> Artist:
        """The artist that a button means; StaleButton if the bundle has none such."""
        key = self._engine.of_token(token)
        if key is None:
            raise StaleButton(f"no artist {token}")
        return self._engine.artist(key)
