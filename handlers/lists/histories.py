"""Listeners' imported histories, read from storage and put into the catalogue's keys."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from handlers.lists.heard import Listening, listening
from recommender import Recommender
from storage import HeardArtist, Storage

_KEYS_KEPT = 50_000  # names with their keys, some hundred bytes each


class Histories:
    def __init__(self, storage: Storage, engine: Recommender) -> None:
        self._plays = storage.plays
        self._key_of = lru_cache(_KEYS_KEPT)(engine.key_of)

    async def of(self, user_id: int, year: int | None = None) -> Listening:
        """All that a listener heard; how much it counts is by that year alone, where one is given."""
        artists = await self._plays.artists(user_id)
        of_scope = await self._plays.artists(user_id, year) if year else artists
        return await self._read(artists, of_scope)

    async def banned(self, user_id: int) -> Listening:
        """Whom a listener banned where the listening comes from."""
        banned = await self._plays.banned(user_id)
        return await self._read(banned, banned)

    async def _read(self, artists: Sequence[HeardArtist], of_scope: Sequence[HeardArtist]) -> Listening:
        return await asyncio.to_thread(listening, artists, of_scope, self._key_of) if artists else Listening()
