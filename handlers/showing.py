"""What is shown of a list, as plain data for a card: read from what storage keeps and the catalogue knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.anew import Update
from handlers.heard import ALL, Scope
from recommender import Company, Recommender
from storage import News, PastQuery, Query, QueryKind, Shown, Verdict

WEEKLY = 10
"""Artists of a weekly pick."""
GENRES = 3
"""Most genres that are told of an artist of a list."""
_SHARED_GENRES = 1


@dataclass(frozen=True, slots=True)
class Because:
    """Why an artist stands in a list: one that was asked for, or else that the listener likes or plays."""

    name: str
    asked: bool
    genres: tuple[str, ...]
    played: bool = False


@dataclass(frozen=True, slots=True)
class Fresh:
    """That an artist is new since the list before, and why; `name` is the artist's who brought it in."""

    why: News
    name: str | None


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
    picked: bool = True
    """Whether it was picked for the listener, with a match and reasons, and not shared by another."""
    fresh: Fresh | None = None
    songs: bool = False
    """Whether there are songs to lead on to."""


@dataclass(frozen=True, slots=True)
class Ground:
    """An artist that carried another into a list: without it the score would fall by `share` of itself.

    `company`: how many of those who hear it hear the other too, where that is known.
    """

    because: Because
    share: float
    company: Company | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """All that carried an artist into a list, the weightiest first.

    `popularity` is the share of the catalogue's artists that are heard less; None for an artist that it
    does not know any more.
    """

    entry: Entry
    grounds: tuple[Ground, ...]
    popularity: float | None


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
    update: Update | None = None
    """What asking anew would bring."""
    asked_at: datetime | None = None
    """When, for lists of the past."""
    follows: datetime | None = None
    """When the list was asked that this one asks anew."""
    owner: int = 0
    """Whose list it is."""
    total: int | None = None
    """How many artists there are on all pages, for lists that have them all from the beginning."""
    title: str = ""
    """Of a list that somebody shared."""
    without: tuple[str, ...] = ()
    """Names of whom the question leaves out."""
    kept: int | None = None
    """The id of the kept list that holds all of it."""
    step: int | None = None
    """Where the dial stands, for lists that follow it."""
    resting: int = 0
    """How many would stand here who rest, told once, of a list just begun."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What a tap on a verdict did: `stands` is None when it took the verdict back."""

    name: str
    verdict: Verdict
    stands: Verdict | None


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A list to be kept: its query, the names that were asked for, and its artists as keys and names."""

    query: Query
    names: tuple[str, ...]
    artists: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PastList:
    """A list as the history names it, with the names of what was rated in it."""

    past: PastQuery
    names: tuple[str, ...]
    rated: Mapping[Verdict, tuple[str, ...]]


class Showing:
    def __init__(self, engine: Recommender) -> None:
        self._engine = engine

    def page(
        self,
        query: Query,
        number: int,
        shown: Sequence[Shown],
        verdicts: Mapping[str, Verdict],
        *,
        imported: bool,
    ) -> Page:
        words = called(query)
        names = self._names(words)
        heard = tuple(pair for pair in zip(words.values(), names, strict=True) if pair[0] != pair[1])
        entries = tuple(self.entry(query, one, verdicts, imported=imported) for one in shown)
        scope = Scope.parse(query.text) if query.kind is QueryKind.FORYOU else ALL
        page = Page(query.id, query.kind, names, heard, number, entries, scope, imported)
        title = query.text if query.kind is QueryKind.SHARED else ""
        without = self._names({key: key for key in query.without})
        return replace(page, owner=query.user_id, title=title, without=without)

    def entry(self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool) -> Entry:
        return Entry(
            query_id=query.id,
            position=shown.position,
            key=shown.artist_key,
            name=shown.artist_name,
            match=shown.match,
            genres=self._genres(shown.artist_key)[:GENRES],
            because=self._because(query, shown, verdicts, imported=imported),
            verdict=verdicts.get(shown.artist_key),
            picked=query.kind is not QueryKind.SHARED,
            fresh=Fresh(shown.news, self._name(shown.news_key)) if shown.news else None,
            songs=self._engine.has_songs,
        )

    def why(self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool) -> Why:
        known = self._engine.knows(shown.artist_key)
        grounds = [
            Ground(because, share, self._company(key, shown.artist_key))
            for key, share in shown.reasons
            if (because := self._ground(query, shown, key, verdicts, imported=imported))
        ]
        return Why(
            entry=self.entry(query, shown, verdicts, imported=imported),
            grounds=tuple(grounds),
            popularity=self._engine.artist(shown.artist_key).popularity if known else None,
        )

    def _company(self, one: str, other: str) -> Company | None:
        if not (self._engine.knows(one) and self._engine.knows(other)):
            return None
        company = self._engine.company(one, other)
        return company if company.meetings else None

    def _because(
        self, query: Query, shown: Shown, verdicts: Mapping[str, Verdict], *, imported: bool
    ) -> Because | None:
        if shown.reason_key is None:
            return None
        because = self._ground(query, shown, shown.reason_key, verdicts, imported=imported)
        return replace(because, genres=because.genres[:_SHARED_GENRES]) if because else None

    def _ground(
        self, query: Query, shown: Shown, key: str, verdicts: Mapping[str, Verdict], *, imported: bool
    ) -> Because | None:
        if not self._engine.knows(key):
            return None
        reason = self._engine.artist(key)
        shared = tuple(genre for genre in self._genres(shown.artist_key) if genre in reason.genres)
        played = imported and verdicts.get(reason.key) is not Verdict.LIKE
        return Because(reason.name, reason.key in query.seeds, shared, played)

    def past(self, past: PastQuery) -> PastList:
        keys = {verdict: [key for key, one in past.rated.items() if one is verdict] for verdict in Verdict}
        rated = {verdict: self._names({key: key for key in of}) for verdict, of in keys.items() if of}
        return PastList(past, self._names(called(past.query)), rated)

    def names(self, query: Query) -> tuple[str, ...]:
        """The names of the artists that were asked for."""
        return self._names(called(query))

    def _genres(self, key: str) -> tuple[str, ...]:
        return self._engine.artist(key).genres if self._engine.knows(key) else ()

    def _name(self, key: str | None) -> str | None:
        return self._engine.artist(key).name if key is not None and self._engine.knows(key) else None

    def _names(self, called: Mapping[str, str]) -> tuple[str, ...]:
        knows, artist = self._engine.knows, self._engine.artist
        return tuple(artist(key).name if knows(key) else name for key, name in called.items())


def called(query: Query) -> dict[str, str]:
    return dict(zip(query.seeds, query.text.split("\n"), strict=False))
