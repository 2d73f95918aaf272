"""Songs learned from a board with a known answer: the tower, its index, the blend, and what is measured."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from errors import BundleError, TooLittleData
from recommender.folder import APART
from recommender.tracks import Axis, Mode
from recommender.tracks.bundle import load_songs
from recommender.tracks.engine import Tracks
from recommender.tracks.retrieval import TowerIndex
from recommender.training.tracks import evaluate, questions
from recommender.training.tracks.corpus import SongCorpus, build_corpus
from recommender.training.tracks.evaluate import Evaluation
from recommender.training.tracks.model import SongModel, fit
from recommender.training.tracks.questions import Task
from recommender.training.tracks.tower import SongParameters
from recommender.training.tracks.train import manifest, write_songs
from tests.recommender import song_board

SMALL = SongParameters(dimensions=16, genre_dimensions=4, epochs=40)


@pytest.fixture(scope="module", name="corpus")
def corpus_fixture() -> SongCorpus:
    return build_corpus([song_board.song_set()])


@pytest.fixture(scope="module", name="model")
def model_fixture(corpus: SongCorpus) -> SongModel:
    return fit(corpus, SMALL)


@pytest.fixture(scope="module", name="evaluation")
def evaluation_fixture(corpus: SongCorpus) -> Evaluation:
    return evaluate.evaluate(corpus, SMALL, splits=2)


@pytest.fixture(scope="module", name="bundle")
def bundle_fixture(
    corpus: SongCorpus, model: SongModel, evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("songs") / "bundle"
    write_songs(path, manifest([song_board.song_set()], corpus, SMALL, evaluation), corpus, model)
    return path


@pytest.fixture(scope="module", name="tracks")
def tracks_fixture(bundle: Path) -> Tracks:
    return Tracks.load(bundle)


def _position(corpus: SongCorpus, song: int) -> int:
    return list(corpus.songs["song"]).index(song_board.key(song))


@pytest.mark.parametrize("playlist", [0, 1, 14, 31])
def test_the_tower_finds_the_song_that_a_playlist_lacks(
    corpus: SongCorpus, model: SongModel, playlist: int
) -> None:
    kind = range(playlist % 2, song_board.SONGS, 2)
    held = [_position(corpus, song) for song in kind if song != song_board.missing(playlist)]
    basket = np.array(held, dtype=np.int32)
    best = model.tower.propose(basket, np.ones(len(basket), dtype=np.float32), song_board.SONGS)
    others = [int(song) for song in best if song not in held]
    assert others[0] == _position(corpus, song_board.missing(playlist))


def test_the_index_answers_as_the_trained_tower_does(model: SongModel, bundle: Path) -> None:
    index = TowerIndex(bundle / APART / "index")
    songs = np.arange(song_board.SONGS, dtype=np.int32)
    basket, weights = np.array([1, 5, 7], dtype=np.int32), np.array([1.0, 0.5, 2.0], dtype=np.float32)
    np.testing.assert_allclose(
        index.score(basket, weights, songs), model.tower.score(basket, weights, songs), atol=1e-4
    )
    np.testing.assert_allclose(
        index.pairs(basket, weights, songs), model.tower.pairs(basket, weights, songs), atol=1e-4
    )
    assert index.propose(basket, weights, 1)[0] == np.argmax(model.tower.score(basket, weights, songs))


def test_training_twice_gives_the_same_vectors(corpus: SongCorpus, model: SongModel) -> None:
    np.testing.assert_array_equal(fit(corpus, SMALL).tower.table, model.tower.table)


def test_the_bundle_holds_what_was_trained(corpus: SongCorpus, bundle: Path) -> None:
    loaded = load_songs(bundle / APART)
    assert loaded.songs.titles == list(corpus.songs["title"])
    np.testing.assert_array_equal(loaded.playlists.columns, corpus.playlists.indices)
    np.testing.assert_array_equal(loaded.playlists.starts, corpus.playlists.indptr)
    np.testing.assert_array_equal(loaded.sound.positions, np.arange(song_board.SONGS))
    duration = loaded.sound.values[:, -1]
    np.testing.assert_allclose(duration, 200_000, rtol=1e-3)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_lists_songs_of_the_same_kind(tracks: Tracks, mode: Mode) -> None:
    found = tracks.recommend([song_board.key(2)], k=8, mode=mode)
    assert len(found.songs) == 8
    assert all(one.song.artists[0].startswith("Even") for one in found.songs[:6])


def test_steering_leads_to_the_other_kind(tracks: Tracks) -> None:
    before = tracks.recommend([song_board.key(2)], k=8)
    after = tracks.recommend([song_board.key(2)], k=8, steps={Axis.ENERGY: 3})
    assert after.sound[Axis.ENERGY] > before.sound[Axis.ENERGY] + 0.5


def test_the_blend_is_measured_beside_all_others_and_knows_the_answer(evaluation: Evaluation) -> None:
    for task in Task:
        names = [name for of_task, name in evaluation.figures if of_task is task]
        assert {"popularity", "co-occurrence", "tower (TFRS)", "blend"} <= set(names)
        assert len([name for name in names if name.startswith("content: ")]) == 3
    assert evaluation.mean((Task.GOES_ON, "blend"), "recall_20") == 1.0
    assert evaluation.mean((Task.GOES_ON, "blend"), "ndcg_10") > evaluation.mean(
        (Task.GOES_ON, "popularity"), "ndcg_10"
    )


def test_no_playlist_is_tested_twice_or_tuned_on(corpus: SongCorpus) -> None:
    validation, tests = questions.folds(corpus, 3)
    held = np.concatenate([validation, *tests])
    assert len(set(held)) == len(held)


def test_what_is_held_out_leaves_no_trace(corpus: SongCorpus) -> None:
    validation, [test] = questions.folds(corpus, 1)
    split = questions.hold_out(corpus, validation, test)
    held = {corpus.owners[row] for row in (*validation, *test)}
    assert not held & set(split.train.owners)
    assert split.train.playlists.shape[0] == len(corpus.owners) - len(held)


def test_a_question_never_holds_its_answer_nor_what_only_held_out_playlists_know(corpus: SongCorpus) -> None:
    validation, [test] = questions.folds(corpus, 1)
    split = questions.hold_out(corpus, validation, test)
    for task in Task:
        for question in questions.questions(corpus, split, test, task):
            assert not set(question.asking) & set(question.relevant)
            assert not {*question.asking, *question.relevant} & set(split.unknown)


def test_too_few_playlists_are_said() -> None:
    few = song_board.song_set()
    kept = few.playlists[few.playlists["playlist"] < "p05"]
    corpus = build_corpus([type(few)("few", "none", few.tracks, kept, genres=few.genres)])
    with pytest.raises(TooLittleData, match="too few playlists"):
        questions.folds(corpus, 3)


def test_playlists_that_share_no_songs_cannot_be_measured_on(corpus: SongCorpus) -> None:
    apart = sparse.csr_matrix(np.kron(np.eye(4, dtype=np.float32), np.ones((1, 6), dtype=np.float32)))
    alone = replace(corpus, playlists=apart, owners=["a", "b", "c", "d"])
    rows = np.array([0])
    split = questions.hold_out(alone, rows, np.array([1]))
    with pytest.raises(TooLittleData, match="too few songs stand in several playlists"):
        questions.questions(alone, split, rows, Task.SINGLE)


@pytest.mark.parametrize("bare", [{"title": " "}, {"artists": [()] * song_board.SONGS}])
def test_songs_without_title_or_artist_are_no_songs(bare: dict[str, Any]) -> None:
    board = song_board.song_set()
    with pytest.raises(TooLittleData, match="no song with a title and an artist"):
        build_corpus([replace(board, tracks=board.tracks.assign(**bare))])


@pytest.mark.parametrize("name", ["songs.json.gz", "songs.npz", "index/saved_model.pb"])
def test_a_spoilt_bundle_of_songs_is_refused_naming_the_file(bundle: Path, tmp_path: Path, name: str) -> None:
    spoilt = _copy(bundle, tmp_path)
    data = bytearray((spoilt / APART / name).read_bytes())
    data[len(data) // 2] ^= 1
    (spoilt / APART / name).write_bytes(data)
    with pytest.raises(BundleError, match=name):
        Tracks.load(spoilt)


def test_songs_trained_again_replace_the_old_ones_alone(
    bundle: Path, tmp_path: Path, corpus: SongCorpus, model: SongModel, evaluation: Evaluation
) -> None:
    other = _copy(bundle, tmp_path)
    (other / "catalog.json.gz").write_bytes(b"artists")
    write_songs(other, manifest([], corpus, SMALL, evaluation), corpus, model)
    assert (other / "catalog.json.gz").read_bytes() == b"artists"
    assert load_songs(other / APART).manifest["datasets"] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle"]


def _copy(bundle: Path, place: Path) -> Path:
    target = place / "bundle"
    for file in bundle.rglob("*"):
        if file.is_file():
            copied = target / file.relative_to(bundle)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(file.read_bytes())
    return target
