"""What a picture of a taste shows, worked out by hand on few plays."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram.utils.i18n import get_i18n

from handlers.pictures.posters import (
    Listened,
    Rated,
    genre_shares,
    known_genres,
    of_listening,
    of_ratings,
    tiers,
)
from locales import catalogues
from pictures import Bar, Chips, Cloud, Columns, Curve, Parts, Poster, Ranking
from recommender.types import Artist
from storage import Discovered, HeardArtist

STAR = Artist("star", "Star", ("pop", "rock", "jazz", "folk"), 0.995)
KNOWN = Artist("known", "Known", ("rock",), 0.95)
RARE = Artist("rare", "Rare", (), 0.2)
CATALOGUE = {artist.name: artist for artist in (STAR, KNOWN, RARE)}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n = catalogues()
    with i18n.context(), i18n.use_locale("en"):
        yield


def heard(name: str, listened: int) -> HeardArtist:
    return HeardArtist(name.lower(), name, listened, 0, float(listened), 0.0, saved=False, banned=False)


def panels(poster: Poster) -> dict[type, object]:
    return {type(panel): panel for row in poster.rows for panel in row}


ALL_TIME = Listened(
    year=None,
    artists=[heard("Star", 1200), heard("Nobody Knows", 600), heard("Known", 200), heard("Skipped", 0)],
    months={(2019, 11): 700, (2020, 2): 1000, (2021, 1): 300},
    hours={22: 1500, 3: 500},
    offset=180,
    discovered=[Discovered(2019, 2, 2), Discovered(2020, 2, 1), Discovered(2021, 3, 0)],
    by_year=[Discovered(2019, 2, 2), Discovered(2020, 2, 1), Discovered(2021, 3, 0)],
)


@pytest.mark.parametrize(
    ("language", "period"),
    [("en", "Nov 2019 – Jan 2021"), ("de", "Nov 2019 – Jan 2021"), ("ru", "нояб. 2019 – янв. 2021")],
)
def test_the_period_is_short_in_every_language(language: str, period: str) -> None:
    with get_i18n().use_locale(language):
        assert of_listening(ALL_TIME, CATALOGUE.get).subtitle.endswith(period)


def test_plays_are_shared_out_among_an_artists_first_genres() -> None:
    shares = dict(genre_shares([(STAR, 6.0), (KNOWN, 2.0), (RARE, 9.0), (None, 9.0)]))
    assert shares == pytest.approx({"pop": 3 / 8, "rock": 4 / 8, "jazz": 1 / 8})
    assert [genre for genre, _ in genre_shares([(STAR, 6.0), (KNOWN, 2.0)])] == ["rock", "pop", "jazz"]
    assert genre_shares([(None, 1.0)]) == []


def test_tiers_count_artists_that_nobody_knows_as_hidden() -> None:
    assert tiers([(STAR, 5.0), (KNOWN, 3.0), (RARE, 1.0), (None, 1.0)]) == pytest.approx((0.5, 0.3, 0.2))
    assert tiers([]) == (0, 0, 0)


def test_how_much_is_known_of_genres_is_counted_by_plays() -> None:
    assert known_genres([(STAR, 3.0), (RARE, 1.0)]) == 0.75
    assert known_genres([]) == 0


def test_all_time_shows_every_month_and_new_artists_of_all_years_but_the_first() -> None:
    poster = of_listening(ALL_TIME, CATALOGUE.get)
    shown = panels(poster)
    assert poster.title == "Your listening"
    assert poster.subtitle == "Plays: 2,000 · artists: 3 · Nov 2019 – Jan 2021"
    by_month = poster.rows[2][0]
    assert isinstance(by_month, Columns)
    assert by_month.values == (700, 0, 0, 1000, *(0.0,) * 10, 300)
    assert by_month.ticks == ((2, "2020"), (14, "2021"))
    assert by_month.note == "most in February 2020: 1,000"
    assert shown[Curve] == Curve("New artists", "2021: 0%", (0.5, 0.0), ((0, "2020"), (1, "2021")))
    tiers_shown = (Bar("Stars", 0.6, "60%"), Bar("Well known", 0.1, "10%"), Bar("Hidden gems", 0.3, "30%"))
    assert shown[Parts] == Parts("How mainstream", "", tiers_shown)


def test_artists_and_genres_are_ranked_by_plays_without_those_only_skipped() -> None:
    poster = of_listening(ALL_TIME, CATALOGUE.get)
    [ranking], [genres], *_ = poster.rows
    assert ranking == Ranking(
        "Most played",
        (Bar("Star", 1.0, "1,200"), Bar("Nobody Knows", 0.5, "600"), Bar("Known", 1 / 6, "200")),
    )
    assert isinstance(genres, Ranking)
    assert [(bar.name, bar.note) for bar in genres.bars] == [("pop", "43%"), ("rock", "43%"), ("jazz", "14%")]


def test_more_genres_than_are_ranked_make_a_cloud() -> None:
    many = {
        name: replace(STAR, genres=(f"{name} 1", f"{name} 2")) for name in ("Star", "Nobody Knows", "Known")
    }
    _, [genres, cloud], *_ = of_listening(ALL_TIME, many.get).rows
    assert isinstance(genres, Ranking)
    assert isinstance(cloud, Cloud)
    assert (cloud.heading, len(genres.bars), len(cloud.words)) == ("Genre cloud", 5, 6)


def test_hours_are_those_of_the_listeners_clock() -> None:
    by_hour = of_listening(ALL_TIME, CATALOGUE.get).rows[3][0]
    assert isinstance(by_hour, Columns)
    assert (by_hour.values[1], by_hour.values[6], sum(by_hour.values)) == (1500, 500, 2000)
    assert (by_hour.heading, by_hour.note) == ("By hour, UTC+3", "most at 1")


@pytest.mark.parametrize(("offset", "zone", "hour"), [(345, "+5:45", 3), (-210, "-3:30", 18)])
def test_a_clock_between_hours_is_named_and_its_hours_are_shifted_whole(
    offset: int, zone: str, hour: int
) -> None:
    by_hour = of_listening(replace(ALL_TIME, offset=offset), CATALOGUE.get).rows[3][0]
    assert isinstance(by_hour, Columns)
    assert (by_hour.heading, by_hour.note) == (f"By hour, UTC{zone}", f"most at {hour}")


def test_a_year_shows_its_twelve_months_and_what_was_new_in_it() -> None:
    year = Listened(
        year=2020,
        artists=[heard("Star", 10)],
        months=ALL_TIME.months,
        hours={22: 10},
        offset=0,
        discovered=[Discovered(2, 2, 1), Discovered(7, 4, 1)],
        by_year=ALL_TIME.by_year,
    )
    poster = of_listening(year, CATALOGUE.get)
    by_month, curve = poster.rows[2][0], panels(poster)[Curve]
    assert poster.title == "Your listening in 2020"
    assert isinstance(by_month, Columns)
    assert by_month.values == (0, 1000, *(0.0,) * 10)
    assert "".join(word for _, word in by_month.ticks) == "JFMAMJJASOND"
    assert curve == Curve("New artists", "2020: 50%", (0.5, 0.25), ((0, "F"), (1, "J")))


def test_a_few_months_are_named() -> None:
    few = replace(ALL_TIME, months={(2019, 12): 5, (2020, 2): 5})
    by_month = of_listening(few, CATALOGUE.get).rows[2][0]
    assert isinstance(by_month, Columns)
    assert by_month.ticks == ((0, "Dec"), (1, "Jan"), (2, "Feb"))


def test_the_first_month_of_a_history_and_a_single_one_tell_nothing_of_discoveries() -> None:
    one = Discovered(11, 2, 2)
    first = Listened(
        2019, [heard("Star", 9)], ALL_TIME.months, {1: 9}, 0, [one, Discovered(12, 3, 1)], ALL_TIME.by_year
    )
    assert Curve not in panels(of_listening(first, CATALOGUE.get))


def test_ratings_alone_show_who_is_liked() -> None:
    poster = of_ratings(Rated(("Star", "Nobody Knows"), (STAR,)))
    assert poster.rows[0] == (Chips("You like", ("Star", "Nobody Knows")),)
    assert {type(panel) for row in poster.rows for panel in row} == {Chips, Ranking, Parts}
    assert len(of_ratings(Rated(("Nobody Knows",), ())).rows) == 1
