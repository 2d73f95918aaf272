"""What a listener's verdicts add to a query: pure rules on artist keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from storage import Verdict

LEAN = 0.2
"""Weight of all likes together beside one artist that was asked for: they tilt a list and never lead it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The engine's arguments: weights of what is wanted, what to move away from, what to leave out."""

    liked: dict[str, float]
    disliked: list[str]
    exclude: list[str]


def wish(
    seeds: Sequence[str],
    verdicts: Mapping[str, Verdict],
    seen: Sequence[str],
    knows: Callable[[str], bool],
) -> Wish:
    """Join the artists asked for with the verdicts and with what the list has shown already.

    Without `seeds` the likes themselves are what is wanted. Only keys that the engine `knows` take part,
    for the bundle may have been retrained since a verdict; `seeds` stay, for the listener to hear of it.
    """
    usable = {key: verdict for key, verdict in verdicts.items() if key not in seeds and knows(key)}
    likes = [key for key, verdict in usable.items() if verdict is Verdict.LIKE]
    weight = LEAN * len(seeds) / max(len(likes), 1) if seeds else 1.0
    liked = dict.fromkeys(likes, weight) | dict.fromkeys(seeds, 1.0)
    disliked = [key for key, verdict in usable.items() if verdict is Verdict.DISLIKE]
    hidden = [key for key in usable if key not in liked and key not in disliked]
    shown = [key for key in seen if key not in usable and key not in liked and knows(key)]
    return Wish(liked, disliked, hidden + shown)
