"""Sixty well-known artists of all genres and decades, to be looked at with a listener's eye."""

from recommender.door import Recommender

ARTISTS: dict[str, tuple[str, ...]] = {
    "Rock and indie": (
        "Radiohead",
        "The Beatles",
        "Pink Floyd",
        "Led Zeppelin",
        "David Bowie",
        "Nirvana",
        "Arctic Monkeys",
        "Arcade Fire",
        "The Smiths",
        "Joy Division",
        "Muse",
        "Coldplay",
        "Sigur Rós",
        "Tame Impala",
    ),
    "Metal and punk": (
        "Metallica",
        "Iron Maiden",
        "Slayer",
        "Rammstein",
        "Opeth",
        "Ramones",
        "blink-182",
        "Linkin Park",
    ),
    "Pop": (
        "Madonna",
        "Michael Jackson",
        "ABBA",
        "Britney Spears",
        "Lady Gaga",
        "Rihanna",
        "Taylor Swift",
        "Billie Eilish",
        "Dua Lipa",
        "Harry Styles",
    ),
    "Hip hop and R&B": (
        "Eminem",
        "Kanye West",
        "2Pac",
        "Kendrick Lamar",
        "Drake",
        "Travis Scott",
        "The Weeknd",
        "SZA",
        "Beyoncé",
    ),
    "Electronic": ("Daft Punk", "Aphex Twin", "Kraftwerk", "Massive Attack", "deadmau5", "Flume", "Avicii"),
    "Jazz, soul, classical": (
        "Miles Davis",
        "John Coltrane",
        "Nina Simone",
        "Ludwig van Beethoven",
        "Max Richter",
    ),
    "Folk, country, singer-songwriters": ("Bob Dylan", "Bon Iver", "Johnny Cash", "Björk"),
    "From elsewhere": ("Bad Bunny", "BTS", "Кино"),
}
_FIRST = 10
STEP = 2
"""Of the dial, where the bot begins."""


def neighbours(engine: Recommender) -> str:
    """Each artist's first ten as Markdown, with the match in percent; artists not in the bundle are said."""
    parts = [
        "# Neighbours",
        f"The first ten for sixty artists of the bundle of {engine.manifest['created'][:10]}, written by\n"
        "`uv run python -m recommender neighbours docs/neighbours.md`.",
    ]
    for group, names in ARTISTS.items():
        lines = [f"- **{name}**: {_first_ten(engine, name)}" for name in names]
        parts += [f"## {group}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _first_ten(engine: Recommender, name: str) -> str:
    if not engine.key_of(name):
        return "not in this bundle"
    found = engine.recommend([name], k=_FIRST, step=STEP, other_names=False)
    return ", ".join(f"{item.artist.name} ({item.match}%)" for item in found)
