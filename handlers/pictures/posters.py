"""What a picture of a listener's taste shows: pure rules from counts to panels, worded in their language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.cards.formats import from_utc, number, percent
from handlers.cards.texts import gettext_noop, label
from handlers.pictures.calendars import Calendar, hour_ticks, year_ticks
from pictures import Bar, Chips, Cloud, Columns, Curve, Panel, Parts, Poster, Ranking
from recommender.types import Artist
from storage import Discovered, HeardArtist

_TOP = 7
_GENRES, _WORDS = 5, 40
_CHIPS = 20
_OF_GENRES = (3, 2, 1)  # how an artist's plays go to their genres, the most fitting first
_STARS, _WELL_KNOWN = 0.99, 0.9  # percentiles of the catalogue
_TIERS = (gettext_noop("picture-stars"), gettext_noop("picture-well-known"), gettext_noop("picture-hidden"))

ArtistOf = Callable[[str], Artist | None]
Weighed = Iterable[tuple[Artist | None, float]]


@dataclass(frozen=True, slots=True)
class Listened:
    """A listener's plays of one year, or of all where there is none; `discovered` and `by_year` in order.

    `months` hold every year. The listener's clock is `offset` minutes off UTC; `hours` are those of a clock
    that is ahead of UTC only by what is left of these without their whole hours.
    """

    year: int | None
    artists: Sequence[HeardArtist]
    months: Mapping[tuple[int, int], int]
    hours: Mapping[int, int]
    offset: int
    discovered: Sequence[Discovered]
    by_year: Sequence[Discovered]


@dataclass(frozen=True, slots=True)
class Rated:
    """Artists that a listener likes or keeps, and those of them whom the catalogue knows."""

    names: tuple[str, ...]
    artists: tuple[Artist, ...]


def of_listening(heard: Listened, artist_of: ArtistOf, called: Callable[[str], str] = str) -> Poster:
    """The poster of what was played, by artists as they are `called`."""
    artists = [one for one in heard.artists if one.listened]
    weighed = [(artist_of(one.name), float(one.listened)) for one in artists]
    calendar = Calendar(heard.months, heard.year)
    most_played = _most_played(artists, called)
    rows: list[tuple[Panel, ...]] = [(most_played,), *_genres(weighed), (_by_month(calendar),)]
    rows.append((_by_hour(heard), *_new_artists(heard, calendar)))
    rows.append((_mainstream(weighed),))
    title = label("picture-title-year", year=heard.year) if heard.year else label("picture-title")
    plays = sum(one.listened for one in artists)
    counts = label("picture-counts", plays=number(plays), artists=number(len(artists)))
    return Poster(title, f"{counts} · {calendar.period}", tuple(rows))


def of_ratings(rated: Rated) -> Poster:
    """The poster of what was rated, while no listening is known."""
    weighed = [(artist, 1.0) for artist in rated.artists]
    chips = Chips(label("picture-liked"), rated.names[:_CHIPS])
    mainstream: list[tuple[Panel, ...]] = [(_mainstream(weighed),)] if weighed else []
    rows: list[tuple[Panel, ...]] = [(chips,), *_genres(weighed), *mainstream]
    return Poster(label("picture-title-rated"), label("picture-from-ratings"), tuple(rows))


def genre_shares(weighed: Weighed) -> list[tuple[str, float]]:
    """Genres with their shares of the plays whose genres are known, the largest first."""
    sums: dict[str, float] = {}
    for artist, plays in weighed:
        genres = artist.genres[: len(_OF_GENRES)] if artist else ()
        whole = sum(_OF_GENRES[: len(genres)])
        for genre, part in zip(genres, _OF_GENRES, strict=False):
            sums[genre] = sums.get(genre, 0.0) + plays * part / whole
    total = sum(sums.values())
    shares = [(genre, plays / total) for genre, plays in sums.items()]
    return sorted(shares, key=lambda pair: (-pair[1], pair[0]))


def tiers(weighed: Weighed) -> tuple[float, float, float]:
    """Shares of plays: of the hundredth of artists that most hear, of the next tenth, and of all others."""
    sums = [0.0, 0.0, 0.0]
    for artist, plays in weighed:
        popularity = artist.popularity if artist else 0.0
        sums[0 if popularity >= _STARS else 1 if popularity >= _WELL_KNOWN else 2] += plays
    total = sum(sums) or 1.0
    return sums[0] / total, sums[1] / total, sums[2] / total


def known_genres(weighed: Weighed) -> float:
    """The share of plays whose artist has genres in the catalogue."""
    pairs = list(weighed)
    total = sum(plays for _, plays in pairs)
    return sum(plays for artist, plays in pairs if artist and artist.genres) / total if total else 0.0


def _most_played(artists: Sequence[HeardArtist], called: Callable[[str], str]) -> Ranking:
    most = artists[0].listened
    bars = [Bar(called(one.name), one.listened / most, number(one.listened)) for one in artists[:_TOP]]
    return Ranking(label("picture-most-played"), tuple(bars))


def _genres(weighed: Weighed) -> list[tuple[Panel, ...]]:
    shares = genre_shares(weighed)
    if not shares:
        return []
    most = shares[0][1]
    bars = tuple(Bar(genre, share / most, percent(share)) for genre, share in shares[:_GENRES])
    ranking = Ranking(label("picture-genres"), bars)
    if len(shares) <= _GENRES:  # a cloud would say them again
        return [(ranking,)]
    return [(ranking, Cloud(label("picture-cloud"), tuple(shares[:_WORDS])))]


def _by_month(calendar: Calendar) -> Columns:
    name, most = calendar.peak
    note = label("picture-most-in", period=name, plays=number(most))
    return Columns(label("picture-by-month"), note, calendar.values, calendar.ticks)


def _by_hour(heard: Listened) -> Columns:
    values = tuple(float(heard.hours.get((hour - heard.offset // 60) % 24, 0)) for hour in range(24))
    note = label("picture-most-at", hour=values.index(max(values)))
    heading = label("picture-by-hour", zone=from_utc(heard.offset))
    return Columns(heading, note, values, hour_ticks())


def _new_artists(heard: Listened, calendar: Calendar) -> tuple[Curve, ...]:
    """How many of a period's artists were new; not in the very first one, where all of them are."""
    begins = heard.year is None or heard.year == heard.by_year[0].period
    shown = heard.discovered[1 if begins else 0 :]
    if len(shown) < 2:
        return ()
    last = next((one for one in heard.by_year if one.period == heard.year), shown[-1])
    note = label("picture-new-in", year=last.period, percent=percent(last.new / last.artists))
    periods = [one.period for one in shown]
    ticks = calendar.month_ticks(periods) if heard.year else year_ticks(periods)
    values = tuple(one.new / one.artists for one in shown)
    return (Curve(label("picture-new-artists"), note, values, ticks),)


def _mainstream(weighed: Weighed) -> Parts:
    shares = tiers(weighed)
    bars = tuple(Bar(label(name), share, percent(share)) for name, share in zip(_TIERS, shares, strict=True))
    return Parts(label("picture-mainstream"), "", bars)
