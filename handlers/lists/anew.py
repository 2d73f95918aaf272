"""Lists asked anew: what a list would show by now, and why that is not what it showed."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from errors import UnknownArtist
from handlers.lists.picks import Picks
from recommender.types import Recommendation
from storage import Asked, News, Query, QueryKind, Shown, Storage, Verdict

_NEUTRAL = {Verdict.LIKE: Verdict.KNOWN, Verdict.DISLIKE: Verdict.KNOWN}
"""Verdicts that move a list -> one that only leaves the artist out."""


@dataclass(frozen=True, slots=True)
class Update:
    """How many artists would be new in a list, because of whom: all that were rated since it was asked."""

    new: int
    names: tuple[str, ...]


class Anew:
    def __init__(self, storage: Storage, picks: Picks) -> None:
        self._storage = storage
        self._picks = picks

    async def update(
        self, query: Query, shown: Sequence[Shown], verdicts: Mapping[str, Verdict], k: int
    ) -> Update | None:
        """What asking anew would bring, where something in the list was rated since it was asked.

        Without those ratings the list would be the same, so all that is new is because of them.
        """
        if query.kind in (QueryKind.SHARED, QueryKind.WEEKLY):  # they stay as they are
            return None
        since, before, rests = await asyncio.gather(
            self._storage.verdicts.since(query.user_id, query.asked_at),
            self._storage.queries.shown_before(query),
            self._picks.away(query),
        )
        keys = {one.artist_key for one in shown}
        if not any(one.artist_key in keys for one in since):
            return None
        try:
            found = await self._picks.next(
                query, [], verdicts, k, [*keys, *before], rests=rests, reasons=False
            )
        except UnknownArtist:  # the bundle was retrained, and what was asked for then is gone
            return None
        new = sum(one.artist.key not in keys for one in found)
        return Update(new, tuple(one.artist_name for one in since)) if new else None

    async def news(
        self,
        asked: Asked,
        shown: Sequence[str],
        verdicts: Mapping[str, Verdict],
        found: Sequence[Recommendation],
        rests: Collection[str],
    ) -> dict[str, tuple[News, str | None]]:
        """Which of these artists are new since the list that this one follows, and why.

        On pages that were not opened then, only those are whom ratings brought.
        """
        earlier = await self._storage.queries.get(asked.after) if asked.after is not None else None
        if earlier is None:
            return {}
        known = {one.artist_key for one in await self._storage.queries.shown(earlier.id)}
        judgements = await self._storage.verdicts.since(asked.user_id, earlier.asked_at)
        since = {one.artist_key: one.verdict for one in judgements}
        otherwise = await self._otherwise(asked, shown, verdicts, since, len(found), rests=rests)
        opened = len(shown) < len(known)
        return {
            one.artist.key: _why(one, since, otherwise, known)
            for one in found
            if one.artist.key not in known and (opened or one.artist.key not in otherwise)
        }

    async def _otherwise(
        self,
        asked: Asked,
        shown: Sequence[str],
        verdicts: Mapping[str, Verdict],
        since: Mapping[str, Verdict],
        k: int,
        *,
        rests: Collection[str],
    ) -> set[str]:
        """What would be there if the ratings since had only left their artists out."""
        neutral = {key: _NEUTRAL.get(one, one) if key in since else one for key, one in verdicts.items()}
        before = await self._storage.queries.shown_before(asked)
        found = await self._picks.next(asked, shown, neutral, k, before, rests=rests, reasons=False)
        return {one.artist.key for one in found}


def _why(
    found: Recommendation, since: Mapping[str, Verdict], otherwise: set[str], known: set[str]
) -> tuple[News, str | None]:
    if found.artist.key in otherwise:
        return (News.MOVED if known & since.keys() else News.APPEARED), None
    liked = (one.artist.key for one in found.reasons if since.get(one.artist.key) is Verdict.LIKE)
    by = next(liked, None)
    return (News.RATED, None) if by is None else (News.LIKED, by)
