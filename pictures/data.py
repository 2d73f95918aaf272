"""What pictures show, with every word as the listener is to read it.

All of it is frozen and can be compared, so that a picture is known by its data.
"""

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with its share, of the longest bar or of the whole (0..1), and what is written beside it."""

    name: str
    share: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Names below each other, the largest first."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chips:
    """Names that have no order and no size."""

    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cloud:
    """Words, each as large as its weight (> 0)."""

    heading: str
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Amounts (>= 0) side by side; `ticks` are (index, word) pairs below some of them."""

    heading: str
    note: str
    values: tuple[float, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares (0..1) over time; `ticks` as in Columns."""

    heading: str
    note: str
    values: tuple[float, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, whose shares make 1."""

    heading: str
    note: str
    parts: tuple[Bar, ...]


Panel = Ranking | Chips | Cloud | Columns | Curve | Parts


@dataclass(frozen=True, slots=True)
class Poster:
    """Panels in rows below a title; panels of one row share its width."""

    title: str
    subtitle: str
    rows: tuple[tuple[Panel, ...], ...]


class Mark(StrEnum):
    """What a listener has to do with an artist."""

    LIKED = "liked"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Node:
    """An artist of a network; `weight` (0..1) makes it large, `genres` come best first."""

    name: str
    genres: tuple[str, ...]
    weight: float
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes by their index, and how alike they are (> 0)."""

    one: int
    other: int
    strength: float


@dataclass(frozen=True, slots=True)
class Network:
    """Artists and how alike they are; `centre` is the index of the one that all is about, if there is one.

    `legend` explains the marks that occur, `others` names what belongs to no community.
    """

    title: str
    subtitle: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    centre: int | None
    legend: tuple[tuple[Mark, str], ...]
    others: str


Picture = Poster | Network
