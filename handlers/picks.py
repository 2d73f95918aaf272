"""What stands next in a list: the engine asked with all that is known of the listener."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from handlers.heard import ALL, Listening, Scope, follow, listening
from handlers.steps import step_of
from handlers.thinking import think
from handlers.wishes import Wish, wish
from recommender import Recommender
from recommender.types import Recommendation
from storage import Query, QueryKind, Storage, Verdict

FOR_ONE = (QueryKind.FORYOU, QueryKind.WEEKLY)
"""Lists that follow from all that the listener likes and plays."""
HIDE_HEARD = "hide-heard"
"""Name of the preference to leave artists heard out of all lists, not of /foryou alone."""
_KEYS_KEPT = 50_000  # names with their keys, some hundred bytes each
_HALF_KNOWN_AMONG = 500  # of the best artists; more where these are too few


class Picks:
    def __init__(self, storage: Storage, engine: Recommender, *, personal: bool = True) -> None:
        self._plays = storage.plays
        self._preferences = storage.preferences
        self._freshness = storage.freshness
        self._personal = personal
        self._engine = engine
        self._key_of = lru_cache(_KEYS_KEPT)(engine.key_of)

    async def next(
        self,
        query: Query,
        shown: Sequence[str],
        verdicts: Mapping[str, Verdict],
        k: int,
        before: Collection[str] = (),
        *,
        reasons: bool = True,
    ) -> list[Recommendation]:
        """The k best artists of a query that it has not shown yet; those shown `before` may come again."""
        heard, rests, step = await asyncio.gather(
            self._hidden(query), self._resting(query), step_of(self._preferences, query.user_id)
        )
        asked = wish(query.seeds, verdicts, shown, self._engine.knows, before, rests=rests)
        asked = replace(asked, step=step, reasons=reasons)
        return await think(self._next, query, asked, verdicts, heard, k)

    async def taste(self, user_id: int, verdicts: Mapping[str, Verdict]) -> tuple[Wish, Listening]:
        """What a listener's own list would follow from, and what they have heard."""
        rests = await self._freshness.resting(user_id)
        artists = await self._plays.artists(user_id)
        heard = await asyncio.to_thread(listening, artists, artists, self._key_of)
        own = wish((), verdicts, (), self._engine.knows, rests=rests)
        return follow(own, verdicts, heard, ALL), heard

    async def _resting(self, query: Query) -> list[str]:
        """Whom the listener passed over again and again; of artists half known all are wanted."""
        half = query.kind is QueryKind.FORYOU and Scope.parse(query.text).half
        return [] if half or not self._personal else await self._freshness.resting(query.user_id, query.id)

    async def _hidden(self, query: Query) -> Listening:
        """What was heard, where the list is to leave it out."""
        hide = query.kind in FOR_ONE or await self._preferences.get(query.user_id, HIDE_HEARD)
        return await self._heard(query) if hide else Listening()

    async def _heard(self, query: Query) -> Listening:
        """The history that a list of /foryou follows from."""
        year = Scope.parse(query.text).year
        artists = await self._plays.artists(query.user_id)
        of_scope = await self._plays.artists(query.user_id, year) if year else artists
        return await asyncio.to_thread(listening, artists, of_scope, self._key_of) if artists else Listening()

    def _next(
        self,
        query: Query,
        asked: Wish,
        verdicts: Mapping[str, Verdict],
        heard: Listening,
        k: int,
    ) -> list[Recommendation]:
        if query.kind not in FOR_ONE:
            hidden = sorted({*asked.exclude, *heard.heard} - asked.liked.keys())
            return self._unheard(replace(asked, exclude=hidden), heard, k)
        scope = Scope.parse(query.text)
        asked = follow(asked, verdicts, heard, scope)
        return self._half_known(asked, heard, k) if scope.half else self._unheard(asked, heard, k)

    def _unheard(self, asked: Wish, heard: Listening, k: int) -> list[Recommendation]:
        """The best artists of which none bears the name of one that was heard."""
        exclude = list(asked.exclude)
        while asked.liked:
            found = self._engine.recommend(
                asked.liked,
                k=k,
                disliked=asked.disliked,
                exclude=exclude,
                step=asked.step,
                beside=asked.beside,
                reasons=asked.reasons,
            )
            namesakes = [one.artist.key for one in found if heard.has(one.artist.name)]
            if not namesakes:
                return found
            exclude += namesakes
        return []

    def _half_known(self, asked: Wish, heard: Listening, k: int) -> list[Recommendation]:
        """The best of the artists that were played a few times."""
        among, left = _HALF_KNOWN_AMONG, heard.half.difference(asked.exclude, asked.disliked)
        while asked.liked and left:
            best = self._engine.recommend(
                asked.liked, k=among, disliked=asked.disliked, exclude=asked.exclude
            )
            found = [one for one in best if one.artist.key in left][:k]
            if len(found) == min(k, len(left)) or len(best) < among:
                return found
            among *= 8
        return []
