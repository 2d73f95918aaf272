"""What the shipped engine promises: a dial that works, reasons that are true, both tastes served."""

import itertools

import numpy as np
import pytest

from recommender import Recommender
from recommender.dial import OBSCURITY
from recommender.types import DEFAULT_STEP

LISTENERS = 1_000
GEM_HUNTERS = 200
QUERIES = 120


@pytest.fixture(scope="module", name="engine")
def engine_fixture(shipped: Recommender) -> Recommender:
    return shipped


def _listeners(engine: Recommender, count: int, seed: int) -> list[list[str]]:
    """Keys of one to eight artists: half of them well known, half anybody."""
    random = np.random.default_rng(seed)
    famous = np.array([artist.key for artist in engine.most_heard(1_000)])
    anybody = np.array(list(engine.every_key()))
    sizes = random.integers(1, 9, count)
    return [
        sorted({str(random.choice(famous if random.random() < 0.5 else anybody)) for _ in range(size)})
        for size in sizes
    ]


@pytest.mark.parametrize(("step", "listeners"), [(DEFAULT_STEP, LISTENERS), (3, GEM_HUNTERS)])
def test_without_its_first_named_reason_a_suggestion_scores_lower(
    engine: Recommender, step: int, listeners: int
) -> None:
    """In 99 of 100 cases: taking one artist out also makes the others louder."""
    lower, named = 0, 0
    for liked in _listeners(engine, listeners, seed=1):
        first = engine.recommend(liked, k=1, step=step)[0]
        if not first.reasons:
            continue
        named += 1
        rest = [key for key in liked if key != first.reasons[0].artist.key]
        scores = (
            {
                found.artist.key: found.score
                for found in engine.recommend(rest, k=50, step=step, reasons=False)
            }
            if rest
            else {}
        )
        lower += scores.get(first.artist.key, -np.inf) < first.score
    assert named >= 0.95 * listeners
    assert lower >= 0.99 * named


def test_every_step_of_the_dial_makes_lists_less_popular(engine: Recommender) -> None:
    queries = _listeners(engine, QUERIES, seed=2)
    means = [
        np.mean(
            [
                found.artist.popularity
                for liked in queries
                for found in engine.recommend(liked, step=step, reasons=False)
            ]
        )
        for step in range(len(OBSCURITY))
    ]
    assert all(more > less for more, less in itertools.pairwise(means)), means


@pytest.mark.parametrize("name", ["Nick Cave", "Tchaikovsky", "Manu Chao", "Elbow", "Andrew Lloyd Webber"])
def test_at_the_bots_own_step_nobody_is_listed_who_is_hardly_a_hit(engine: Recommender, name: str) -> None:
    """Of whom little is known, nobody's score is far above the others': rarity would be all that counts."""
    key = engine.find(name)[0].artist.key
    assert min(found.match for found in engine.recommend([key], k=10, step=DEFAULT_STEP + 1)) >= 20


def test_the_match_of_a_suggestion_is_the_same_wherever_the_dial_stands(engine: Recommender) -> None:
    plain = {found.artist.key: found.match for found in engine.recommend(["Radiohead"], k=30)}
    gems = {found.artist.key: found.match for found in engine.recommend(["Radiohead"], k=30, step=2)}
    both = plain.keys() & gems.keys()
    assert both
    assert all(abs(plain[key] - gems[key]) <= 2 for key in both)


def test_the_match_of_a_suggestion_is_the_same_whoever_is_left_out(engine: Recommender) -> None:
    whole = engine.recommend(["Radiohead"], k=400, reasons=False)
    match = {found.artist.key: found.match for found in whole}
    left_out = [found.artist.key for found in whole[:200]]
    others = engine.recommend(["Radiohead"], k=50, exclude=left_out, reasons=False)
    assert all(abs(found.match - match.get(found.artist.key, found.match)) <= 1 for found in others)
    assert others[0].match < whole[0].match


def test_who_hears_one_artist_hears_the_other(engine: Recommender) -> None:
    company = engine.company("Radiohead", "Muse")
    assert 0 < company.meetings < company.baskets
    assert engine.company("Muse", "Radiohead").meetings == company.meetings


def test_a_listener_of_two_tastes_is_served_both(engine: Recommender) -> None:
    metal = ["Metallica", "Slayer", "Megadeth", "Iron Maiden"]
    jazz = ["Miles Davis", "John Coltrane", "Bill Evans", "Charles Mingus"]
    genres = [set(found.artist.genres) for found in engine.recommend([*metal, *jazz], k=20)]
    heavy = sum(any("metal" in genre for genre in of) for of in genres)
    swing = sum(any("jazz" in genre or "bebop" in genre for genre in of) for of in genres)
    assert heavy >= 3
    assert swing >= 3
