"""One list for several listeners: worked by hand, and on real artists."""

import numpy as np
import pytest

from recommender import EmptyBasket, Recommender, Shared, Taste, UnknownArtist
from recommender.together import worth
from recommender.words.acts import one_of_each

METAL = Taste({"Metallica": 1.0, "Slayer": 1.0, "Megadeth": 1.0, "Iron Maiden": 1.0})
INDIE = Taste({"Radiohead": 1.0, "Arcade Fire": 1.0, "The National": 1.0})
JAZZ = Taste({"Miles Davis": 1.0, "John Coltrane": 1.0, "Bill Evans": 1.0})


def names(found: list[Shared]) -> list[str]:
    return [one.artist.name for one in found]


def test_worth_mixes_the_average_with_the_least() -> None:
    chances = np.array([[0.9, 0.5, 0.2], [0.1, 0.5, 0.2]])
    assert worth(chances) == pytest.approx([0.3 * 0.5 + 0.7 * 0.1, 0.5, 0.2])


def test_what_pleases_both_goes_before_what_one_loves_and_the_other_does_not() -> None:
    loved_by_one, liked_by_both = worth(np.array([[0.9, 0.4], [0.05, 0.35]]))
    assert liked_by_both > loved_by_one


def test_a_list_for_two_pleases_each_more_than_the_others_own_list(shipped: Recommender) -> None:
    shared = shipped.recommend_together([METAL, INDIE], k=10)
    for_metal = names(shipped.recommend_together([METAL], k=10))
    for_indie = names(shipped.recommend_together([INDIE], k=10))
    assert names(shared) != for_metal != for_indie
    both = {one.artist.name: one.fits for one in shipped.recommend_together([METAL, INDIE], k=2000)}
    for listener, foreign in ((0, for_indie), (1, for_metal)):
        of_the_other = np.mean([both[name][listener] for name in foreign])
        assert np.mean([one.fits[listener] for one in shared]) > of_the_other


def test_the_least_pleased_is_better_off_than_with_the_average_alone(shipped: Recommender) -> None:
    everything = shipped.recommend_together([METAL, INDIE], k=2000)
    by_average = sorted(everything, key=lambda one: -sum(one.fits))[:10]
    shared = shipped.recommend_together([METAL, INDIE], k=10)
    assert np.mean([min(one.fits) for one in shared]) > np.mean([min(one.fits) for one in by_average])


def test_nothing_that_anybody_has_or_excludes_is_suggested(shipped: Recommender) -> None:
    first = names(shipped.recommend_together([METAL, INDIE], k=3))
    disliking = Taste(INDIE.liked, (first[0],))
    shared = shipped.recommend_together([METAL, disliking], k=50, exclude=first[1:])
    assert not {*METAL.liked, *INDIE.liked, *first} & set(names(shared))


def test_for_one_listener_it_is_their_own_list_but_for_its_variety(shipped: Recommender) -> None:
    alone = {one.artist.name: one.match for one in shipped.recommend(dict(JAZZ.liked), k=30)}
    shared = shipped.recommend_together([JAZZ], k=10)
    assert set(names(shared)) <= set(alone)
    assert all(abs(one.fits[0] - alone[one.artist.name]) <= 2 for one in shared)


def test_the_order_of_listeners_changes_nothing(shipped: Recommender) -> None:
    one, other = shipped.recommend_together([METAL, JAZZ], 10), shipped.recommend_together([JAZZ, METAL], 10)
    assert names(one) == names(other)
    assert [one.fits for one in one] == [one.fits[::-1] for one in other]


def test_the_best_match_comes_first_and_names_everyone(shipped: Recommender) -> None:
    shared = shipped.recommend_together([METAL, INDIE, JAZZ], k=10)
    assert [one.match for one in shared] == sorted((one.match for one in shared), reverse=True)
    assert all(len(one.fits) == 3 and min(one.fits) <= one.match <= max(one.fits) for one in shared)


def test_all_that_is_left_is_given_and_no_more(shipped: Recommender) -> None:
    shared = shipped.recommend_together([METAL, INDIE], k=len(shipped) * 2)
    left = len(shipped) - len(METAL.liked) - len(INDIE.liked)
    assert 0.9 * left < len(shared) == len(list(one_of_each(names(shared)))) < left  # no act under two names
    assert shipped.recommend_together([METAL], k=0) == []


def test_without_listeners_or_likes_there_is_no_list(shipped: Recommender) -> None:
    for nobody in ([], [METAL, Taste({})]):
        with pytest.raises(EmptyBasket):
            shipped.recommend_together(nobody)
    with pytest.raises(UnknownArtist):
        shipped.recommend_together([Taste({"nobody knows this name": 1.0})])
