"""Artists for a newcomer to pick from: well-known ones of all genres and decades, then ones near them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from recommender.door import Recommender
from recommender.types import Artist
from recommender.words.names import normalise

# Family of genres -> the decade in which they came up -> names. Where decades are equally rare in a grid, the
# one that stands first here goes first, so it holds the names that most people know.
WELL_KNOWN: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "pop": {
        1970: ("ABBA", "Bee Gees"),
        1980: ("Michael Jackson", "Madonna", "Whitney Houston"),
        1990: ("Britney Spears", "Mariah Carey", "Spice Girls", "Céline Dion"),
        2000: ("Lady Gaga", "Rihanna", "Katy Perry", "Robbie Williams"),
        2010: ("Taylor Swift", "Ariana Grande", "Ed Sheeran", "Lana Del Rey"),
        2020: ("Billie Eilish", "Dua Lipa", "Olivia Rodrigo", "Harry Styles"),
    },
    "rock": {
        1960: ("The Beatles", "The Rolling Stones", "The Doors", "Jimi Hendrix"),
        1970: ("Queen", "Pink Floyd", "Led Zeppelin", "David Bowie", "Fleetwood Mac"),
        1980: ("Depeche Mode", "The Cure", "U2", "The Smiths", "R.E.M."),
        1990: ("Radiohead", "Nirvana", "Oasis", "Red Hot Chili Peppers", "The Cranberries"),
        2000: ("Coldplay", "Muse", "Arctic Monkeys", "The Strokes", "Arcade Fire"),
        2010: ("Imagine Dragons", "Tame Impala", "Twenty One Pilots", "The 1975"),
    },
    "hip hop": {
        2000: ("Eminem", "Kanye West", "Jay-Z", "50 Cent"),
        1990: ("2Pac", "The Notorious B.I.G.", "OutKast", "Wu-Tang Clan", "Public Enemy"),
        2010: ("Kendrick Lamar", "Drake", "Tyler, The Creator", "Travis Scott"),
        2020: ("Post Malone", "Cardi B"),
    },
    "electronic": {
        1990: ("Daft Punk", "Massive Attack", "The Prodigy", "Aphex Twin", "The Chemical Brothers"),
        1970: ("Kraftwerk", "Jean-Michel Jarre"),
        1980: ("Pet Shop Boys", "New Order"),
        2000: ("Gorillaz", "Röyksopp", "Justice"),
        2010: ("Avicii", "Calvin Harris", "Flume", "deadmau5"),
        2020: ("Fred again..",),
    },
    "metal and punk": {
        1970: ("AC/DC", "Black Sabbath", "Ramones", "The Clash"),
        1980: ("Metallica", "Iron Maiden", "Slayer"),
        1990: ("Rammstein", "Green Day", "System of a Down", "blink-182"),
        2000: ("Linkin Park", "Slipknot", "Nightwish"),
        2010: ("Bring Me the Horizon",),
    },
    "soul": {
        1960: ("Nina Simone", "Aretha Franklin", "James Brown"),
        1970: ("Stevie Wonder", "Marvin Gaye"),
        1980: ("Prince", "Sade"),
        1990: ("Lauryn Hill", "Erykah Badu"),
        2000: ("Amy Winehouse", "Beyoncé", "Alicia Keys"),
        2010: ("The Weeknd", "Frank Ocean"),
        2020: ("SZA",),
    },
    "folk and country": {
        1950: ("Johnny Cash",),
        1960: ("Bob Dylan", "Simon & Garfunkel", "Leonard Cohen", "Joni Mitchell"),
        1970: ("Dolly Parton", "Nick Drake"),
        1990: ("Shania Twain",),
        2000: ("Sufjan Stevens", "Iron & Wine"),
        2010: ("Bon Iver", "Mumford & Sons"),
        2020: ("Phoebe Bridgers",),
    },
    "jazz": {
        1950: ("Miles Davis", "Frank Sinatra", "Ella Fitzgerald", "Louis Armstrong", "Billie Holiday"),
        1960: ("John Coltrane",),
        1970: ("Herbie Hancock",),
        2000: ("Norah Jones",),
        2010: ("Kamasi Washington",),
    },
    "latin": {
        1990: ("Shakira", "Buena Vista Social Club"),
        2000: ("Daddy Yankee", "Juanes"),
        2010: ("ROSALÍA", "J Balvin"),
        2020: ("Bad Bunny", "KAROL G"),
    },
    "classical": {
        1800: ("Ludwig van Beethoven", "Johann Sebastian Bach", "Frédéric Chopin"),
        1990: ("Hans Zimmer", "Philip Glass"),
        2000: ("Yann Tiersen", "Max Richter"),
        2010: ("Ludovico Einaudi", "Ólafur Arnalds"),
    },
    "from all over the world": {
        1970: ("Fela Kuti",),
        1980: ("Кино",),
        1990: ("Björk", "Sigur Rós"),
        2000: ("Stromae", "Ленинград"),
        2010: ("BTS", "BLACKPINK"),
        2020: ("Burna Boy",),
    },
    "reggae and blues": {
        1950: ("Muddy Waters", "B.B. King"),
        1970: ("Bob Marley",),
        1990: ("Manu Chao",),
        2000: ("Sean Paul", "The Black Keys"),
    },
}
FAMOUS = 0.9
"""Popularity from which a newcomer may know the name."""
_NEAREST = 200


@dataclass(frozen=True, slots=True)
class _Known:
    artist: Artist
    family: str
    decade: int


class Newcomers:
    """What to show to somebody of whom nothing is known yet, and then little more than nothing."""

    def __init__(self, engine: Recommender) -> None:
        self._engine = engine
        self._known = [
            _Known(engine.artist(key), family, decade)
            for family, decades in WELL_KNOWN.items()
            for decade, names in decades.items()
            for key in map(normalise, names)
            if engine.knows(key)
        ]

    def spread(self, seen: Collection[str], count: int) -> list[Artist]:
        """Artists that are not among the `seen` keys, of the families and decades seen least.

        A bundle trained on other data may know too few of the well known; then its most heard follow.
        """
        left = [one for one in self._known if one.artist.key not in seen]
        shown = [one for one in self._known if one.artist.key in seen]
        families = Counter(one.family for one in shown)
        decades = Counter(one.decade for one in shown)
        chosen: list[Artist] = []
        while left and len(chosen) < count:
            best = min(left, key=lambda one: (families[one.family], decades[one.decade]))
            left.remove(best)
            families[best.family] += 1
            decades[best.decade] += 1
            chosen.append(best.artist)
        taken = {*seen, *(artist.key for artist in chosen)}
        others = self._engine.most_heard(len(taken) + count)
        return (chosen + [artist for artist in others if artist.key not in taken])[:count]

    def near(self, picked: Sequence[str], seen: Collection[str], count: int) -> list[Artist]:
        """Famous artists near those picked, not among the `seen` keys, the nearest first."""
        found = self._engine.recommend(picked, k=_NEAREST)
        famous = [one.artist for one in found if one.artist.popularity >= FAMOUS]
        return [artist for artist in famous if artist.key not in seen][:count]

    def unlike(self, keys: Sequence[str], picked: Sequence[str]) -> list[str]:
        """The same keys, those the farthest from what was picked first."""
        nearest = [one.artist.key for one in self._engine.recommend(picked, k=_NEAREST)]
        rank = {key: -place for place, key in enumerate(nearest)}
        return sorted(keys, key=lambda key: rank.get(key, -_NEAREST))
