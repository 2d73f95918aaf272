"""What a listener's verdicts add to a query: pure rules on artist keys."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from storage import Verdict

PAGE = 5
"""Artists on a page of a list."""
LEAN = 0.2
"""Weight of all likes together beside one artist that was asked for: they tilt a list and never lead it."""
HERE = 0.5
"""Weight of a like given in the list itself, which speaks of this query; together they never outweigh it."""

UNSEEN = (Verdict.BLOCKED, Verdict.SNOOZED)
"""Verdicts on whom the listener never wants to see, or not for now."""
UNWANTED = (Verdict.DISLIKE, *UNSEEN)
TURNED_DOWN = (Verdict.DISLIKE, Verdict.BLOCKED)


@dataclass(frozen=True, slots=True)
class Wish:
    """The engine's arguments: weights of what is wanted, what to avoid, what to leave out, how rare, why."""

    liked: dict[str, float]
    disliked: list[str]
    exclude: list[str]
    beside: list[str] = field(default_factory=list)  # what stands in the list already
    step: int = 1  # of the engine's dial
    reasons: bool = True  # whether the engine is to name them
    page: int = PAGE  # of how many the list is made up


def wish(
    seeds: Sequence[str],
    verdicts: Mapping[str, Verdict],
    seen: Sequence[str],
    knows: Callable[[str], bool],
    before: Collection[str] = (),
    *,
    rests: Collection[str] = (),
) -> Wish:
    """Join the artists asked for with the verdicts and with what the list has shown already.

    `before` are artists of earlier lists that this one asks anew: they may come again. What `rests` is left
    out, unless it is liked or asked for.

    Without `seeds` the likes themselves are what is wanted. Only keys that the engine `knows` take part,
    for the bundle may have been retrained since a verdict; `seeds` stay, for the listener to hear of it.
    """
    usable = {key: verdict for key, verdict in verdicts.items() if key not in seeds and knows(key)}
    likes = [key for key, verdict in usable.items() if verdict is Verdict.LIKE]
    liked = _weights(likes, len(seeds), {*seen, *before}) | dict.fromkeys(seeds, 1.0)
    disliked = [key for key, verdict in usable.items() if verdict is Verdict.DISLIKE]
    hidden = [key for key in usable if key not in liked and key not in disliked]
    left_out = dict.fromkeys((*seen, *rests))
    shown = [key for key in left_out if key not in usable and key not in liked and knows(key)]
    return Wish(liked, disliked, hidden + shown, beside=[key for key in seen if knows(key)])


def _weights(likes: Sequence[str], seeds: int, of_list: Collection[str]) -> dict[str, float]:
    if not seeds:
        return dict.fromkeys(likes, 1.0)
    here = [key for key in likes if key in of_list]
    elsewhere = [key for key in likes if key not in of_list]
    lean = LEAN * seeds / max(len(elsewhere), 1)
    return dict.fromkeys(elsewhere, lean) | dict.fromkeys(here, min(HERE, seeds / max(len(here), 1)))
