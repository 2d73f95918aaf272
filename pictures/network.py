"""A network of artists: who is like whom, communities in colours, marks for what the listener knows."""

from pictures.data import Mark, Network, Node, Theme
from pictures.layout import Community, Place, apart, communities, places
from pictures.sheet import Box, Sheet
from pictures.theme import PALETTES, Palette

WIDTH, HEIGHT = 1080, 1350
TEXT = 32
_BOLD = 38
_TOP, _MARGIN = 150, 30
_LEGEND_ROW = 46
_COMMUNITIES = 6
_ROOMS = (320, 290, 260, 230, 200, 170, 140)  # pixels for a name; less where all names would not find room
_EDGE, _BELOW = 6, 8  # pixels around a node with its name, and between them
_SIGNS = {Mark.LIKED: "♥", Mark.KNOWN: "✓"}


def draw(network: Network, theme: Theme) -> bytes:
    """The network as a PNG."""
    palette = PALETTES[theme]
    sheet = Sheet(WIDTH, HEIGHT, palette)
    groups = communities(network, _COMMUNITIES)
    colors = _colors(network, groups, palette)
    color = {node: colors[group.name] for group in groups for node in group.nodes}
    bottom = HEIGHT - _MARGIN - _LEGEND_ROW * _legend_rows(network, groups)
    labels, spots = stand(sheet, network, bottom - 20)
    _title(sheet, network)
    _links(sheet, network, spots, color)
    for index, (node, label, spot) in enumerate(zip(network.nodes, labels, spots, strict=True)):
        _node(sheet, node, label, spot, color[index], centre=index == network.centre)
    _legend(sheet, network, groups, colors, bottom)
    return sheet.png()


def stand(sheet: Sheet, network: Network, bottom: float) -> tuple[list[str], list[Place]]:
    """What is written below each node, and where its dot is."""
    for room in _ROOMS:
        labels = [_label(sheet, network, index, room) for index in range(len(network.nodes))]
        sizes = [_size(sheet, network, index, label) for index, label in enumerate(labels)]
        boxes = places(network, sizes, (_MARGIN, _TOP, WIDTH - _MARGIN, bottom))
        if apart(boxes, sizes):
            break
    spots = [
        (x, y - height / 2 + radius(node, centre=index == network.centre) + _EDGE)
        for index, ((x, y), (_, height), node) in enumerate(zip(boxes, sizes, network.nodes, strict=True))
    ]
    return labels, spots


def radius(node: Node, *, centre: bool) -> float:
    return 30 if centre else 13 + 12 * node.weight


def _label(sheet: Sheet, network: Network, index: int, room: float) -> str:
    node = network.nodes[index]
    centre = index == network.centre
    sign = f"{_SIGNS[node.mark]} " if node.mark else ""
    return sheet.fit(sign + node.name, _BOLD if centre else TEXT, room * (1.6 if centre else 1), bold=centre)


def _size(sheet: Sheet, network: Network, index: int, label: str) -> tuple[float, float]:
    """Width and height of a node with its label below it."""
    centre = index == network.centre
    size = _BOLD if centre else TEXT
    round_ = radius(network.nodes[index], centre=centre)
    width = max(sheet.measure(label, size, bold=centre), 2 * round_)
    return width + 2 * _EDGE + 4, 2 * round_ + _BELOW + size + 2 * _EDGE


def _title(sheet: Sheet, network: Network) -> None:
    room = WIDTH - 2 * _MARGIN
    sheet.text(_MARGIN, 58, sheet.fit(network.title, 56, room, bold=True), 56, bold=True)
    small = sheet.size_for(network.subtitle, TEXT, 27, room)
    sheet.text(_MARGIN, 112, sheet.fit(network.subtitle, small, room), small, sheet.palette.faint)


def _links(sheet: Sheet, network: Network, spots: list[Place], color: dict[int, str]) -> None:
    strongest = max((link.strength for link in network.links), default=1.0)
    dots = [(spot[0], spot[1]) for spot in spots]
    lines = [(dots[link.one], dots[link.other]) for link in network.links]
    colors = [
        color[link.one] if color[link.one] == color[link.other] else sheet.palette.faint
        for link in network.links
    ]
    widths = [1.5 + 6 * link.strength / strongest for link in network.links]
    sheet.threads(lines, colors, widths, 0.45)


def _node(sheet: Sheet, node: Node, label: str, spot: Place, color: str, *, centre: bool) -> None:
    x, y = spot
    size, round_ = (_BOLD if centre else TEXT), radius(node, centre=centre)
    ring = sheet.palette.ink if node.mark or centre else None
    sheet.dot(x, y, round_, color, ring)
    below = y + round_ + _BELOW + size / 2
    width = sheet.measure(label, size, bold=centre)
    behind = Box(x - width / 2 - _EDGE, below - size / 2 - 3, width + 2 * _EDGE, size + 8)
    sheet.box(behind, sheet.palette.ground, 8, alpha=0.72)
    sheet.text(x, below, label, size, bold=centre, align="center")


def _legend_rows(network: Network, groups: list[Community]) -> int:
    return (len(groups) + 1) // 2 + bool(network.legend)


def _colors(network: Network, groups: list[Community], palette: Palette) -> dict[str, str]:
    """The colour of each community; of no community is who is grey."""
    series = {group.name: color for group, color in zip(groups, palette.series, strict=False)}
    return {name: palette.faint if name == network.others else color for name, color in series.items()}


def _legend(
    sheet: Sheet, network: Network, groups: list[Community], colors: dict[str, str], bottom: float
) -> None:
    half = (WIDTH - 2 * _MARGIN) / 2
    for number, group in enumerate(groups):
        x, y = _MARGIN + half * (number % 2), bottom + _LEGEND_ROW * (number // 2 + 0.5)
        sheet.dot(x + 13, y, 12, colors[group.name])
        sheet.text(x + 40, y, sheet.fit(group.name, TEXT, half - 60), TEXT)
    x, y = float(_MARGIN), bottom + _LEGEND_ROW * (_legend_rows(network, groups) - 0.5)
    for mark, meaning in network.legend:
        words = sheet.fit(f"{_SIGNS[mark]} {meaning}", TEXT, half - 20)
        sheet.text(x, y, words, TEXT, sheet.palette.faint)
        x += sheet.measure(words, TEXT) + 48
