"""Names meet on one key whatever their case, accents and punctuation; the odd ones keep something."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recommender.nearness import search_arrays
from recommender.search import NameSearch
from recommender.texts import Texts
from recommender.words.look_alikes import unmixed
from recommender.words.names import compact, normalise, sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("The Beatles", "beatles", "THE  BEATLES", "Beatles!"),
        ("Björk", "bjork", "BJÖRK", "Bjo\u0308rk"),
        ("Guns N' Roses", "Guns n Roses", "Guns N’ Roses", "guns & roses", "Guns and Roses"),
        ("P!nk", "pink"),
        ("Ke$ha", "Kesha"),
        ("t.A.T.u.", "tatu", "T.A.T.U"),
        ("AC/DC", "ac dc", "Ac-Dc"),
        ("ＲＥＤ", "red"),
        ("blink-182", "Blink 182"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({normalise(spelling) for spelling in spellings}) == 1


def test_names_of_signs_alone_keep_their_signs() -> None:
    assert [normalise(name) for name in ("!!!", ":(", "#####", "†‡†")] == ["!!!", ":(", "#####", "†‡†"]


def test_the_the_is_not_lost() -> None:
    assert normalise("The The") == "the"


def test_other_scripts_keep_their_letters_in_the_key_and_lose_them_in_the_compact_form() -> None:
    assert normalise("Кино") == "кино"
    assert compact("тату") == compact("t.A.T.u.") == "tatu"


def test_a_name_in_another_script_sounds_like_the_original() -> None:
    assert sound(compact("Битлз")) == sound(compact("The Beatles"))
    assert sound(compact("Рамштайн")) == sound(compact("Rammstein"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Cплин", "Сплин"),
        ("АС/DC", "AC/DC"),
        ("МакSим", "МакSим"),
        ("Océ Beyoé", "Océ Beyoé"),
        ("“Cape” AX…", "“Cape” AX…"),  # of one script, though not of ASCII alone
    ],
)
def test_a_word_is_in_one_script_where_look_alikes_alone_are_of_the_other(typed: str, meant: str) -> None:
    assert unmixed(typed) == meant


@given(st.text(max_size=40))
@example("¸")  # a sign that folds to nothing
@example("\u0301")  # an accent without a letter
def test_every_visible_name_has_a_key(name: str) -> None:
    assert bool(normalise(name)) == bool("".join(name.split())) or not name.isprintable()


def test_a_bundle_of_before_names_were_declined_is_searched_without_that() -> None:
    names = Texts.of(["Алиса", "Muse"])
    arrays = search_arrays(names, [0, 1])
    earlier = {key: array for key, array in arrays.items() if not key.startswith(("declined", "stems"))}
    now, then = (NameSearch(names, np.array([3, 9]), of) for of in (arrays, earlier))
    assert now.exact("Алиса") == then.exact("Алиса") == 0
    assert (now.exact("Алису"), then.exact("Алису")) == (0, None)
