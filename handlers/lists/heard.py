"""What a listener's imported history adds to /foryou: pure rules on names and counts.

An artist in the history goes by the catalogue's key where the catalogue knows the name, whatever its
spelling, and else by the letters of the name; so plays under several spellings count together.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.lists.spellings import KeyOf, forms, known_key, main_name, together
from handlers.lists.wishes import TURNED_DOWN, Wish
from recommender.words.known_as import NOBODY
from recommender.words.names import compact, normalise
from storage import HeardArtist, Verdict

FEW = 3
"""Plays up to which an artist is half known."""
STRONGEST = 200
"""Artists of a history that make a list; the rest would only blur it."""
_SKIPS_COUNT = 0.5
_AVOIDED = 20
_OFTEN_SKIPPED = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """Which list of /foryou: of one year's listening alone, and of artists half known or not known."""

    year: int | None = None
    half: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.year or ""), "half" if self.half else "")))

    @classmethod
    def parse(cls, text: str) -> "Scope":
        """The scope whose text this is."""
        words = text.split()
        year = next((int(word) for word in words if word.isdecimal()), None)
        return cls(year, "half" in words)


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Listening:
    """A history as the engine takes it, by catalogue keys.

    `heard` holds all that was ever played or kept, alone or with others, `names` their spellings down to
    letters and digits; `half` what was played a few times; `weights` how much each artist of the scope
    counts, the most 1; `avoid` what was skipped again and again.
    """

    heard: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    avoid: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether an artist of that name was ever heard, guests of a song aside."""
        return bool(self.names) and (compact(name) in self.names or compact(main_name(name)) in self.names)


def artist_key(name: str) -> str:
    """The key under which plays of an artist are stored."""
    return normalise(main_name(name)) or name


def listening(artists: Sequence[HeardArtist], of_scope: Sequence[HeardArtist], key_of: KeyOf) -> Listening:
    """Rules of a history: `artists` of all times, `of_scope` those that a list is to follow from."""
    plays: dict[str, int] = defaultdict(int)
    listened: dict[str, int] = defaultdict(int)
    kept = set()
    for artist in artists:
        for identity in (_identity(artist.name, key_of), *together(artist.name, key_of)):
            plays[identity] += artist.listened + artist.skipped
            listened[identity] += artist.listened
            kept |= {identity} if artist.saved or artist.banned else set()
    half = {one for one, n in plays.items() if n <= FEW and listened[one] and one not in kept}
    return Listening(
        heard=frozenset(one for one in plays if key_of(one) == one),
        names=frozenset(compact(form) for one in artists for form in forms(one.name)),
        half=frozenset(one for one in half if key_of(one) == one),
        weights=_weights(of_scope, key_of),
        avoid=_avoided(of_scope, key_of),
    )


def follow(asked: Wish, verdicts: Mapping[str, Verdict], heard: Listening, scope: Scope) -> Wish:
    """Join what a listener likes with what they played. A year's list follows from its plays alone."""
    against = {key for key, one in verdicts.items() if one in TURNED_DOWN}
    played = {key: weight for key, weight in heard.weights.items() if key not in against}
    liked = played if scope.year else played | asked.liked
    avoid = [key for key in heard.avoid if key not in liked and key not in verdicts]
    hidden = {*asked.exclude, *asked.liked, *heard.heard}
    if scope.half:
        half = heard.half - verdicts.keys()
        hidden -= half - set(asked.exclude)
        liked = {key: weight for key, weight in liked.items() if key not in half}
        avoid = [key for key in avoid if key not in half]
    return replace(
        asked,
        liked=liked,
        disliked=[*asked.disliked, *avoid],
        exclude=sorted(hidden - liked.keys()),
    )


def _identity(name: str, key_of: KeyOf) -> str:
    return known_key(name, key_of) or compact(main_name(name))


def _weights(artists: Iterable[HeardArtist], key_of: KeyOf) -> dict[str, float]:
    """The logarithm of plays, late ones counting more and skips against, for the strongest artists."""
    sums: dict[str, float] = defaultdict(float)
    for artist in artists:
        if artist.banned:
            continue
        plays = artist.lately - _SKIPS_COUNT * artist.skipped_lately + artist.saved
        # who plays together shares a play
        meant = together(artist.name, key_of) or [_identity(artist.name, key_of)]
        for identity in meant:
            sums[identity] += plays / len(meant)
    known = [
        (plays, key) for key, plays in sums.items() if plays > 0 and key_of(key) == key and key not in NOBODY
    ]
    strongest = sorted(known, key=lambda pair: (-pair[0], pair[1]))[:STRONGEST]
    most = math.log1p(max((plays for plays, _ in strongest), default=1.0))
    return {key: math.log1p(plays) / most for plays, key in strongest}


def _avoided(artists: Iterable[HeardArtist], key_of: KeyOf) -> tuple[str, ...]:
    """Artists skipped again and again and hardly ever heard out, the most skipped first."""
    skipped: dict[str, float] = defaultdict(float)
    for artist in artists:
        key = known_key(artist.name, key_of)
        if key and (artist.banned or artist.skipped > _OFTEN_SKIPPED * max(artist.listened, 1)):
            skipped[key] += artist.skipped + artist.banned
    return tuple(sorted(skipped, key=lambda key: (-skipped[key], key))[:_AVOIDED])
