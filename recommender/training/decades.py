"""Whose time was when, by what listeners say: `80s`."""

from collections import defaultdict

from recommender.genre_names import decade
from recommender.training.corpus import Corpus

_LISTENERS = 3  # so many have to say it
_NEXT_TO = 0.5  # of the listeners of an artist's first decade: it was of another, too


def decades(corpus: Corpus) -> list[tuple[str, ...]]:
    """The decades of every artist, first the one that most listeners tagged it with."""
    said = corpus.tags[corpus.tags["basket"] >= 0]
    meant = {tag: of for tag in said["tag"].unique() if (of := decade(tag))}
    told = said.assign(decade=said["tag"].map(meant)).dropna(subset=["decade"])
    votes = told.groupby(["artist", "decade"])["basket"].nunique().reset_index(name="listeners")
    first = votes.groupby("artist")["listeners"].transform("max")
    kept = votes[votes["listeners"] >= (first * _NEXT_TO).clip(lower=_LISTENERS)]
    ranked = kept.sort_values(["artist", "listeners", "decade"], ascending=[True, False, True])
    of_artist: dict[int, list[str]] = defaultdict(list)
    for artist, one in zip(ranked["artist"], ranked["decade"], strict=True):
        of_artist[artist].append(one)
    return [tuple(of_artist[artist]) for artist in range(len(corpus.keys))]
