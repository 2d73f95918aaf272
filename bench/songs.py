"""What lists of songs do: how far taps move them, what is found by name, how long it takes, how large it is.

    uv run python -m bench.songs [seeds]

Taps: every axis both ways, from each step to the next, at as many random seeds; a tap counts twice, for the
mean of the five songs shown first and for that of all ten.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from recommender.bundle import DEFAULT_PATH
from recommender.folder import APART
from recommender.tracks import FARTHEST, Axis, Mode
from recommender.tracks.engine import Tracks
from recommender.tracks.titles import title_key

SEEDS = 500
READ = 500  # songs that are looked for as a listener would write them
PAGE, LIST = 5, 10


def taps(tracks: Tracks, seed: str, axis: Axis, way: int) -> Iterator[bool]:
    """Whether each tap moved the means that can be told."""
    for shown in (PAGE, LIST):
        lists = [tracks.recommend([seed], shown, steps={axis: way * at}).sound for at in range(FARTHEST + 1)]
        means = [one[axis] for one in lists if axis in one]
        yield from (way * (after - before) > 0 for before, after in pairwise(means))


def steering(tracks: Tracks, seeds: list[str]) -> Iterator[str]:
    every: list[bool] = []
    for axis in Axis:
        for way in (-1, 1):
            moved = [one for seed in seeds for one in taps(tracks, seed, axis, way)]
            every += moved
            yield f"{axis} {way:+d}: {np.mean(moved):.2%} of {len(moved):,} taps"
    yield f"all: {np.mean(every):.2%} of {len(every):,} taps at {len(seeds)} seeds"


def found(tracks: Tracks) -> Iterator[str]:
    """How many songs come back for their own artist and title."""
    songs = [song for key in tracks.every_key() if (song := tracks.song(key))]
    by_name = sum(song.key in tracks.find(song.artists[0], song.title) for song in songs)
    yield f"{len(songs):,} songs by {len(tracks.every_artist()):,} artists; by artist and title {by_name:,}"
    asked = [songs[row] for row in np.random.default_rng(5).choice(len(songs), READ, replace=False)]
    for text in ("{artist} - {title}", "{title} - {artist}", "{artist} {title}", "{title} by {artist}"):
        right = 0
        for song in asked:
            best = tracks.read(text.format(artist=song.artists[0], title=song.title), 1)
            right += bool(best and best[0].song and title_key(best[0].song.title) == title_key(song.title))
        yield f"written as {text}: the first answer bears the title for {right / READ:.1%} of {READ}"


def took(work: Callable[[str], object], seeds: list[str]) -> str:
    times = []
    for seed in seeds:
        start = time.perf_counter()
        work(seed)
        times.append(1000 * (time.perf_counter() - start))
    return f"p50 {np.percentile(times, 50):.0f} ms, p99 {np.percentile(times, 99):.0f} ms"


def speed(tracks: Tracks, seeds: list[str]) -> Iterator[str]:
    for mode in Mode:
        yield f"a list by {mode}: {took(lambda seed, by=mode: tracks.recommend([seed], mode=by), seeds)}"  # type: ignore[misc]
    far = {Axis.ENERGY: FARTHEST}
    yield f"a list steered {FARTHEST} steps: {took(lambda seed: tracks.recommend([seed], steps=far), seeds)}"
    yield f"words read: {took(lambda seed: tracks.read(seed.replace('/', ' - ')), seeds)}"


def sizes() -> Iterator[str]:
    for folder in (DEFAULT_PATH / APART, DEFAULT_PATH):
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        yield f"{folder.name}: {size / 2**20:.1f} MiB"


def main(count: int) -> None:
    tracks = Tracks.load()
    seeds = [str(key) for key in np.random.default_rng(2026).choice(tracks.every_key(), count, replace=False)]
    tracks.read("warm up")
    for lines in (sizes(), found(tracks), speed(tracks, seeds[:100]), steering(tracks, seeds)):
        for line in lines:
            print(line, flush=True)  # noqa: T201 - what it is for


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS)
