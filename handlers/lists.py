"""The lists that listeners page through: asked of the engine once, remembered in storage, read back from it.

Nothing is kept in this process: a list goes on after a restart where it stood.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.anew import Anew
from handlers.callbacks import AskersButton, ForeignButton, StaleButton, check_owner
from handlers.heard import ALL, Scope
from handlers.picks import Picks
from handlers.showing import Entry, Page, PastList, Rated, Showing, Why
from recommender import Recommender
from recommender.types import Recommendation
from storage import News, Query, QueryKind, Shown, Storage, Verdict

PAGE = 5
_PAST = timedelta(hours=12)
"""After which a list is one of the past, and says of when it is."""


class Lists:
    def __init__(self, storage: Storage, engine: Recommender, *, personal: bool = True) -> None:
        """Lists that are not `personal` are for all to see, and made without the asker's verdicts."""
        self._personal = personal
        self._storage = storage
        self._showing = Showing(engine)
        self._picks = Picks(storage.plays, engine)
        self._anew = Anew(storage, self._picks)

    async def ask(self, user_id: int, kind: QueryKind, seeds: Mapping[str, str] | None = None) -> Page:
        """Begin a list and return its first page, which is empty when nothing is left to show.

        `seeds` maps artist keys to what the listener called them; the query's text keeps one a line.
        """
        called = seeds or {}
        query = await self._storage.queries.add(user_id, kind, "\n".join(called.values()), list(called))
        return await self._page(query, 0)

    async def for_you(self, user_id: int, scope: Scope = ALL) -> Page:
        """Begin a list from all that the listener likes and plays."""
        return await self._page(await self._storage.queries.add(user_id, QueryKind.FORYOU, str(scope), []), 0)

    async def turn_to(self, user_id: int, query_id: int, *, half: bool) -> Page:
        """Begin the same list of /foryou with artists half known, or with unknown ones."""
        query = await self._own(user_id, query_id)
        return await self.for_you(user_id, Scope(Scope.parse(query.text).year, half))

    async def again(self, user_id: int, query_id: int) -> Page:
        """Ask a past query anew: the same question in the light of all verdicts up to now."""
        query = await self._own(user_id, query_id)
        queries = self._storage.queries
        asked = await queries.add(user_id, query.kind, query.text, query.seeds, after=query.id)
        return await self._page(asked, 0)

    async def replay(self, user_id: int, query_id: int) -> Page:
        """The first page of a list as it was, which may have been empty."""
        query = await self._own(user_id, query_id)
        if not await self._storage.queries.shown(query_id):
            return await self._rendered(query, 0, [], {})
        return await self._page(query, 0)

    async def similar(self, user_id: int, query_id: int, position: int) -> Page:
        """Begin a list of artists like one of an earlier list."""
        _, shown = await self._find(user_id, query_id, position)
        return await self.ask(user_id, QueryKind.SIMILAR, {shown.artist_key: shown.artist_name})

    async def page(self, user_id: int, query_id: int, number: int) -> Page:
        """A page shown before as it was, or the next one, made in the light of all verdicts up to now."""
        return await self._page(await self._own(user_id, query_id), number)

    async def entry(self, user_id: int, query_id: int, position: int) -> Entry:
        query, shown = await self._find(user_id, query_id, position)
        verdicts = await self._verdicts(query)
        imported = await self._imported(query)
        return await asyncio.to_thread(self._showing.entry, query, shown, verdicts, imported=imported)

    async def why(self, user_id: int, query_id: int, position: int) -> Why:
        """All that carried an artist into a list."""
        query, shown = await self._find(user_id, query_id, position)
        verdicts = await self._verdicts(query)
        imported = await self._imported(query)
        return await asyncio.to_thread(self._showing.why, query, shown, verdicts, imported=imported)

    async def rate(self, user_id: int, query_id: int, position: int, verdict: Verdict) -> Rated:
        """Store a verdict on an artist of a list; the same verdict again takes it back."""
        _, shown = await self._find(user_id, query_id, position)
        verdicts = self._storage.verdicts
        stands = await verdicts.toggle(user_id, shown.artist_key, shown.artist_name, verdict)
        return Rated(shown.artist_name, verdict, stands)

    async def past(self, user_id: int, number: int, size: int) -> list[PastList]:
        """A page of the listener's history, newest first."""
        past = await self._storage.queries.page(user_id, size, number * size)
        return await asyncio.to_thread(lambda: [self._showing.past(one) for one in past])

    async def _own(self, user_id: int, query_id: int) -> Query:
        query = await self._storage.queries.get(query_id)
        if query is None:
            raise StaleButton(f"no query {query_id}")
        check_owner(query.user_id, user_id, ForeignButton if self._personal else AskersButton)
        return query

    async def _find(self, user_id: int, query_id: int, position: int) -> tuple[Query, Shown]:
        query = await self._own(user_id, query_id)
        shown = await self._storage.queries.shown(query_id)
        if position >= len(shown):
            raise StaleButton(f"query {query_id} has shown nothing at {position}")
        return query, shown[position]

    async def _page(self, query: Query, number: int) -> Page:
        start = number * PAGE
        shown = await self._storage.queries.shown(query.id)
        verdicts = await self._verdicts(query)
        if start > len(shown):
            raise StaleButton(f"query {query.id} has no page {number} yet")
        if start == len(shown):
            shown += await self._show_more(query, shown, verdicts)
        return await self._rendered(query, number, shown, verdicts)

    async def _rendered(
        self, query: Query, number: int, shown: Sequence[Shown], verdicts: Mapping[str, Verdict]
    ) -> Page:
        imported, page_of = await self._imported(query), self._showing.page
        of_page = shown[number * PAGE : (number + 1) * PAGE]
        page = await asyncio.to_thread(page_of, query, number, of_page, verdicts, imported=imported)
        past = datetime.now(UTC) - query.asked_at > _PAST
        earlier = await self._storage.queries.get(query.after) if query.after is not None else None
        return replace(
            page,
            update=await self._anew.update(query, shown, verdicts, PAGE) if self._personal else None,
            asked_at=query.asked_at if past else None,
            follows=earlier.asked_at if earlier else None,
        )

    async def _verdicts(self, query: Query) -> Mapping[str, Verdict]:
        return await self._storage.verdicts.of(query.user_id) if self._personal else {}

    async def _imported(self, query: Query) -> bool:
        return query.kind is QueryKind.FORYOU and await self._storage.plays.any(query.user_id)

    async def _show_more(
        self, query: Query, shown: Sequence[Shown], verdicts: Mapping[str, Verdict]
    ) -> list[Shown]:
        start, keys = len(shown), [one.artist_key for one in shown]
        before = await self._storage.queries.shown_before(query.id)
        found = await self._picks.next(query, keys, verdicts, PAGE, before)
        news = await self._anew.news(query, keys, verdicts, found)
        more = [
            _as_shown(position, one, *news.get(one.artist.key, (None, None)))
            for position, one in enumerate(found, start)
        ]
        await self._storage.queries.show(query.id, start, more)
        return more


def _as_shown(position: int, found: Recommendation, news: News | None, news_key: str | None) -> Shown:
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
