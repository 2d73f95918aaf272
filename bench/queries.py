"""One query through the engine beside the index alone, and a search beside rapidfuzz over all names."""

import time
from collections.abc import Callable

import numpy as np
from rapidfuzz import fuzz, process

import loading
from bench.table import Row
from recommender import Recommender, showcase
from recommender.bundle import DEFAULT_PATH
from recommender.runtime import quiet_without_keras
from recommender.words.names import normalise

PAIRS = 5
QUESTIONS = 40  # in each of a pair's halves
LISTED = 100
_EDITS = "abcdefghijklmnopqrstuvwxyz "


async def rows() -> list[Row]:
    engine = Recommender.open()
    loading.wake(engine)  # as it is served
    random = np.random.default_rng(2026)
    keys = [str(key) for key in random.permutation(list(engine.every_key()))]
    return [*_queries(engine, keys), *searches(engine, "21 thousand")]


def _queries(engine: Recommender, keys: list[str]) -> list[Row]:
    with quiet_without_keras():
        import tensorflow as tf  # noqa: PLC0415 - seconds, and only here

    index = tf.saved_model.load(str(DEFAULT_PATH / "index"))
    place = {key: number for number, key in enumerate(engine.every_key())}
    one = np.ones((1, 1), dtype=np.float32)

    def alone(key: str) -> None:
        basket = np.array([[place[key]]], dtype=np.int32)
        index.propose(basket, one, np.float32(1.0), np.int32(LISTED))

    def whole(key: str) -> None:
        engine.recommend([key], k=10)

    def as_listed(key: str) -> None:
        engine.recommend([key], k=10, step=showcase.STEP, other_names=False)

    return [
        Row.of("one query, 21 thousand artists", *pairs(whole, alone, keys), "ms", "at most 1.5"),
        Row.of("the same at the bot's own step", *pairs(as_listed, alone, keys[::-1]), "ms", "none set"),
    ]


def searches(engine: Recommender, size: str, questions: int = QUESTIONS) -> list[Row]:
    """Ours beside rapidfuzz over all names, for so many mistyped ones."""
    random = np.random.default_rng(2026)
    every = engine.every_key()
    plain = [normalise(engine.artist(key).name) for key in every]
    keys = [every[place] for place in random.choice(len(every), PAIRS * questions, replace=False).tolist()]
    typed = {key: mistyped(engine.artist(key).name, random) for key in keys}
    hits: dict[str, list[tuple[bool, bool]]] = {"ours": [], "theirs": []}

    def ours(key: str) -> None:
        found = [match.artist.key for match in engine.find(typed[key], 5)]
        hits["ours"].append((key in found[:1], key in found))

    def theirs(key: str) -> None:
        found = process.extract(normalise(typed[key]), plain, scorer=fuzz.WRatio, limit=5)
        at = [every[place] for _, _, place in found]
        hits["theirs"].append((key in at[:1], key in at))

    fast, slow = pairs(ours, theirs, keys, questions, same=True)
    first, five = ([float(np.mean([one[n] for one in hits[who]])) for who in hits] for n in (0, 1))
    return [
        Row.of(f"a search among {size} names", fast, slow, "ms", "at most 0.067"),
        Row.of("found first", first[:1], first[1:], "", "at least 1.0"),
        Row.of("found among five", five[:1], five[1:], "", "at least 1.0"),
    ]


def pairs(
    ours: Callable[[str], object],
    baseline: Callable[[str], object],
    keys: list[str],
    questions: int = QUESTIONS,
    *,
    same: bool = False,
) -> tuple[list[float], list[float]]:
    """Median milliseconds of a call, for each half of each pair; other keys each time."""
    ours(keys[-1])
    baseline(keys[-1])
    times: tuple[list[float], list[float]] = ([], [])
    for pair in range(PAIRS):
        asked = keys[pair * questions : (pair + 1) * questions]
        for half, ask in enumerate((ours, baseline)):
            if not same:
                asked = keys[(2 * pair + half) * questions : (2 * pair + half + 1) * questions]
            times[half].append(_median(ask, asked))
    return times


def _median(ask: Callable[[str], object], keys: list[str]) -> float:
    took = []
    for key in keys:
        began = time.perf_counter()
        ask(key)
        took.append(time.perf_counter() - began)
    return float(np.median(took)) * 1000


def mistyped(name: str, random: np.random.Generator) -> str:
    """The name with one letter lost, doubled or changed."""
    at = int(random.integers(len(name)))
    letter = _EDITS[int(random.integers(len(_EDITS)))]
    return str(
        random.choice(
            [
                name[:at] + name[at + 1 :],
                name[:at] + name[at:][:1] + name[at:],
                name[:at] + letter + name[at + 1 :],
            ]
        )
    )
