"""What cards of lists are drawn from, as plain data; `handlers.lists.showing` fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.lists.anew import Update
from handlers.lists.heard import ALL, Scope
from recommender import Company
from storage import News, PastQuery, Query, QueryKind, Verdict

GENRES = 3
"""Most genres that are told of an artist of a list."""


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
