"""What the engine hands out: plain frozen data, free of Telegram, SQL and TensorFlow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PAGE = 10
"""Artists of a list that are looked at together, unless who asks says otherwise."""
DEFAULT_STEP = 1
"""Of the obscurity dial: as trained."""


@dataclass(frozen=True, slots=True)
class Artist:
    """One artist of the catalogue.

    `key` is stable across retrained bundles; `genres` come best first; `popularity` is the percentile
    (0 = heard by the fewest, 1 = by the most) among the catalogue's artists.
    """

    key: str
    name: str
    genres: tuple[str, ...] = ()
    popularity: float = 0.0


class Certainty(StrEnum):
    """How sure a name search is of one hit."""

    EXACT = "exact"  # the same name, but for case, accents, punctuation, "the"
    SURE = "sure"  # misspelt or transliterated, and nothing else comes near
    MAYBE = "maybe"  # worth offering as "did you mean"
    FAR = "far"  # only the nearest name there is


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of a name search; `score` runs from 0 to 100."""

    artist: Artist
    score: float
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Term:
    """One artist that a listener asked for in a query: their words and the best matches, best first.

    Where the words name a genre, the matches are artists of it; of one that is refused there are none.
    """

    text: str
    matches: tuple[Match, ...]
    is_genre: bool = False
    is_refused: bool = False
    """Whether it is said not to be wanted."""
    lost: str = ""
    """What was said beside a genre, where too few artists are of both: `70s` of `70s country`."""

    @property
    def likeliest(self) -> tuple[Match, ...]:
        """The matches of which the search is as sure as of the first: several where artists share a name."""
        return tuple(match for match in self.matches if match.certainty is self.matches[0].certainty)

    @property
    def is_clear(self) -> bool:
        """Whether these words mean one artist."""
        sure = bool(self.matches) and self.matches[0].certainty in (Certainty.EXACT, Certainty.SURE)
        return sure and len(self.likeliest) == 1

    @property
    def is_shared(self) -> bool:
        """Whether these words are the name of several artists."""
        return len(self.likeliest) > 1 and self.matches[0].certainty is Certainty.EXACT


@dataclass(frozen=True, slots=True)
class Reason:
    """One artist of the query that carried a recommendation.

    Without it the recommendation's score would be lower by `share` of itself (0..1); `genres` are those
    that both artists have.
    """

    artist: Artist
    share: float
    genres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """Of `baskets` (listeners and playlists) that have one artist, `meetings` have another one too.

    0 meetings also stands for too few to be kept in the bundle.
    """

    meetings: int
    baskets: int


@dataclass(frozen=True, slots=True)
class Taste:
    """What one of several listeners goes by: weights (> 0) of what they like, and what they dislike."""

    liked: Mapping[str, float]
    disliked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """One artist suggested to several listeners: `match` for all, `fits` for each, in percent."""

    artist: Artist
    match: int
    fits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One suggested artist: raw blended `score`, `match` in percent, `reasons` strongest first."""

    artist: Artist
    score: float
    match: int
    reasons: tuple[Reason, ...] = ()
