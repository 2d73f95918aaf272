"""Who is drawn on a map, and what links them: the neighbourhood of an artist, or a listener's own taste."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from handlers.cards.texts import gettext_noop, label
from pictures import Link, Mark, Network, Node
from recommender import Recommender
from recommender.types import Artist
from storage import Verdict

NEAR = 18
"""Artists around the one in the middle."""
OWN = 24
"""Artists of a listener's own map."""
_LINKS = 3  # of each artist, besides those with the middle
_REACH = 50  # neighbours among which links are looked for
_STEEP = 4  # popularity is a percentile: most drawn artists are near its top
_LEGEND = {Mark.LIKED: gettext_noop("map-liked"), Mark.KNOWN: gettext_noop("map-known")}


@dataclass(frozen=True, slots=True)
class Known:
    """What a listener has to do with artists, by catalogue key."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    heard: Set[str] = frozenset()

    def mark(self, key: str) -> Mark | None:
        if self.verdicts.get(key) is Verdict.LIKE:
            return Mark.LIKED
        return Mark.KNOWN if key in self.heard or self.verdicts.get(key) is Verdict.KNOWN else None

    def shows(self, key: str) -> bool:
        return self.verdicts.get(key) is not Verdict.BLOCKED


def around(engine: Recommender, centre: Artist, known: Known) -> tuple[Network, list[Artist]]:
    """The neighbourhood of an artist, and who is in it, the nearest first."""
    found = [pair for pair in engine.neighbours(centre.key, NEAR * 2) if known.shows(pair[0].key)][:NEAR]
    near = [artist for artist, _ in found]
    artists = [centre, *near]
    links = _links(engine, artists) | {(0, place): alike for place, (_, alike) in enumerate(found, 1)}
    nodes = [_node(artist, artist.popularity**_STEEP, known) for artist in artists]
    title = label("map-title", name=centre.name)
    return _network(title, label("map-subtitle"), nodes, links, centre=0), near


def own(engine: Recommender, weights: Mapping[str, float], known: Known) -> tuple[Network, list[Artist]]:
    """A listener's own taste from weights (> 0) of keys, and who is in it, the weightiest first."""
    keys = sorted(weights, key=lambda key: (-weights[key], key))[:OWN]
    artists = [engine.artist(key) for key in keys]
    most = max(weights.values())
    liked = Known(known.verdicts)  # that the rest is known goes without saying
    nodes = [_node(artist, weights[artist.key] / most, liked) for artist in artists]
    title, subtitle = label("map-own-title"), label("map-own-subtitle")
    return _network(title, subtitle, nodes, _links(engine, artists), centre=None), artists


def _network(
    title: str,
    subtitle: str,
    nodes: Sequence[Node],
    links: Mapping[tuple[int, int], float],
    centre: int | None,
) -> Network:
    marks = {node.mark for node in nodes}
    legend = tuple((mark, label(words)) for mark, words in _LEGEND.items() if mark in marks)
    threads = tuple(Link(one, other, alike) for (one, other), alike in sorted(links.items()))
    return Network(title, subtitle, tuple(nodes), threads, centre, legend, label("map-others"))


def _node(artist: Artist, weight: float, known: Known) -> Node:
    return Node(artist.name, artist.genres, weight, known.mark(artist.key))


def _links(engine: Recommender, artists: Sequence[Artist]) -> dict[tuple[int, int], float]:
    """The strongest links of each artist to others of them, by their places, the lower first."""
    place = {artist.key: number for number, artist in enumerate(artists)}
    links: dict[tuple[int, int], float] = {}
    for here, artist in enumerate(artists):
        near = engine.neighbours(artist.key, _REACH)
        for other, alike in [pair for pair in near if pair[0].key in place][:_LINKS]:
            there = place[other.key]
            pair = min(here, there), max(here, there)
            links[pair] = max(alike, links.get(pair, 0.0))
    return links
