"""A bundle is input: broken, foreign or tampered ones are refused with one line that names the file."""

import gzip
import hashlib
import json
import pickle
import shutil
from collections.abc import Callable
from errno import EACCES
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from errors import BundleError
from recommender import Recommender
from recommender.bundle import DEFAULT_PATH, Bundle, load_bundle, save_bundle
from recommender.catalog import CatalogData
from recommender.folder import APART
from recommender.output import writing
from recommender.tracks.engine import Tracks
from recommender.training.export import save_module

MAX_MEGABYTES = 30


@pytest.fixture(name="bundle")
def bundle_fixture(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_PATH, tmp_path / "bundle"))


def _edit_manifest(bundle: Path, **changes: object) -> None:
    path = bundle / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def _no_manifest(bundle: Path) -> str:
    (bundle / "manifest.json").unlink()
    return "manifest.json: no bundle here"


def _torn_manifest(bundle: Path) -> str:
    (bundle / "manifest.json").write_text('{"format": 1, ', encoding="utf-8")
    return "manifest.json: not a manifest"


def _bottomless_manifest(bundle: Path) -> str:
    (bundle / "manifest.json").write_text("[" * 100_000, encoding="utf-8")
    return "manifest.json: not a manifest"


def _weights_of_words(bundle: Path) -> str:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    _edit_manifest(bundle, ranking=dict.fromkeys(manifest["ranking"], "much"))
    return "manifest.json: its ranking weights are no numbers"


def _weights_beyond_numbers(bundle: Path) -> str:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    _edit_manifest(bundle, ranking=dict.fromkeys(manifest["ranking"], float("nan")))
    return "manifest.json: its ranking weights are no numbers"


def _undescribed(bundle: Path) -> str:
    with np.load(bundle / "neighbours.npz") as arrays:
        kept = {name: array for name, array in arrays.items() if name != "said.vectors"}
    np.savez_compressed(bundle / "neighbours.npz", **kept)
    _fix_checksum(bundle, "neighbours.npz")
    return "neighbours.npz: not the matrices of"


def _half_a_reranker(bundle: Path) -> str:
    _edit_manifest(bundle, reranker=[[1.0, 2.0]])
    return "manifest.json: its reranker is wrong"


def _newer_format(bundle: Path) -> str:
    _edit_manifest(bundle, format=99)
    return "manifest.json: format 99"


def _missing_file(bundle: Path) -> str:
    (bundle / "neighbours.npz").unlink()
    return "neighbours.npz: missing"


def _flipped_byte(bundle: Path) -> str:
    path = bundle / "catalog.json.gz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return "catalog.json.gz: its checksum differs"


def _truncated_index(bundle: Path) -> str:
    path = next((bundle / "index" / "variables").glob("*.data*"))
    path.write_bytes(path.read_bytes()[:-100])
    return "its checksum differs"


def _stranger(bundle: Path) -> str:
    (bundle / "extra.pkl").write_bytes(pickle.dumps({}))
    return "extra.pkl: does not belong"


def _incomplete_weights(bundle: Path) -> str:
    _edit_manifest(bundle, ranking={"matrix": 1.0})
    return "manifest.json: its ranking weights"


@pytest.mark.parametrize(
    "spoil",
    [
        _no_manifest,
        _torn_manifest,
        _bottomless_manifest,
        _weights_of_words,
        _weights_beyond_numbers,
        _undescribed,
        _half_a_reranker,
        _newer_format,
        _missing_file,
        _flipped_byte,
        _truncated_index,
        _stranger,
        _incomplete_weights,
    ],
)
def test_a_spoilt_bundle_is_refused_naming_the_file(bundle: Path, spoil: Callable[[Path], str]) -> None:
    complaint = spoil(bundle)
    with pytest.raises(BundleError) as refusal:
        load_bundle(bundle)
    assert complaint in str(refusal.value)
    assert str(bundle) in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("neighbours.npz", {"learned": lambda values: np.full(len(values), np.nan, np.float16)}),
        ("neighbours.npz", {"meetings": lambda values: np.full(len(values), "many")}),
        ("neighbours.npz", {"learned_columns": lambda values: np.full(len(values), np.nan)}),
        ("catalog.json.gz", {"names": lambda names: [None] * len(names)}),
        ("catalog.json.gz", {"keys": lambda _: 5}),
        ("catalog.json.gz", {"genres": lambda genres: [[10**7]] * len(genres)}),
        ("catalog.json.gz", {"aliases": lambda _: [["somebody", -1]]}),
        ("tracks/songs.npz", {"measured": lambda values: -values - 1}),
        ("tracks/songs.npz", {"sound": lambda values: np.full(values.shape, np.nan, np.float16)}),
        ("tracks/songs.json.gz", {"credits": lambda songs: [[]] * len(songs)}),
        ("tracks/songs.json.gz", {"titles": lambda songs: [7] * len(songs)}),
    ],
)
def test_what_no_question_could_be_answered_with_is_refused_though_it_has_the_right_checksum(
    bundle: Path, name: str, spoil: dict[str, Callable[[Any], object]]
) -> None:
    change = _change_arrays if name.endswith(".npz") else _change_texts
    change(bundle / name, spoil)
    part = bundle / APART if name.startswith(APART) else bundle
    _fix_checksum(part, Path(name).name)
    with pytest.raises(BundleError) as refusal:
        Tracks.load(bundle) if part != bundle else Recommender.load(bundle)
    assert str(refusal.value).startswith(f"{bundle / name}: ")
    assert "\n" not in str(refusal.value)


def _change_arrays(path: Path, changes: dict[str, Callable[[Any], Any]]) -> None:
    with np.load(path) as arrays:
        changed = {key: changes.get(key, np.asarray)(array) for key, array in arrays.items()}
    np.savez(path, **changed)


def _change_texts(path: Path, changes: dict[str, Callable[[Any], Any]]) -> None:
    told = json.loads(gzip.decompress(path.read_bytes()))
    changed = {key: changes[key](value) if key in changes else value for key, value in told.items()}
    path.write_bytes(gzip.compress(json.dumps(changed).encode(), 1))


def test_what_is_damaged_beneath_its_checksum_is_refused_in_one_line(bundle: Path) -> None:
    variables = bundle / "index" / "variables" / "variables.index"
    variables.write_bytes(variables.read_bytes()[:100])
    _fix_checksum(bundle, "index/variables/variables.index")
    with pytest.raises(BundleError) as refusal:
        Recommender.load(bundle)
    assert str(refusal.value).startswith(f"{bundle / 'index'}: not a retrieval index (")
    assert "\n" not in str(refusal.value)


def test_a_file_that_the_bot_may_not_read_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root, as whom tests may run, may read all."""
    unreadable, opened = bundle / "neighbours.npz", Path.open

    def refuse(path: Path, *how: Any, **more: Any) -> Any:  # noqa: ANN401 - as Path.open has it
        if path == unreadable:
            raise PermissionError(EACCES, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BundleError, match=r"neighbours.npz: cannot be read \(Permission denied\)$"):
        Recommender.open(bundle)


def test_a_bundle_without_a_reranker_recommends_by_the_blend_alone(bundle: Path) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert manifest.pop("reranker")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert load_bundle(bundle).reranker is None
    plain, shipped = Recommender.load(bundle), Recommender.load()
    assert plain.recommend(["radiohead"], k=10) != shipped.recommend(["radiohead"], k=10)


def test_pickled_arrays_are_refused_even_with_the_right_checksum(bundle: Path, tmp_path: Path) -> None:
    good = load_bundle(bundle)
    path = tmp_path / "other"
    _save_again(path, good, bundle / "index")
    np.savez(path / "neighbours.npz", learned=np.array([{}], dtype=object), learned_lengths=np.ones(1))
    _fix_checksum(path, "neighbours.npz")
    with pytest.raises(BundleError, match="not the matrices of"):
        load_bundle(path)


def test_a_bundle_saved_again_is_the_same_and_replaces_the_old_one(bundle: Path, tmp_path: Path) -> None:
    good = load_bundle(bundle)
    target = tmp_path / "again"
    for _ in range(2):
        _save_again(target, good, bundle / "index")
    again = load_bundle(target)
    assert again.catalog == good.catalog
    for one, other in (
        (again.matrices.neighbours.matrix, good.matrices.neighbours.matrix),
        (again.matrices.meetings, good.matrices.meetings),
    ):
        for array, same in zip(vars(one).values(), vars(other).values(), strict=True):
            np.testing.assert_array_equal(array, same)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "bundle"]


def test_a_disk_that_refuses_a_tower_is_told_as_one_that_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(BundleError, match="bundle: cannot be written"),
        writing(tmp_path / "bundle", BundleError),
    ):
        save_module(tf.Module(), tmp_path / "file" / "index")


def test_examples_are_the_most_heard_where_nobody_says_genres(bundle: Path) -> None:
    catalog = bundle / "catalog.json.gz"
    told = json.loads(gzip.decompress(catalog.read_bytes()))
    untold = {**told, "genres": [[] for _ in told["genres"]]}
    catalog.write_bytes(gzip.compress(json.dumps(untold).encode()))
    _fix_checksum(bundle, catalog.name)
    recommender = Recommender.open(bundle)
    assert list(recommender.examples) == recommender.most_heard(24)


def test_the_shipped_bundle_is_small_and_holds_no_pickle() -> None:
    files = [path for path in DEFAULT_PATH.rglob("*") if path.is_file() and APART not in path.parts]
    assert sum(path.stat().st_size for path in files) <= MAX_MEGABYTES * 2**20
    assert not [path for path in files if path.suffix in {".pkl", ".pickle"}]


def test_the_shipped_manifest_says_what_it_is_made_of() -> None:
    manifest = load_bundle(DEFAULT_PATH).manifest
    names = [dataset["name"] for dataset in manifest["datasets"]]
    assert names == ["lastfm-2k", "spotify-songs", "playlist-archive", "artist-genres"]
    assert all(dataset["licence"] for dataset in manifest["datasets"])
    assert manifest["created"]
    assert manifest["version"]


def test_the_shipped_blend_is_ahead_of_its_parts_and_of_popularity_on_folded_in_baskets() -> None:
    rows = load_bundle(DEFAULT_PATH).manifest["evaluation"]
    for source in ("listeners", "playlists"):
        ndcg = {
            row["model"]: row["ndcg_100"]
            for row in rows
            if (row["task"], row["source"]) == ("folded-in basket", source)
        }
        assert ndcg["blend"] > max(ndcg["TFRS"], ndcg["matrix"], ndcg["popularity"]), source


def _save_again(path: Path, good: Bundle, index: Path) -> None:
    assert isinstance(good.catalog, CatalogData)

    def copy_index(target: Path) -> None:
        shutil.copytree(index, target)

    save_bundle(path, good.manifest, good.catalog, good.matrices, copy_index)


def _fix_checksum(bundle: Path, name: str) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    files = manifest["files"] | {name: hashlib.sha256((bundle / name).read_bytes()).hexdigest()}
    _edit_manifest(bundle, files=files)
