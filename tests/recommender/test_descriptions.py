"""What is said of artists, and who chose them: cosines and shares, in bytes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recommender.descriptions import UNIT, Descriptions
from recommender.texts import Arrays
from recommender.training.content import content_vectors, descriptions, tf_idf
from recommender.training.datasets import Source
from tests.recommender import checkerboard

ROOT_HALF = round(UNIT / np.sqrt(2))
MADE = Descriptions(
    np.array([[UNIT, 0], [0, UNIT], [ROOT_HALF, ROOT_HALF], [0, 0]], dtype=np.int8),
    np.array([0.25, 0.75, 1.0, 0.5], dtype=np.float16),
)
BASKET, WEIGHTS = np.array([0, 1], dtype=np.int32), np.array([3.0, 1.0], dtype=np.float32)


def test_likeness_is_the_weighted_mean_of_cosines_and_silence_is_like_nobody() -> None:
    everybody = np.arange(4, dtype=np.int32)
    likeness = MADE.likeness(BASKET, WEIGHTS, everybody)
    assert likeness == pytest.approx([0.75, 0.25, np.sqrt(0.5), 0.0], abs=0.01)
    pairs = MADE.pairs(BASKET, everybody)
    assert WEIGHTS @ pairs / WEIGHTS.sum() == pytest.approx(likeness, abs=1e-6)


def test_a_baskets_share_of_playlists_is_the_weighted_mean_of_its_artists() -> None:
    assert MADE.share(BASKET, WEIGHTS) == pytest.approx((3 * 0.25 + 0.75) / 4)


def test_what_training_makes_tells_the_two_kinds_of_a_checkerboard_apart_in_a_few_bytes() -> None:
    corpus = checkerboard.corpus()
    content = content_vectors(corpus, 8)
    made = descriptions(corpus, content)
    assert made.vectors.dtype == np.int8
    everybody = np.arange(len(corpus.keys), dtype=np.int32)
    assert made.pairs(everybody, everybody) == pytest.approx(content @ content.T, abs=0.02)
    assert ((made.curation > 0) & (made.curation < 1)).all()


def test_content_keeps_what_a_truncated_svd_keeps() -> None:
    """300 artists of six scenes, each with words of its own and some of others."""
    random, artists = np.random.default_rng(3), 300
    rows = [
        (artist, f"scene {artist % 6} word {word}" if random.random() < 0.9 else f"any {word}", 1.0, -1)
        for artist in range(artists)
        for word in random.integers(0, 30, 12)
    ]
    corpus = replace(
        checkerboard.corpus(),
        keys=[f"artist {artist}" for artist in range(artists)],
        tags=pd.DataFrame(rows, columns=["artist", "tag", "weight", "basket"]),
    )
    left, values, _ = np.linalg.svd(tf_idf(corpus).toarray(), full_matrices=False)
    exact = left[:, :5] * values[:5]
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    content = content_vectors(corpus, 5)
    assert content @ content.T == pytest.approx(exact @ exact.T, abs=0.02)


def test_artists_of_playlists_are_told_from_those_of_listeners() -> None:
    corpus = checkerboard.corpus()
    listened = np.flatnonzero(corpus.baskets[:, 0].toarray().ravel())
    corpus.sources[:] = Source.PLAYLISTS.value
    corpus.sources[listened] = Source.LISTENERS.value
    curation = descriptions(corpus, content_vectors(corpus, 8)).curation
    assert curation[0] == pytest.approx(1 / (len(listened) + 2), rel=1e-3)  # never quite none, nor all
    assert curation[1] == pytest.approx(1 - 1 / (corpus.counts[1] + 2), rel=1e-3)


@pytest.mark.parametrize(
    "arrays",
    [
        {**MADE.arrays(), "vectors": MADE.vectors.astype(np.float32)},
        {**MADE.arrays(), "vectors": MADE.vectors[:3]},
        {**MADE.arrays(), "curation": MADE.curation[:3]},
        {**MADE.arrays(), "curation": np.full(4, np.nan, dtype=np.float16)},
        {**MADE.arrays(), "curation": np.full(4, 2.0, dtype=np.float16)},
    ],
)
def test_arrays_that_are_no_descriptions_are_refused(arrays: Arrays) -> None:
    with pytest.raises(ValueError, match="one for each artist"):
        Descriptions.of(arrays, 4)


def test_descriptions_are_read_as_they_were_written() -> None:
    read = Descriptions.of(MADE.arrays(), 4)
    np.testing.assert_array_equal(read.vectors, MADE.vectors)
    np.testing.assert_array_equal(read.curation, MADE.curation)
