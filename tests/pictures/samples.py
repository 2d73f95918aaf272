"""Pictures of made-up data, with names in every script."""

from collections.abc import Sequence

from pictures import (
    Bar,
    Chips,
    Cloud,
    Columns,
    Curve,
    Link,
    Mark,
    Network,
    Node,
    Parts,
    Poster,
    Ranking,
)

NAMES = (
    "Кино",
    "坂本龍一",
    "Sigur Rós",
    "방탄소년단",
    "ปาล์มมี่",
    "Μίκης Θεοδωράκης",
    "فيروز",
    "עידן רייכל",
    "鄧麗君",
    "周杰伦",
    "Đàm Vĩnh Hưng",
    "शंकर महादेवन",
    "ნინო ქათამაძე",
    "Արամ Խաչատրյան",
    "Ólafur Arnalds",
    "Motörhead ♥",
    "†††",
    "A$AP Rocky & Joey Bada$$",
    "P!nk",
    "Ænima Łódź Şebnem Ğ İ ı ẞ ø å",
)
STRANGE = ("🎸 Band", "👨‍👩‍👧", "தமிழ்", "বাংলা", "\ufeff\u200b", "Z̴̛͉a̷̧l̵g̶o", "\U000f0000", "")


def ranking(*shares: float) -> Ranking:
    return Ranking("Most played", tuple(Bar(f"Artist {n}", share, "9") for n, share in enumerate(shares)))


def poster(names: Sequence[str] = NAMES) -> Poster:
    """One with every kind of panel."""
    bars = tuple(Bar(name, 1 / number, f"{1000 // number}") for number, name in enumerate(names, 1))
    years = tuple((place, str(2012 + place)) for place in range(0, 10, 2))
    rows = (
        (Ranking("Most played", bars),),
        (
            Ranking("Genres", bars[:5]),
            Cloud("Genre cloud", tuple((name, 1 / n) for n, name in enumerate(names, 1))),
        ),
        (Chips("You like", tuple(names)),),
        (Columns("By month", "most in May: 9", tuple(float(n % 7) for n in range(120)), years),),
        (
            Columns("By hour", "most at 23", tuple(map(float, range(24))), ((0, "0"), (23, "23"))),
            Curve("New artists", "2022: 31%", (0.5, 0.2, 0.4, 0.0), ((0, "2019"), (3, "2022"))),
        ),
        (
            Parts(
                "How mainstream", "", (Bar("Stars", 0.6, "60%"), Bar("Known", 0.4, "40%"), Bar("Gems", 0.0))
            ),
        ),
    )
    return Poster("Your listening", "Plays: 9 · artists: 3", rows)


def network(names: Sequence[str] = NAMES, centre: int | None = 0) -> Network:
    """Two crowds around a centre, and two loners."""
    genres = [("rock",) if number % 2 else ("jazz", "rock") for number in range(len(names))]
    marks = [Mark.LIKED, Mark.KNOWN, None]
    nodes = tuple(
        Node(name, genres[number], 1 / (1 + number), marks[number % 3]) for number, name in enumerate(names)
    )
    links = [Link(0, number, 0.1) for number in range(1, len(names) - 2)]
    links += [Link(number, number + 2, 0.2) for number in range(1, len(names) - 4)]
    legend = ((Mark.LIKED, "you like it"), (Mark.KNOWN, "you know it"))
    return Network("Around", "the closer, the more alike", nodes, tuple(links), centre, legend, "others")
