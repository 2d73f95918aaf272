"""How a list comes about: its first page, and each that follows, in the light of what is known by then."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace

from handlers.buttons.callbacks import StaleButton
from handlers.lists.anew import Anew
from handlers.lists.data import Page
from handlers.lists.pages import WHOLE, Pages
from handlers.lists.picks import Picks, as_shown
from handlers.lists.reading import Reading, Verdicts
from handlers.lists.wishes import PAGE
from storage import Asked, Query, QueryKind, Shown, Storage


class Making:
    def __init__(
        self, storage: Storage, picks: Picks, anew: Anew, reading: Reading, pages: Pages, *, personal: bool
    ) -> None:
        self._personal = personal
        self._storage = storage
        self._picks = picks
        self._anew = anew
        self._reading = reading
        self._pages = pages

    async def before(self, asked: Asked) -> tuple[Verdicts, list[str]]:
        """What is known of the listener before a list is made: their verdicts, and who rests."""
        return await asyncio.gather(self._reading.verdicts(asked.user_id), self._picks.away(asked))

    async def begin(self, asked: Asked) -> Page:
        """Begin a list that shows its artists page by page; what stops it leaves none behind."""
        return await self.begun(asked, *await self.before(asked))

    async def begun(self, asked: Asked, verdicts: Verdicts, rests: Collection[str]) -> Page:
        """The same with what was known before."""
        query, shown = await self.stored(asked, await self._more(asked, [], verdicts, rests))
        page = await self._pages.page(query, 0, shown, verdicts, begun=True)
        return replace(page, resting=await self._missed(asked, verdicts, rests)) if rests else page

    async def stored(self, asked: Asked, shown: list[Shown]) -> tuple[Query, list[Shown]]:
        """A list with its first page, or what was stored before: who rests may have changed by that."""
        query = await self._storage.queries.add(asked, shown)
        return query, await self._storage.queries.shown(query.id) if query.stored_before else shown

    async def page(self, query: Query, number: int, shown: Sequence[Shown], verdicts: Verdicts) -> Page:
        """A page shown before as it was, or the next one, made in the light of these verdicts."""
        start = number * PAGE
        if start > len(shown):
            raise StaleButton(f"query {query.id} has no page {number} yet")
        begun = not shown
        if start == len(shown) and query.kind not in WHOLE:
            more = await self._more(query, shown, verdicts, await self._picks.away(query))
            query, shown = await self._gone_on(query, shown, more)
        return await self._pages.page(query, number, shown, verdicts, begun=begun)

    async def _gone_on(
        self, query: Query, shown: Sequence[Shown], more: Sequence[Shown]
    ) -> tuple[Query, list[Shown]]:
        """The list with one page more.

        Who goes on alone with a list that a group sees gets a copy of it as their own: the page follows from
        what they like, and the group's next one is still to be made.
        """
        together = [*shown, *more]
        if more and self._personal and query.kind is QueryKind.OPEN:
            own = Asked(query.user_id, QueryKind.RECOMMEND, query.text, query.seeds, without=query.without)
            return await self.stored(own, together)
        opened = self._personal and bool(more)
        await self._storage.queries.show(query.id, len(shown), more, opened=opened)
        return query, together

    async def _more(
        self, asked: Asked, shown: Sequence[Shown], verdicts: Verdicts, rests: Collection[str]
    ) -> list[Shown]:
        """What stands on a list's next page."""
        start, keys = len(shown), [one.artist_key for one in shown]
        before = await self._storage.queries.shown_before(asked)
        found = await self._picks.next(asked, keys, verdicts, PAGE, before, rests=rests)
        news = await self._anew.news(asked, keys, verdicts, found, rests)
        return [
            as_shown(position, one, *news.get(one.artist.key, (None, None)))
            for position, one in enumerate(found, start)
        ]

    async def _missed(self, asked: Asked, verdicts: Verdicts, rests: Collection[str]) -> int:
        """How many of those who rest would stand on the first page: it has to be told why they do not."""
        if asked.kind is not QueryKind.RECOMMEND or asked.after is not None:
            return 0
        all_of_them = await self._picks.next(asked, [], verdicts, PAGE, rests=(), reasons=False)
        return len({one.artist.key for one in all_of_them} & set(rests))
