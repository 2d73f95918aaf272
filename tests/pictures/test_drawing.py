"""Pictures: their sizes, their colours, and that shares are drawn as large as they are."""

from io import BytesIO
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from pictures import (
    Bar,
    Cloud,
    Columns,
    Curve,
    Link,
    Network,
    Node,
    Parts,
    Picture,
    Poster,
    Theme,
    network,
    poster,
)
from pictures.layout import communities, places
from pictures.sheet import Box, Sheet
from pictures.theme import PALETTES
from tests.pictures.samples import NAMES, STRANGE, ranking
from tests.pictures.samples import network as sample_network
from tests.pictures.samples import poster as sample_poster

Pixels = npt.NDArray[np.uint8]
LIGHT = PALETTES[Theme.LIGHT]
TELEGRAM_SIDES = 10_000
TELEGRAM_RATIO = 20


def drawn(picture: Picture, theme: Theme = Theme.LIGHT) -> Pixels:
    """[height, width, 3] uint8, red, green and blue."""
    data = poster.draw(picture, theme) if isinstance(picture, Poster) else network.draw(picture, theme)
    with Image.open(BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def ink(color: str) -> Pixels:
    return np.round(255 * np.array(to_rgb(color))).astype(np.uint8)


def runs(pixels: Pixels, color: str) -> list[int]:
    """For each row of pixels that has the colour, how many have it."""
    counts = (pixels == ink(color)).all(axis=2).sum(axis=1)
    return [int(count) for count in counts if count]


@pytest.mark.parametrize("theme", list(Theme))
def test_a_poster_is_as_wide_as_a_phone_wants_and_no_higher_than_telegram_takes(theme: Theme) -> None:
    pixels = drawn(sample_poster(NAMES[:7]), theme)
    height, width, _ = pixels.shape
    assert width == 1080
    assert width + height < TELEGRAM_SIDES
    assert height / width < TELEGRAM_RATIO
    assert (pixels[2, 2] == ink(PALETTES[theme].ground)).all()


@pytest.mark.parametrize("theme", list(Theme))
def test_words_stand_out_from_their_ground(theme: Theme) -> None:
    """The contrast that WCAG 2.1 asks of text: 4.5 to 1, of large text and graphics 3 to 1."""
    palette = PALETTES[theme]
    for ground in (palette.ground, palette.card):
        assert contrast(palette.ink, ground) > 7
        assert contrast(palette.faint, ground) > 4.5
        assert all(contrast(color, ground) > 3 for color in palette.series)


def contrast(one: str, other: str) -> float:
    """As defined in https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio ."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_bars_are_as_long_as_their_shares() -> None:
    """The difference of two posters that differ in one bar's share is that part of the bar."""
    long, short = (drawn(Poster("", "", ((ranking(1.0, share),),))) for share in (0.8, 0.3))
    changed = (long != short).any(axis=2).any(axis=0).sum()
    full = (drawn(Poster("", "", ((ranking(1.0, 1.0),),))) != short).any(axis=2).any(axis=0).sum()
    assert changed / full == pytest.approx(0.5 / 0.7, abs=0.02)


def test_parts_share_the_whole() -> None:
    parts = Parts("", "", (Bar("a", 0.75, ""), Bar("b", 0.25, ""), Bar("c", 0.0, "")))
    pixels = drawn(Poster("", "", ((parts,),)))
    first, second, third = (max(runs(pixels, color), default=0) for color in LIGHT.series[:3])
    assert first / second == pytest.approx(3, abs=0.1)
    assert third < 30  # its dot in the legend alone


def test_the_highest_column_has_a_colour_of_its_own() -> None:
    pixels = drawn(Poster("", "", ((Columns("", "", (1.0, 4.0, 2.0), ()),),)))
    highest, others = runs(pixels, LIGHT.accent), runs(pixels, LIGHT.series[1])
    assert len(highest) == pytest.approx(2 * len(others), abs=8)


@pytest.mark.parametrize("names", [NAMES[:1], NAMES, STRANGE, ["W" * 200] * 24])
def test_any_names_can_be_drawn(names: list[str]) -> None:
    for theme in Theme:
        assert drawn(sample_poster(names), theme).shape[1] == 1080
        assert drawn(sample_network(names), theme).shape == (1350, 1080, 3)


def extent(pixels: Pixels, color: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what has that colour."""
    down, across = np.nonzero((pixels == ink(color)).all(axis=2))
    return int(across.min()), int(down.min()), int(across.max()), int(down.max())


def test_a_column_that_is_alone_is_as_wide_as_a_month_of_a_year() -> None:
    left, _, right, _ = extent(drawn(Poster("", "", ((Columns("", "", (3.0,), ()),),))), LIGHT.accent)
    assert right - left < 1080 / 12
    assert (left + right) / 2 == pytest.approx(540, abs=1)


def test_the_outermost_words_below_a_chart_end_where_it_ends() -> None:
    ticks = ((0, "2016"), (99, "2024"))
    pixels = drawn(Poster("", "", ((Columns("", "", (1.0,) * 100, ticks),),)))[200:]
    left, _, right, _ = extent(pixels, LIGHT.line)
    words = extent(pixels, LIGHT.faint)
    assert left - 2 <= words[0] < words[2] <= right + 2


def test_parts_end_where_all_bars_end() -> None:
    parts = Parts("", "", (Bar("", 1.0), Bar("", 0.0)))
    two = Parts("", "", (Bar("", 0.5), Bar("", 0.5)))
    whole = extent(drawn(Poster("", "", ((parts,),))), LIGHT.series[0])
    half = extent(drawn(Poster("", "", ((two,),))), LIGHT.series[1])
    assert whole[2] == half[2] == 1080 - whole[0] - 1


def test_a_share_of_nothing_stands_on_the_floor_of_its_chart() -> None:
    pixels = drawn(Poster("", "", ((Curve("", "", (0.0, 0.5, 0.0), ()),),)))
    assert extent(pixels, LIGHT.series[2])[3] <= extent(pixels, LIGHT.line)[1]


def test_a_cloud_of_few_words_lies_in_the_middle() -> None:
    cloud = Cloud("", (("britpop", 3.0), ("alternative rock", 2.0), ("alternative", 1.0)))
    pixels = drawn(Poster("", "", ((ranking(*(1.0,) * 5), cloud),)))[232:480, 574:1026]
    down, across = np.nonzero((pixels != 255).any(axis=2))
    assert across.min() + across.max() == pytest.approx(452, abs=8)
    assert down.min() + down.max() == pytest.approx(248, abs=12)


def test_columns_of_nothing_can_be_drawn() -> None:
    assert drawn(Poster("", "", ((Columns("", "", (0.0,) * 24, ()),),))).size


def test_no_artist_of_a_map_stands_on_another() -> None:
    net = sample_network(NAMES)
    sizes = [(60.0 + 10 * len(name), 80.0) for name in NAMES]
    area = (30.0, 150.0, 1050.0, 1150.0)
    spots = places(net, sizes, area)
    for (x, y), (width, height) in zip(spots, sizes, strict=True):
        assert area[0] - 1 < x - width / 2 < x + width / 2 < area[2] + 1
        assert area[1] - 1 < y - height / 2 < y + height / 2 < area[3] + 1
    for one in range(len(spots)):
        for other in range(one):
            across, down = (abs(spots[one][axis] - spots[other][axis]) for axis in (0, 1))
            wide, high = ((sizes[one][axis] + sizes[other][axis]) / 2 for axis in (0, 1))
            assert across > wide - 8 or down > high - 8


def loners(names: list[str]) -> Network:
    """Artists of whom none is like another."""
    nodes = tuple(Node(name, ("rock",), 1 - number / 30) for number, name in enumerate(names))
    return Network("", "", nodes, (), None, (), "others")


def shapes(net: Network) -> list[Box]:
    """All dots of a map, then all names, each as the smallest box around it."""
    sheet = Sheet(network.WIDTH, network.HEIGHT, LIGHT)
    labels, spots = network.stand(sheet, net, 1100)
    dots, names = [], []
    for index, (node, label, (x, y)) in enumerate(zip(net.nodes, labels, spots, strict=True)):
        radius = network.radius(node, centre=index == net.centre)
        dots.append(Box(x - radius, y - radius, 2 * radius, 2 * radius))
        width = sheet.measure(label, network.TEXT)
        names.append(Box(x - width / 2, y + radius + 8, width, network.TEXT))
    return dots + names


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0 and down > 0


@pytest.mark.parametrize(
    "net",
    [
        sample_network(NAMES),
        sample_network([*NAMES, "W" * 40, "Florence + the Machine", "36 Crazyfists", "Adam Stacks"], None),
        loners([f"{name} & Abdülkadir"[:20] for name in (*NAMES, *"wxyz")]),
        loners(["The Brian Jonestown Massacre"] * 24),
    ],
)
def test_neither_a_name_nor_a_dot_of_a_map_stands_on_another(net: Network) -> None:
    drawn_shapes = shapes(net)
    assert not [pair for pair in combinations(drawn_shapes, 2) if overlap(*pair)]
    assert all(0 < box.x < box.right < network.WIDTH for box in drawn_shapes)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_few_artists_stand_around_the_middle_of_a_map(count: int) -> None:
    dots = shapes(loners(list(NAMES[:count])))[:count]
    for along in ([box.x + box.width / 2 for box in dots], [box.y + box.height / 2 for box in dots]):
        assert 400 < sum(along) / count < 700
        assert max(along) - min(along) < 500


def test_communities_hold_every_artist_once_under_names_of_their_own() -> None:
    net = sample_network(NAMES)
    for most in (1, 2, 6):
        groups = communities(net, most)
        assert len(groups) <= most
        assert sorted(node for group in groups for node in group.nodes) == list(range(len(NAMES)))
        assert len({group.name for group in groups}) == len(groups)
    assert {"rock", "jazz"} & {group.name for group in communities(net, 6)}
    assert [group.name for group in communities(net, 1)] == ["others"]


def test_who_wears_a_genres_colour_is_of_that_genre() -> None:
    genres = (("rap", "pop"), ("rap",), ("metal",), ("pop",), ("metal", "doom"), ("jazz",), ())
    nodes = tuple(Node(name, of, 1.0) for name, of in zip("abcdefg", genres, strict=True))
    links = tuple(Link(one, one + 1, 1.0) for one in range(len(nodes) - 1))
    groups = communities(Network("", "", nodes, links, None, (), "others"), 6)
    worn = {node: group.name for group in groups for node in group.nodes}
    assert all(worn[node] in (*of, "others") for node, of in enumerate(genres))
    assert worn[2] == worn[4] == "metal"
    assert worn[6] == "others"
    assert groups[-1].name == "others"


def test_the_same_data_gives_the_same_picture() -> None:
    for theme in Theme:
        assert poster.draw(sample_poster(), theme) == poster.draw(sample_poster(), theme)
        assert network.draw(sample_network(), theme) == network.draw(sample_network(), theme)
