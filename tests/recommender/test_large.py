"""Large catalogues are read where they lie and asked by an approximate index; the answers stay the same."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from bench import synthetic
from errors import BundleError
from recommender import Recommender
from recommender.bundle import FORMAT, load_bundle
from recommender.folder import read_manifest
from recommender.retrieval import Retrieval, check_index
from recommender.texts import Lists, Places, Texts

ARTISTS = 3_000
BEST = 100
TEXTS = ["", "Björk", "!!!", "방탄소년단", "half \ud83d", "Björk", "a" * 300]


@pytest.fixture(scope="module", name="small")
def small_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "bundle"
    synthetic.write(ARTISTS, path)
    return path


@pytest.fixture(scope="module", name="large")
def large_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same catalogue, written as if it were a large one."""
    path = tmp_path_factory.mktemp("large") / "bundle"
    synthetic.write(ARTISTS, path, large=1, many=1)
    return path


def test_the_manifest_says_which_index_was_chosen_by_size_and_recall(small: Path, large: Path) -> None:
    few, many = (read_manifest(path, FORMAT) for path in (small, large))
    assert few["index"] == {"kind": "brute force"}
    assert many["index"]["kind"] == "partitioned"
    assert many["index"]["recall_100"] >= 0.97
    assert many["index"]["looks"] < ARTISTS / 2
    assert "layout" not in few
    assert many["layout"] == "mapped"


def test_the_approximate_index_finds_most_of_the_best_hundred(large: Path) -> None:
    """Whatever the basket; and as many as are asked for, were it everybody."""
    retrieval = Retrieval(load_bundle(large).index_path)
    random, everybody = np.random.default_rng(1), np.arange(ARTISTS, dtype=np.int32)
    found = []
    for number in range(50):
        basket = random.choice(everybody, 1 + number % 8, replace=False)
        weights = np.ones(len(basket), dtype=np.float32)
        scores, _ = retrieval.score(basket, weights, everybody, prior_share=1.0)
        best = np.argpartition(-scores, BEST)[:BEST]
        found.append(len(np.intersect1d(best, retrieval.propose(basket, weights, BEST))) / BEST)
    assert np.mean(found) >= 0.95
    every = retrieval.propose(everybody[:1], np.ones(1, dtype=np.float32), ARTISTS, unheard=True)
    assert all(sorted(half) == list(everybody) for half in np.split(every, 2))


@pytest.mark.parametrize("k", [1, 100, ARTISTS])
def test_an_exact_index_is_asked_for_what_it_would_answer_itself(small: Path, k: int) -> None:
    """TensorFlow's own answer to the same question, fame counted or not."""
    path = load_bundle(small).index_path
    retrieval, index = Retrieval(path), tf.saved_model.load(str(path))
    random = np.random.default_rng(3)
    for number in range(20):
        basket = random.choice(ARTISTS, 1 + number % 8, replace=False).astype(np.int32)
        weights = random.uniform(0.2, 2.0, len(basket)).astype(np.float32)
        asked = [index.propose(basket[None], weights[None], np.float32(share), k) for share in (1.0, 0.0)]
        expected = np.concatenate([np.sort(positions.numpy()[0]) for _, positions in asked])
        found = retrieval.propose(basket, weights, k, unheard=True)
        assert np.array_equal(np.sort(found.reshape(2, k), axis=1).ravel(), expected)


def test_a_large_bundle_answers_as_the_same_one_that_is_small(small: Path, large: Path) -> None:
    """Names, neighbours and company are the same to the letter; nearly all suggestions are."""
    one, other = Recommender.load(small), Recommender.load(large)
    keys = list(one.every_key())
    assert list(other.every_key()) == keys
    assert other.most_heard(50) == one.most_heard(50)
    for key in keys[::60]:
        name = one.artist(key).name
        assert other.artist(key) == one.artist(key)
        assert [other.find(text) for text in (name, name[1:], f"{name[:3]}")] == [
            one.find(text) for text in (name, name[1:], f"{name[:3]}")
        ]
        assert other.neighbours(key) == one.neighbours(key)
        assert other.company(key, keys[7]) == one.company(key, keys[7])
    shared = [
        len({found.artist.key for found in one.recommend([key])} & _keys(other, key)) for key in keys[::100]
    ]
    assert np.mean(shared) >= 9.5


def _keys(engine: Recommender, key: str) -> set[str]:
    return {found.artist.key for found in engine.recommend([key])}


def test_loaded_again_a_large_bundle_gives_the_same_answers(large: Path) -> None:
    one, again = Recommender.load(large), Recommender.load(large)
    for key in one.every_key()[:10]:
        assert one.recommend([key], step=3) == again.recommend([key], step=3)


def _without_an_array(folder: Path) -> None:
    (folder / "arrays" / "catalog.baskets.npy").unlink()


def _with_fewer_columns(folder: Path) -> None:
    np.save(folder / "arrays" / "catalog.popularity.npy", np.zeros(3))


def _with_artists_that_are_not_there(folder: Path) -> None:
    columns = folder / "arrays" / "learned.columns.npy"
    np.save(columns, np.load(columns) + ARTISTS)


def _with_pickles(folder: Path) -> None:
    np.save(folder / "arrays" / "catalog.baskets.npy", np.array([{}] * ARTISTS, dtype=object))


@pytest.mark.parametrize(
    "spoil",
    [_without_an_array, _with_fewer_columns, _with_artists_that_are_not_there, _with_pickles],
)
def test_arrays_that_do_not_fit_are_refused(
    large: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """Even where their checksums are right."""
    folder = Path(shutil.copytree(large, tmp_path / "bundle"))
    spoil(folder)
    _fix_checksums(folder)
    with pytest.raises(BundleError, match="not the arrays of a catalogue"):
        load_bundle(folder)


def test_an_index_of_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(BundleError, match="'quantum'"):
        check_index(Path("bundle"), {"index": {"kind": "quantum"}})


def _fix_checksums(folder: Path) -> None:
    manifest = folder / "manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    for name in list(said["files"]):
        file = folder / name
        if file.is_file():
            said["files"][name] = hashlib.sha256(file.read_bytes()).hexdigest()
        else:
            del said["files"][name]
    manifest.write_text(json.dumps(said), encoding="utf-8")


def test_texts_and_lists_come_back_from_their_arrays() -> None:
    assert list(Texts(Texts.of(TEXTS).arrays)) == TEXTS
    assert Texts.of(TEXTS)[1:3] == TEXTS[1:3]
    with pytest.raises(IndexError):
        Texts.of(TEXTS)[len(TEXTS)]
    assert list(Lists(Lists.of([[3, 1], [], [2]]).arrays)) == [[3, 1], [], [2]]


def test_a_text_is_found_at_all_its_places() -> None:
    places = Places(Places.of(TEXTS).arrays)
    assert places.where("Björk") == [1, 5]
    assert places.where("Bjork") == []
    assert [places.where(text)[0] for text in ("", "half \ud83d")] == [0, 4]
