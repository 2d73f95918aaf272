"""The lists that listeners page through: asked of the engine once, remembered in storage, read back from it.

Nothing is kept in this process: a list goes on after a restart where it stood.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.callbacks import AskersButton, ForeignButton, StaleButton, check_owner
from handlers.heard import ALL, Scope
from handlers.picks import Picks
from recommender import Recommender
from recommender.types import Recommendation
from storage import PastQuery, Query, QueryKind, Shown, Storage, Verdict

PAGE = 5
_GENRES = 3
_SHARED_GENRES = 1


@dataclass(frozen=True, slots=True)
class Because:
    """Why an artist stands in a list: one that was asked for, or else that the listener likes or plays."""

    name: str
    asked: bool
    genres: tuple[str, ...]
    played: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One artist of a list; `match` in percent, `position` counts from 0 over all pages."""

    query_id: int
    position: int
    key: str
    name: str
    match: int
    genres: tuple[str, ...]
    because: Because | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `heard` holds the listener's words that were misspelt, and the names they meant."""

    query_id: int
    kind: QueryKind
    names: tuple[str, ...]
    heard: tuple[tuple[str, str], ...]
    number: int
    entries: tuple[Entry, ...]
    scope: Scope = ALL
    imported: bool = False
    """Whether the listener's own listening is known."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What a tap on a verdict did: `stands` is None when it took the verdict back."""

    name: str
    verdict: Verdict
    stands: Verdict | None


@dataclass(frozen=True, slots=True)
class PastList:
    """A list as the history names it, with the names of what was rated in it."""

    past: PastQuery
    names: tuple[str, ...]
    rated: Mapping[Verdict, tuple[str, ...]]


class Lists:
    def __init__(self, storage: Storage, engine: Recommender, *, personal: bool = True) -> None:
        """Lists that are not `personal` are for all to see, and made without the asker's verdicts."""
        self._personal = personal
        self._storage = storage
        self._engine = engine
        self._picks = Picks(storage.plays, engine)

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
        """Ask a past query anew."""
        query = await self._own(user_id, query_id)
        if query.kind is QueryKind.FORYOU:
            return await self.for_you(user_id, Scope.parse(query.text))
        return await self.ask(user_id, query.kind, _called(query))

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
        return await asyncio.to_thread(self._entry, query, shown, verdicts, imported=imported)

    async def rate(self, user_id: int, query_id: int, position: int, verdict: Verdict) -> Rated:
        """Store a verdict on an artist of a list; the same verdict again takes it back."""
        _, shown = await self._find(user_id, query_id, position)
        verdicts = self._storage.verdicts
        stands = await verdicts.toggle(user_id, shown.artist_key, shown.artist_name, verdict)
        return Rated(shown.artist_name, verdict, stands)

    async def past(self, user_id: int, number: int, size: int) -> list[PastList]:
        """A page of the listener's history, newest first."""
        past = await self._storage.queries.page(user_id, size, number * size)
        return await asyncio.to_thread(lambda: [self._past(one) for one in past])

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
        imported = await self._imported(query)
        of_page = shown[start : start + PAGE]
        return await asyncio.to_thread(self._render, query, number, of_page, verdicts, imported=imported)

    async def _verdicts(self, query: Query) -> Mapping[str, Verdict]:
        return await self._storage.verdicts.of(query.user_id) if self._personal else {}

    async def _imported(self, query: Query) -> bool:
        return query.kind is QueryKind.FORYOU and await self._storage.plays.any(query.user_id)

    async def _show_more(
        self, query: Query, shown: Sequence[Shown], verdicts: Mapping[str, Verdict]
    ) -> list[Shown]:
        found = await self._picks.next(query, [one.artist_key for one in shown], verdicts, PAGE)
        start = len(shown)
        more = [_as_shown(position, one) for position, one in enumerate(found, start)]
        await self._storage.queries.show(query.id, start, more)
        return more

    def _render(
        self,
        query: Query,
        number: int,
        shown: Sequence[Shown],
        verdicts: Mapping[str, Verdict],
        *,
        imported: bool,
    ) -> Page:
        called = _called(query)
        names = self._names(called)
        heard = tuple(pair for pair in zip(called.values(), names, strict=True) if pair[0] != pair[1])
        entries = tuple(self._entry(query, one, verdicts, imported=imported) for one in shown)
        scope = Scope.parse(query.text) if query.kind is QueryKind.FORYOU else ALL
        return Page(query.id, query.kind, names, heard, number, entries, scope, imported)

    def _entry(self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool) -> Entry:
        return Entry(
            query_id=query.id,
            position=shown.position,
            key=shown.artist_key,
            name=shown.artist_name,
            match=shown.match,
            genres=self._genres(shown.artist_key)[:_GENRES],
            because=self._because(query, shown, verdicts, imported=imported),
            verdict=verdicts.get(shown.artist_key),
        )

    def _because(
        self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool
    ) -> Because | None:
        if shown.reason_key is None or not self._engine.knows(shown.reason_key):
            return None
        reason = self._engine.artist(shown.reason_key)
        shared = tuple(genre for genre in self._genres(shown.artist_key) if genre in reason.genres)
        played = imported and verdicts.get(reason.key) is not Verdict.LIKE
        return Because(reason.name, reason.key in query.seeds, shared[:_SHARED_GENRES], played)

    def _past(self, past: PastQuery) -> PastList:
        keys = {verdict: [key for key, one in past.rated.items() if one is verdict] for verdict in Verdict}
        rated = {verdict: self._names({key: key for key in of}) for verdict, of in keys.items() if of}
        return PastList(past, self._names(_called(past.query)), rated)

    def _genres(self, key: str) -> tuple[str, ...]:
        return self._engine.artist(key).genres if self._engine.knows(key) else ()

    def _names(self, called: Mapping[str, str]) -> tuple[str, ...]:
        knows, artist = self._engine.knows, self._engine.artist
        return tuple(artist(key).name if knows(key) else name for key, name in called.items())


def _called(query: Query) -> dict[str, str]:
    return dict(zip(query.seeds, query.text.split("\n"), strict=False))


def _as_shown(position: int, found: Recommendation) -> Shown:
    reason = found.reasons[0].artist.key if found.reasons else None
    return Shown(position, found.artist.key, found.artist.name, found.match, reason, found.score)
