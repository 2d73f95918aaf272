"""What stands next in a list: the engine asked with all that is known of the listener."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from handlers.frame.thinking import think
from handlers.lists.heard import ALL, Listening, Scope, follow
from handlers.lists.histories import Histories
from handlers.lists.steps import AT_FIRST, step_of
from handlers.lists.wishes import Wish, wish
from recommender import Recommender
from recommender.types import Recommendation
from storage import Asked, News, QueryKind, Shown, Storage, Verdict

FOR_ONE = (QueryKind.FORYOU, QueryKind.WEEKLY)
"""Lists that follow from all that the listener likes and plays."""
HIDE_HEARD = "hide-heard"
"""Name of the preference to leave artists heard out of all lists, not of /foryou alone."""
_HALF_KNOWN_AMONG = 500  # of the best artists; more where these are too few


async def has_taste(storage: Storage, user_id: int) -> bool:
    """Whether there is a taste to go by."""
    likes = await storage.verdicts.count(user_id, Verdict.LIKE)
    return bool(likes) or await storage.plays.any(user_id)


def as_shown(
    position: int, found: Recommendation, news: News | None = None, news_key: str | None = None
) -> Shown:
    """A pick as storage keeps it."""
    reasons = tuple((reason.artist.key, reason.share) for reason in found.reasons)
    return Shown(
        position=position,
        artist_key=found.artist.key,
        artist_name=found.artist.name,
        match=found.match,
        reason_key=reasons[0][0] if reasons else None,
        score=found.score,
        reasons=reasons,
        news=news,
        news_key=news_key,
    )


class Picks:
    def __init__(
        self, storage: Storage, engine: Recommender, histories: Histories, *, personal: bool = True
    ) -> None:
        self._plays = storage.plays
        self._preferences = storage.preferences
        self._freshness = storage.freshness
        self._personal = personal
        self._engine = engine
        self._histories = histories

    async def next(
        self,
        asked: Asked,
        shown: Sequence[str],
        verdicts: Mapping[str, Verdict],
        k: int,
        before: Collection[str] = (),
        *,
        rests: Collection[str],
        reasons: bool = True,
    ) -> list[Recommendation]:
        """The k best artists of a list that it has not shown yet; those shown `before` may come again.

        Who `rests` stays away.
        """
        heard = await self._hidden(asked)
        step = await step_of(self._preferences, asked.user_id) if self._personal else AT_FIRST
        away = (*rests, *asked.without)
        wanted = wish(asked.seeds, verdicts, shown, self._engine.knows, before, rests=away)
        wanted = replace(wanted, step=step, reasons=reasons)
        return await think(self._next, asked, wanted, verdicts, heard, k)

    async def taste(
        self, user_id: int, verdicts: Mapping[str, Verdict], scope: Scope = ALL
    ) -> tuple[Wish, Listening]:
        """What a listener's own list of that scope would follow from, and what they have heard."""
        rests = await self._freshness.resting(user_id)
        heard = await self._histories.of(user_id, scope.year)
        own = wish((), verdicts, (), self._engine.knows, rests=rests)
        return follow(own, verdicts, heard, scope), heard

    async def away(self, asked: Asked) -> list[str]:
        """Who stays away from a list: whom the listener passed over again and again, and so rests.

        From lists that follow from their taste also whom they named themselves: they know them. Of artists
        half known all are wanted.
        """
        half = asked.kind is QueryKind.FORYOU and Scope.parse(asked.text).half
        if half or not self._personal:
            return []
        user_id, known_by = asked.user_id, asked.known_by
        if asked.kind not in FOR_ONE:
            return await self._freshness.resting(user_id, known_by)
        both = self._freshness.resting(user_id, known_by), self._freshness.named(user_id, known_by)
        rests, named = await asyncio.gather(*both)
        return [*rests, *named]

    async def _hidden(self, asked: Asked) -> Listening:
        """What was heard, where the list is to leave it out; whom the listener banned is left out anyway."""
        if not self._personal or not await self._plays.any(asked.user_id):  # mostly known without a look
            return Listening()
        if asked.kind in FOR_ONE or await self._preferences.get(asked.user_id, HIDE_HEARD):
            return await self._histories.of(asked.user_id, Scope.parse(asked.text).year)
        return await self._histories.banned(asked.user_id)

    def _next(
        self,
        asked: Asked,
        wanted: Wish,
        verdicts: Mapping[str, Verdict],
        heard: Listening,
        k: int,
    ) -> list[Recommendation]:
        if asked.kind not in FOR_ONE:
            hidden = sorted({*wanted.exclude, *heard.heard} - wanted.liked.keys())
            return self._unheard(replace(wanted, exclude=hidden), heard, k)
        scope = Scope.parse(asked.text)
        wanted = follow(wanted, verdicts, heard, scope)
        return self._half_known(wanted, heard, k) if scope.half else self._unheard(wanted, heard, k)

    def _unheard(self, wanted: Wish, heard: Listening, k: int) -> list[Recommendation]:
        """The best artists of which none bears the name of one that was heard."""
        exclude = list(wanted.exclude)
        while wanted.liked:
            found = self._engine.recommend(
                wanted.liked,
                k=k,
                disliked=wanted.disliked,
                exclude=exclude,
                step=wanted.step,
                beside=wanted.beside,
                reasons=wanted.reasons,
                page=wanted.page,
                other_names=False,
            )
            namesakes = [one.artist.key for one in found if heard.has(one.artist.name)]
            if not namesakes:
                return found
            exclude += namesakes
        return []

    def _half_known(self, wanted: Wish, heard: Listening, k: int) -> list[Recommendation]:
        """The best of the artists that were played a few times.

        Where nobody else was played, each half of them is asked by the other.
        """
        left = heard.half.difference(wanted.exclude, wanted.disliked)
        if wanted.liked:
            return self._among(wanted, left, k)
        keys = sorted(left, key=lambda key: (-heard.weights.get(key, 0.0), key))
        found = [
            one
            for asking, asked in ((keys[::2], keys[1::2]), (keys[1::2], keys[::2]))
            for one in self._among(replace(wanted, liked=dict.fromkeys(asking, 1.0)), frozenset(asked), k)
        ]
        return sorted(found, key=lambda one: -one.match)[:k]

    def _among(self, wanted: Wish, left: Collection[str], k: int) -> list[Recommendation]:
        """The k best of those that are left."""
        among = _HALF_KNOWN_AMONG
        while wanted.liked and left:
            best = self._engine.recommend(
                wanted.liked, k=among, disliked=wanted.disliked, exclude=wanted.exclude
            )
            found = [one for one in best if one.artist.key in left][:k]
            if len(found) == min(k, len(left)) or len(best) < among:
                return found
            among *= 8
        return []
