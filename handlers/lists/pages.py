"""Pages of lists as plain data: what was shown, and what became of the list since it was asked."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.lists.anew import Anew, Update
from handlers.lists.data import Page
from handlers.lists.heard import Scope
from handlers.lists.reading import Reading, Verdicts, to_keep
from handlers.lists.showing import Showing
from handlers.lists.steps import step_of
from handlers.lists.wishes import PAGE
from recommender import Recommender
from storage import PastQuery, Query, QueryKind, Shown, Storage

WHOLE = (QueryKind.SHARED, QueryKind.WEEKLY)
"""Lists that have all their artists from the beginning."""
_PAST = timedelta(hours=12)
"""After which a list is one of the past, and says of when it is."""


def stands(past: PastQuery) -> int:
    """The number of the page where a listener stands: the one turned to last, else the last that they saw."""
    if past.position is not None:
        return past.position // PAGE
    return 0 if past.query.kind in WHOLE else (past.shown_count - 1) // PAGE


class Pages:
    def __init__(
        self, storage: Storage, engine: Recommender, anew: Anew, reading: Reading, *, personal: bool
    ) -> None:
        """Of lists that are not `personal` nothing is looked up that is the asker's alone."""
        self._personal = personal
        self._storage = storage
        self._showing = Showing(engine)
        self._anew = anew
        self._reading = reading

    async def page(
        self,
        query: Query,
        number: int,
        shown: Sequence[Shown],
        verdicts: Verdicts,
        *,
        begun: bool = False,
    ) -> Page:
        """A page as plain data; of a list just `begun` nothing was rated or kept yet."""
        looked = self._personal and not begun
        of_page, imported = shown[number * PAGE : (number + 1) * PAGE], await self._reading.imported(query)
        page = self._showing.page(query, number, of_page, verdicts, imported=imported)
        past = datetime.now(UTC) - query.asked_at > _PAST
        earlier = await self._storage.queries.get(query.after) if query.after is not None else None
        update, kept = await self._since(query, shown, verdicts) if looked else (None, None)
        return replace(
            page,
            update=update,
            asked_at=query.asked_at if past else None,
            follows=earlier.asked_at if earlier else None,
            total=len(shown) if query.kind in WHOLE else None,
            kept=kept,
            step=await self._step(query) if self._personal else None,
        )

    async def _since(
        self, query: Query, shown: Sequence[Shown], verdicts: Verdicts
    ) -> tuple[Update | None, int | None]:
        """What became of a list since it was asked: what asking anew would bring, and whether it is kept."""
        return await asyncio.gather(
            self._anew.update(query, shown, verdicts, PAGE), self._kept(query, shown, verdicts)
        )

    async def _step(self, query: Query) -> int | None:
        """Where the dial stands, where the list follows it."""
        half = query.kind is QueryKind.FORYOU and Scope.parse(query.text).half
        return (
            None if half or query.kind in WHOLE else await step_of(self._storage.preferences, query.user_id)
        )

    async def _kept(self, query: Query, shown: Sequence[Shown], verdicts: Verdicts) -> int | None:
        """The id of the kept list that holds all there is to keep of this one, if there is one."""
        saved = await self._storage.saved.of_query(query.id)
        return saved.id if saved and set(to_keep(shown, verdicts)) <= set(saved.artists) else None
