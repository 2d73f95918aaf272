"""Where the artists of a network stand, and which of them belong together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from pictures.data import Network

Place = tuple[float, float]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
_SEED = 7
_ROUNDS = 400
_MANY = 16  # nodes that fill the whole area
_SLACK = 1.0  # pixels that do no harm: pushing comes to an end slowly
_STEP = 12.0  # pixels between places that are tried
_SHARED = 2  # artists of a genre that is worth a colour


@dataclass(frozen=True, slots=True)
class Community:
    """Artists of one genre, which tells some who are more alike among themselves from the others."""

    name: str
    nodes: tuple[int, ...]


def communities(network: Network, most: int) -> list[Community]:
    """The communities, the largest first, and under one name all of whom no community's genre is said.

    A colour that is explained by a genre must hold for each who wears it: whoever is near the fans of
    rap without being called rap stands where their own genre does, or with the others.
    """
    found = nx.community.louvain_communities(_graph(network), weight="weight", seed=_SEED)
    groups = sorted(map(sorted, found), key=lambda group: (-len(group), group))[: most - 1]
    near: dict[int, str] = {}  # node -> the genre of those it is near
    for group in groups:
        near |= dict.fromkeys(group, _genre(network, group, list(near.values())))
    names = _with_spare(network, sorted({*near.values()} - {network.others}), most - 1)
    by_name: dict[str, list[int]] = {}
    for number, node in enumerate(network.nodes):
        by_name.setdefault(_worn(node.genres, near.get(number), names) or network.others, []).append(number)
    return sorted(
        (Community(name, tuple(nodes)) for name, nodes in by_name.items()),
        key=lambda one: (one.name == network.others, -len(one.nodes), one.nodes),
    )


def _worn(genres: Sequence[str], near: str | None, names: Sequence[str]) -> str | None:
    """Of the names that are genres of an artist that of those it is near, else the strongest."""
    return next((name for name in (near, *genres) if name in names and name in genres), None)


def _with_spare(network: Network, names: list[str], most: int) -> list[str]:
    """The names, and where there is room those that most bear of whom none of the names is said."""
    left = [set(node.genres) for node in network.nodes if not {*names}.intersection(node.genres)]
    shared = Counter(genre for genres in left for genre in genres)
    genre, count = min(shared.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    return names if len(names) >= most or count < _SHARED else _with_spare(network, [*names, genre], most)


def _genre(network: Network, group: list[int], taken: list[str]) -> str:
    """The genre that most of a group have and few others, not taken by another group if that can be."""
    inside = _genres(network, group)
    everywhere = _genres(network, range(len(network.nodes)))
    told = sorted(
        inside, key=lambda genre: (-inside[genre] * (inside[genre] / everywhere[genre]) ** 0.5, genre)
    )
    return next((genre for genre in told if genre not in taken), network.others)


def _genres(network: Network, nodes: Iterable[int]) -> dict[str, float]:
    """How strongly nodes have their genres: the first of each counts most."""
    sums: dict[str, float] = {}
    for node in nodes:
        for rank, genre in enumerate(network.nodes[node].genres):
            sums[genre] = sums.get(genre, 0.0) + 1 / (2 + rank)
    return sums


def _graph(network: Network) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network.nodes)))
    graph.add_weighted_edges_from((link.one, link.other, link.strength) for link in network.links)
    return graph


def places(
    network: Network, sizes: list[tuple[float, float]], area: tuple[float, float, float, float]
) -> list[Place]:
    """The middles of boxes of these widths and heights: alike nodes near each other, no box on another.

    `area` is left, top, right, bottom, all in pixels.
    """
    boxes = np.array(sizes) / 2
    low, high = np.array(area[:2]) + boxes, np.array(area[2:]) - boxes
    spots = _spread(_spring(network), *_around_the_middle(low, high))
    for _ in range(_ROUNDS):
        moved = np.clip(spots + _push(spots, boxes), low, high)
        if np.abs(moved - spots).max() < 0.5:
            break
        spots = moved
    _free(spots, boxes, low, high)
    return [(float(x), float(y)) for x, y in spots]


def apart(spots: Sequence[Place], sizes: Sequence[tuple[float, float]]) -> bool:
    """Whether no box of these widths and heights stands on another."""
    return not _touching(np.array(spots), np.array(sizes) / 2).any()


def _spring(network: Network) -> Floats:
    """[nodes, 2] float: a first layout by the links alone (Fruchterman and Reingold, 1991)."""
    graph = _graph(network)
    strongest = max((link.strength for link in network.links), default=1.0)
    for *_, data in graph.edges(data=True):
        data["pull"] = 0.3 + data["weight"] / strongest
    layout = nx.spring_layout(graph, weight="pull", iterations=150, seed=_SEED)
    return np.array([layout[node] for node in range(len(network.nodes))])


def _around_the_middle(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The part of the area that so many fill: a few would be lost in all of it."""
    part = min(1.0, (len(low) / _MANY) ** 0.5)
    middle, half = (low + high) / 2, part * (high - low) / 2
    return middle - half, middle + half


def _spread(spots: Floats, low: Floats, high: Floats) -> Floats:
    """The layout over the area, mostly in even steps, so that crowds find room and loners stay near."""
    least, wide = spots.min(axis=0), np.ptp(spots, axis=0)
    as_is = np.where(wide > 0, (spots - least) / np.maximum(wide, 1e-9), 0.5)
    even = (spots.argsort(axis=0).argsort(axis=0) + 0.5) / len(spots)
    return low + (as_is + 3 * even) / 4 * (high - low)


def _push(spots: Floats, boxes: Floats) -> Floats:
    """[nodes, 2] float: how far boxes that overlap must move, each half of the shorter way out."""
    apart = spots[:, None] - spots[None]
    overlap = boxes[:, None] + boxes[None] - np.abs(apart)
    shorter = overlap == overlap.min(axis=2, keepdims=True)
    order = np.sign(np.arange(len(spots))[:, None] - np.arange(len(spots)))[..., None]
    side = np.where(apart == 0, order, np.sign(apart))
    push: Floats = (side * overlap * shorter * _touching(spots, boxes)[..., None]).sum(axis=1) / 2
    return push


def _touching(spots: Floats, boxes: Floats) -> Bools:
    """[nodes, nodes] bool: whose boxes overlap."""
    overlap = boxes[:, None] + boxes[None] - np.abs(spots[:, None] - spots[None])
    return (overlap > _SLACK).all(axis=2) & ~np.eye(len(spots), dtype=bool)


def _free(spots: Floats, boxes: Floats, low: Floats, high: Floats) -> None:
    """Move who still stands on others, hemmed in by them, to the nearest free place, if there is one."""
    for node in range(len(spots)):
        if _touching(spots, boxes)[node].any():
            others = np.arange(len(spots)) != node
            grid = np.stack(np.meshgrid(*map(_steps, low[node], high[node])), axis=-1).reshape(-1, 2)
            away = np.abs(grid[:, None] - spots[others]) >= boxes[node] + boxes[others]
            empty = grid[away.any(axis=2).all(axis=1)]
            if len(empty):
                spots[node] = empty[np.hypot(*(empty - spots[node]).T).argmin()]


def _steps(low: float, high: float) -> Floats:
    return np.linspace(low, high, max(int((high - low) / _STEP), 1) + 1)
