"""The lists that listeners page through: asked of the engine once, remembered in storage, read back from it.

Nothing is kept in this process: a list goes on after a restart where it stood.
"""

import asyncio
from collections.abc import Mapping, Sequence

from handlers.buttons import links
from handlers.lists.anew import Anew
from handlers.lists.data import Page
from handlers.lists.heard import ALL, Scope
from handlers.lists.histories import Histories
from handlers.lists.making import Making
from handlers.lists.pages import WHOLE, Pages, stands
from handlers.lists.picks import Picks, as_shown
from handlers.lists.reading import Listed, Reading
from handlers.lists.steps import DIAL
from handlers.lists.wishes import PAGE, UNSEEN
from recommender import Artist, Recommender
from storage import Asked, PastQuery, QueryKind, SavedList, Shown, Storage, Verdict

_WEEKLY = 10  # artists of a weekly pick


class Lists:
    def __init__(
        self, storage: Storage, engine: Recommender, histories: Histories, *, personal: bool = True
    ) -> None:
        """Lists that are not `personal` are for all to see, and made without the asker's verdicts."""
        self._personal = personal
        self._storage = storage
        self._engine = engine
        self._reading = Reading(storage, personal=personal)
        self._picks = Picks(storage, engine, histories, personal=personal)
        anew = Anew(storage, self._picks)
        self._pages = Pages(storage, engine, anew, self._reading, personal=personal)
        self._making = Making(storage, self._picks, anew, self._reading, self._pages, personal=personal)

    async def ask(
        self,
        user_id: int,
        kind: QueryKind,
        seeds: Mapping[str, str] | None = None,
        without: Sequence[str] = (),
    ) -> Page:
        """Begin a list and return its first page, which is empty when nothing is left to show.

        `seeds` maps artist keys to what the listener called them; the query's text keeps one a line. Who is
        to be left out goes by keys.
        """
        called = seeds or {}
        text = "\n".join(called.values())
        kind = kind if self._personal else QueryKind.OPEN
        return await self._making.begin(Asked(user_id, kind, text, tuple(called), without=tuple(without)))

    async def for_you(self, user_id: int, scope: Scope = ALL) -> Page:
        """Begin a list from all that the listener likes and plays."""
        return await self._making.begin(Asked(user_id, QueryKind.FORYOU, str(scope)))

    async def from_taste(self, user_id: int) -> Page | None:
        """The same; None, and no list begun, where there is no taste to go by."""
        asked = Asked(user_id, QueryKind.FORYOU, str(ALL))
        before = await self._making.before(asked)
        if Verdict.LIKE not in before[0].values() and not await self._storage.plays.any(user_id):
            return None
        return await self._making.begun(asked, *before)

    async def has_unknown_taste(self, user_id: int, scope: Scope = ALL) -> bool:
        """Whether none of whom they like and play, or played in that year, is in the catalogue."""
        wanted, _ = await self._picks.taste(user_id, await self._reading.verdicts(user_id), scope)
        return not wanted.liked

    async def unwanted(self, user_id: int) -> set[str]:
        """Whom the listener never wants to see, or not for now."""
        verdicts = await self._reading.verdicts(user_id)
        return {key for key, one in verdicts.items() if one in UNSEEN}

    async def examples(self, user_id: int) -> list[Artist]:
        """Much heard artists to try, without whom the listener never wants to see, or not for now."""
        hidden = await self._storage.verdicts.hidden(user_id)
        return [one for one in self._engine.examples if one.key not in hidden]

    async def weekly(self, user_id: int) -> Page:
        """Make this week's pick: ten artists not heard and in no earlier pick; fewer where none is left."""
        asked = Asked(user_id, QueryKind.WEEKLY)
        earlier = await self._storage.queries.shown_in_all(user_id, QueryKind.WEEKLY)
        verdicts, rests = await self._making.before(asked)
        found = await self._picks.next(asked, earlier, verdicts, _WEEKLY, rests=rests)
        shown = [as_shown(position, one) for position, one in enumerate(found)]
        query = await self._storage.weekly.make(asked, shown)
        return await self._making.page(query, 0, shown, verdicts)

    async def turn_to(self, user_id: int, query_id: int, *, half: bool) -> Page:
        """Begin the same list of /foryou with artists half known, or with unknown ones."""
        query = await self._reading.own(user_id, query_id)
        return await self.for_you(user_id, Scope(Scope.parse(query.text).year, half))

    async def again(self, user_id: int, query_id: int) -> Page:
        """Ask a past query anew: the same question in the light of all verdicts up to now."""
        query = await self._reading.own(user_id, query_id)
        if query.kind in WHOLE:
            return await self.turn(user_id, query_id, 0)
        kind = QueryKind.RECOMMEND if query.kind is QueryKind.OPEN else query.kind
        anew = Asked(user_id, kind, query.text, query.seeds, query.id, query.without)
        return await self._making.begin(anew)

    async def turn_dial(self, user_id: int, query_id: int, step: int) -> Page:
        """Turn the listener's dial and ask a list anew by it."""
        await self._reading.own(user_id, query_id)
        await self._storage.preferences.put(user_id, DIAL, str(step))
        return await self.again(user_id, query_id)

    async def replay(self, user_id: int, query_id: int) -> Page:
        """The first page of a list as it was, which may have been empty."""
        query, shown, verdicts = await self._reading.listed(user_id, query_id)
        if not shown:
            return await self._pages.page(query, 0, [], {})
        await self._storage.history.open(query_id, 0)
        return await self._making.page(query, 0, shown, verdicts)

    async def linked(self, user_id: int, payload: str) -> Page | None:
        """What a link leads to: a shared list, or a list of artists like one; None if it leads nowhere."""
        token, key = links.list_of(payload), links.artist_of(payload)
        shared = await self._storage.saved.shared(token) if token else None
        if shared is not None:
            return await self._open(user_id, shared)
        if key is None or not self._engine.knows(key):
            return None
        return await self.ask(user_id, QueryKind.RECOMMEND, {key: self._engine.artist(key).name})

    async def _open(self, user_id: int, saved: SavedList) -> Page:
        """A shared list as one of this listener's own, without those they never want to see."""
        verdicts = await self._storage.verdicts.of(user_id)
        wanted = [one for one in saved.artists if verdicts.get(one[0]) not in UNSEEN]
        shown = [
            Shown(position, key, name, match=0, reason_key=None, score=0.0)
            for position, (key, name) in enumerate(wanted)
        ]
        query, shown = await self._making.stored(Asked(user_id, QueryKind.SHARED, saved.title), shown)
        return await self._making.page(query, 0, shown, await self._reading.verdicts(user_id))

    async def similar(self, user_id: int, query_id: int, position: int) -> Page:
        """Begin a list of artists like one of an earlier list."""
        _, shown, _ = await self._reading.tapped(user_id, query_id, position)
        return await self.ask(user_id, QueryKind.SIMILAR, {shown.artist_key: shown.artist_name})

    async def page(self, user_id: int, query_id: int, number: int) -> Page:
        """A page shown before as it was, or the next one, made in the light of all verdicts up to now."""
        return await self.page_of(await self._reading.listed(user_id, query_id), number)

    async def page_of(self, listed: Listed, number: int) -> Page:
        """The same of a list that was read already."""
        query, shown, verdicts = listed
        return await self._making.page(query, number, shown, verdicts)

    async def last(self, user_id: int) -> PastQuery | None:
        """The list that the listener saw last."""
        return await self._storage.history.last(user_id)

    async def after(self, user_id: int, last: PastQuery) -> Page | None:
        """The page behind the one where the listener stands; None where all of the list was shown."""
        number = stands(last) + 1
        if not last.shown_count or number * PAGE > last.shown_count:
            return None
        page = await self.turn(user_id, last.query.id, number)
        return page if page.entries else None

    async def before(self, user_id: int, last: PastQuery) -> Page | None:
        """The page before it; None at the first."""
        number = stands(last) - 1
        return await self.turn(user_id, last.query.id, number) if number >= 0 else None

    async def turn(self, user_id: int, query_id: int, number: int) -> Page:
        """As `page`, and the listener stands there from now on."""
        listed = await self._reading.listed(user_id, query_id)
        if not (self._personal and number * PAGE < len(listed[1])):  # a new page is noted as it is made
            return await self.page_of(listed, number)
        page, _ = await asyncio.gather(
            self.page_of(listed, number), self._storage.history.open(query_id, number * PAGE)
        )
        return page
