"""What artists are beside their genres, by what listeners say: of the `80s`, `icelandic`, `instrumental`."""

from collections import defaultdict

import numpy as np
import pandas as pd

from recommender.training.corpus import Corpus
from recommender.training.datasets import Source
from recommender.words.names import compact
from recommender.words.traits import FAMILIES, LATEST

_LISTENERS = 3  # so many have to say it
_SHARE = 0.05  # of those who say anything of the artist: three of two hundred call Muse instrumental
_SONGS = 3  # of an artist of the latest decade
_LATEST_BEGINS = 2010
_HEARD_BEFORE = 5  # listeners, to the spring of 2011
_NEXT_TO = 0.5  # of the listeners of an artist's first trait of a kind: it is that, too


def traits(corpus: Corpus) -> list[tuple[str, ...]]:
    """The traits of every artist, kind by kind, first the one that most listeners tagged it with."""
    said = corpus.tags[corpus.tags["basket"] >= 0]
    of_artist: dict[int, list[str]] = defaultdict(list)
    talking = said.groupby("artist")["basket"].nunique()
    for family in FAMILIES:
        tag_of = {compact(name): tag for tag, names in family.items() for name in (tag, *names)}
        told = said.assign(trait=said["tag"].map(compact).map(tag_of)).dropna(subset=["trait"])
        for artist, tag in _kept(told, talking):
            of_artist[artist].append(tag)
    for artist in _new_in_the_latest_decade(corpus):
        of_artist[artist].insert(0, LATEST)
    return [tuple(of_artist[artist]) for artist in range(len(corpus.keys))]


def _new_in_the_latest_decade(corpus: Corpus) -> list[int]:
    """Artists with songs of no earlier time, whom nobody heard before: reissues bear late dates."""
    songs = corpus.years.groupby("artist")["year"].agg(["size", "min"])
    by_listeners = corpus.baskets[np.flatnonzero(corpus.sources == Source.LISTENERS.value)]
    heard = np.asarray((by_listeners > 0).sum(axis=0)).ravel()
    new = songs[(songs["size"] >= _SONGS) & (songs["min"] >= _LATEST_BEGINS)].index.to_numpy(dtype=np.int64)
    return [artist for artist in new.tolist() if heard[artist] <= _HEARD_BEFORE]


def _kept(told: pd.DataFrame, talking: "pd.Series[int]") -> list[tuple[int, str]]:
    """Artists with their traits of one kind, of those that listeners told; so many say anything of each."""
    votes = told.groupby(["artist", "trait"])["basket"].nunique().reset_index(name="listeners")
    first = votes.groupby("artist")["listeners"].transform("max")
    least = (first * _NEXT_TO).clip(lower=_LISTENERS)
    kept = votes[
        (votes["listeners"] >= least) & (votes["listeners"] >= votes["artist"].map(talking) * _SHARE)
    ]
    ranked = kept.sort_values(["artist", "listeners", "trait"], ascending=[True, False, True])
    return list(zip(ranked["artist"], ranked["trait"], strict=True))
