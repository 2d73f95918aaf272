"""Spellings of one artist join; homonyms do not."""

import pandas as pd
import pytest

from errors import TooLittleData
from recommender.training.corpus import build_corpus
from recommender.training.datasets import DataSet, Source
from recommender.training.joining import key_spellings


def _baskets(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["basket", "artist", "id"])
    return table.assign(weight=1.0)


def _tags(**said: list[str]) -> pd.DataFrame:
    rows = [(artist, tag, 1.0, "") for artist, tags in said.items() for tag in tags]
    return pd.DataFrame(rows, columns=["artist", "tag", "weight", "basket"])


def _keys(baskets: pd.DataFrame, tags: pd.DataFrame) -> dict[tuple[str, str], str]:
    table = key_spellings([DataSet("test", "none", Source.LISTENERS, baskets=baskets, tags=tags)])
    rows = zip(table["spelling"], table["id"], table["key"], strict=True)
    return {(spelling, id_): key for spelling, id_, key in rows}


def test_case_accents_and_punctuation_join() -> None:
    keys = _keys(
        _baskets(("1", "A.F.I.", ""), ("2", "AFI", ""), ("3", "Jason Derülo", ""), ("4", "Jason Derulo", "")),
        _tags(),
    )
    assert keys["A.F.I.", ""] == keys["AFI", ""]
    assert keys["Jason Derülo", ""] == keys["Jason Derulo", ""]


def test_spellings_whose_tags_have_nothing_in_common_stay_apart() -> None:
    tags = _tags(
        Modà=["italian pop", "pop rock", "cantautore", "ballad"],
        Moda=["death metal", "black metal", "doom metal"],
    )
    keys = _keys(_baskets(("1", "Modà", ""), ("1", "Modà", ""), ("2", "Moda", "")), tags)
    assert keys["Modà", ""] == "moda"
    assert keys["Moda", ""] != "moda"


def test_a_missing_space_joins_only_when_the_tags_agree() -> None:
    tags = _tags(
        Leadbelly=["delta blues", "folk blues"],
        **{
            "Lead Belly": ["blues", "delta blues"],
            "Dr.ive": ["house", "techno"],
            "Drive": ["post-grunge", "rock"],
        },
    )
    keys = _keys(
        _baskets(*[("1", name, "") for name in ("Leadbelly", "Lead Belly", "Dr.ive", "Drive")]), tags
    )
    assert keys["Leadbelly", ""] == keys["Lead Belly", ""]
    assert keys["Dr.ive", ""] != keys["Drive", ""]


def test_two_publisher_ids_of_one_name_are_two_artists() -> None:
    keys = _keys(
        _baskets(("1", "Zion", "aaaaaaaa"), ("2", "Zion", "aaaaaaaa"), ("3", "Zion", "bbbbbbbb")), _tags()
    )
    assert keys["Zion", "aaaaaaaa"] == "zion"
    assert keys["Zion", "bbbbbbbb"] == "zion~bbbbbb"


def test_names_that_normalise_to_nothing_are_kept_apart_by_their_signs() -> None:
    keys = _keys(
        _baskets(("1", "!!!", ""), ("1", ":(", ""), ("1", "#####", ""), ("1", "\u200b", "")), _tags()
    )
    assert len({keys[name, ""] for name in ("!!!", ":(", "#####")}) == 3


def test_artists_called_na_and_none_are_artists() -> None:
    rows = [(basket, name, "") for basket in "12" for name in ("NA", "None", "nan")]
    corpus = build_corpus([DataSet("test", "none", Source.LISTENERS, baskets=_baskets(*rows))])
    assert sorted(corpus.names) == ["NA", "None", "nan"]


def test_a_basket_weighs_one_on_average_and_logarithmically() -> None:
    rows = _baskets(("1", "A", ""), ("1", "B", ""), ("2", "A", ""), ("2", "B", "")).assign(
        weight=[1000.0, 1, 2, 2]
    )
    corpus = build_corpus([DataSet("test", "none", Source.LISTENERS, baskets=rows)])
    first = corpus.baskets[0].toarray().ravel()
    assert first.mean() == pytest.approx(1.0)
    assert 1 < first[0] / first[1] < 15


def test_an_artist_in_one_playlist_alone_is_left_out_and_a_described_listeners_artist_is_kept() -> None:
    listeners = DataSet(
        "l",
        "none",
        Source.LISTENERS,
        _baskets(("1", "A", ""), ("1", "Rare", ""), ("1", "Mute", "")),
        _tags(Rare=["noise"]),
    )
    playlists = DataSet("p", "none", Source.PLAYLISTS, _baskets(("1", "A", ""), ("1", "Once", "")))
    assert build_corpus([listeners, playlists]).names == ["A", "Rare"]


def test_data_in_which_nobody_meets_is_refused() -> None:
    lonely = DataSet("p", "none", Source.PLAYLISTS, _baskets(("1", "A", ""), ("2", "B", "")))
    with pytest.raises(TooLittleData, match="nothing to learn from"):
        build_corpus([lonely])
