"""Training on the checkerboard: towers and matrix find the missing artist, single and batch, every time."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import tensorflow as tf
from scipy import sparse

from recommender import Recommender
from recommender.blending import telling
from recommender.match import RankingWeights
from recommender.ranking import Ranker
from recommender.retrieval import Retrieval
from recommender.rows import Rows
from recommender.scoring import Basket, Scorer
from recommender.similarity import Matrices
from recommender.training.corpus import build_corpus
from recommender.training.evaluate import Question, ranked
from recommender.training.export import basket_sums, write_index
from recommender.training.model import Model, Recipe, fit, meetings
from recommender.training.partition import choose_index
from recommender.training.sampling import Batch, everybody, sampled
from recommender.training.train import evaluate_recipe, manifest, write_bundle
from recommender.training.traits import traits
from recommender.training.two_tower import Hyperparameters, loudness, views
from recommender.training.voices import Voices
from tests.recommender import checkerboard

RECIPE = Recipe(
    towers=Hyperparameters(dimensions=16, content_dimensions=4, epochs=30, batch_size=16, learning_rate=0.03),
    neighbours=9,
)
WEIGHTS = RankingWeights(0.0, 2.0, 0.25, -0.35, 0.0, 0.1, 1.0, 0.0, 0.0, 0.0, 0.01, 0.99)


@pytest.fixture(scope="module", name="model")
def model_fixture() -> Model:
    return fit(checkerboard.corpus(), RECIPE)


@pytest.fixture(scope="module", name="engine")
def engine_fixture(tmp_path_factory: pytest.TempPathFactory) -> Recommender:
    """Trained, evaluated, written and loaded again, from a table of baskets alone."""
    path = tmp_path_factory.mktemp("board") / "bundle"
    datasets = [checkerboard.dataset()]
    corpus = build_corpus(datasets)
    evaluation = evaluate_recipe(corpus, RECIPE, splits=1)
    model = fit(corpus, RECIPE)
    write_bundle(path, manifest(datasets, corpus, RECIPE, evaluation), corpus, model)
    return Recommender.load(path)


def _missing_artist(scores: npt.NDArray[np.float32], basket: int) -> bool:
    held = checkerboard.board()[basket].indices
    scores = scores.copy()
    scores[held] = -np.inf
    return int(scores.argmax()) == checkerboard.missing(basket)


def test_the_towers_find_the_missing_artist_of_every_basket(model: Model) -> None:
    board = checkerboard.board()
    assert all(
        _missing_artist(
            model.towers.score(board[basket].indices.astype(np.int64), board[basket].data, 1.0), basket
        )
        for basket in range(checkerboard.BASKETS)
    )


def test_the_matrix_finds_the_missing_artist_of_every_basket(model: Model) -> None:
    board = checkerboard.board()
    for basket in range(checkerboard.BASKETS):
        row = board[basket]
        assert _missing_artist(model.neighbours.score(row.indices, row.data), basket)


def test_a_saved_and_loaded_bundle_recommends_the_missing_artist(engine: Recommender) -> None:
    names = checkerboard.names()
    for basket in range(10):
        held = [names[column] for column in checkerboard.board()[basket].indices]
        assert engine.recommend(held, k=1)[0].artist.key == names[checkerboard.missing(basket)]


def test_training_twice_gives_the_same_recommendations(model: Model) -> None:
    again = fit(checkerboard.corpus(), RECIPE)
    np.testing.assert_array_equal(model.towers.table, again.towers.table)
    for one, other in zip(
        vars(model.neighbours.matrix).values(), vars(again.neighbours.matrix).values(), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_who_likes_everybody_of_two_tastes_is_recommended_nobody(engine: Recommender) -> None:
    assert engine.recommend(checkerboard.names(), k=5) == []


def test_a_query_does_not_depend_on_the_order_of_the_basket(model: Model) -> None:
    weights = np.array([[0.5, 2.0, 1.0, 0.0], [1.0, 0.0, 0.5, 2.0]], dtype=np.float32)
    positions = np.array([[3, 8, 11, -1], [11, -1, 3, 8]], dtype=np.int32)
    one, other = basket_sums(model.towers.table, positions, weights)[0].numpy()
    np.testing.assert_allclose(one, other, rtol=1e-4)


def test_a_query_is_the_weighted_sum_of_its_artists_as_loud_as_learned() -> None:
    """Worked out by hand: weights 1 and 3 of two unit vectors, volume 2, exponent -1/2."""
    sums, total = basket_sums(
        np.eye(2, dtype=np.float32),
        np.array([[0, 1, -1]], dtype=np.int32),
        np.array([[1.0, 3.0, 9.0]], dtype=np.float32),
    )
    queries = loudness(total, np.float32(np.log(2.0)), np.float32(-0.5)) * sums
    np.testing.assert_allclose(queries.numpy(), [[1.0, 3.0]], rtol=1e-6)


def test_the_served_index_scores_as_the_trained_towers_do(model: Model, tmp_path: Path) -> None:
    """What is served, the arrays of the evaluation and the Keras towers are one model."""
    positions, weights = np.array([2, 4, 9], dtype=np.int32), np.array([1.0, 0.5, 2.0], dtype=np.float32)
    everyone = np.arange(checkerboard.ARTISTS, dtype=np.int32)
    places = np.column_stack([np.zeros(3, dtype=np.int64), positions])
    basket = tf.SparseTensor(places, weights, [1, checkerboard.ARTISTS])
    artists = model.trained.candidates.sample(everyone)
    keras = artists.scores(model.trained.queries((artists, basket))).numpy()
    arrays = model.towers.score(positions.astype(np.int64), weights, prior_share=1.0)
    write_index(model.towers, choose_index(model.towers)[0], tmp_path)
    served, _ = Retrieval(tmp_path).score(positions, weights, everyone, prior_share=1.0)
    np.testing.assert_allclose(keras[0], arrays, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(served, arrays, rtol=1e-3, atol=1e-4)


def test_a_training_view_never_asks_for_what_it_shows() -> None:
    batches = views(checkerboard.board(), RECIPE.towers)
    for _ in range(8):
        for view in next(batches):
            assert not set(view.asked) & set(view.targets)
            assert len(view.asked)
            assert len(view.targets)


def test_a_basket_of_one_artist_is_no_training_view() -> None:
    baskets = checkerboard.board()[:3].tolil()
    baskets[1] = 0.0
    baskets[1, 5] = 1.0
    batches = views(baskets.tocsr(), RECIPE.towers)
    assert all(len(next(batches)) == 2 * RECIPE.towers.views for _ in range(5))


def test_each_basket_of_a_step_asks_with_several_parts_of_it() -> None:
    board, times = checkerboard.board(), RECIPE.towers.views
    step = next(views(board, RECIPE.towers))
    whole = [tuple(sorted({*view.asked, *view.targets})) for view in step]
    assert times > 1
    assert whole[0::times] == whole[1::times]
    assert len(step) == times * RECIPE.towers.batch_size
    assert any(set(one.asked) != set(other.asked) for one, other in zip(step[::2], step[1::2], strict=True))


def test_a_sample_holds_all_who_are_asked_for_and_speaks_for_the_others() -> None:
    chosen = next(views(checkerboard.board(), RECIPE.towers))[:2]
    fame = np.linspace(1.0, 3.0, 1000, dtype=np.float32)
    whole, batch = everybody(chosen, 1000), sampled(chosen, fame, 50, np.random.default_rng(0))
    for part, of in ((batch.asked, whole.asked), (batch.targets, whole.targets)):
        np.testing.assert_array_equal(part[:, 0], of[:, 0])
        np.testing.assert_array_equal(batch.sample[part[:, 1]], of[:, 1])
    np.testing.assert_array_equal(batch.weights, whole.weights)
    assert len(set(batch.sample)) == len(batch.sample)
    others = batch.speaks_for > 0
    assert others.sum() in (49, 50)
    # how many somebody speaks for, times how likely they are drawn, is the same for all
    spoken_for = np.exp(batch.speaks_for[others]) * fame[batch.sample[others]]
    assert spoken_for == pytest.approx(spoken_for[0], rel=1e-4)
    assert np.exp(batch.speaks_for).sum() == pytest.approx(1000, rel=0.1)


def test_a_sampled_loss_is_that_of_the_whole_catalogue_on_average(model: Model) -> None:
    chosen = next(views(checkerboard.board(), RECIPE.towers))[:1]
    random = np.random.default_rng(0)
    fame = np.linspace(1.0, 3.0, checkerboard.ARTISTS, dtype=np.float32)

    def loss(batch: Batch) -> float:
        return float(model.trained.compute_loss(batch, training=True))

    model.trained.queries.dropout.rate = 0.0
    drawn = [loss(sampled(chosen, fame, len(fame) // 2, random)) for _ in range(200)]
    assert np.mean(drawn) == pytest.approx(loss(everybody(chosen, len(fame))), rel=0.02)


def test_meetings_are_kept_when_one_of_two_artists_counts_the_other_among_its_nearest() -> None:
    """Each keeps one here: the third keeps the second, whom fewer hear than the first."""
    present = sparse.csr_matrix(
        [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 1, 1], [0, 0, 0, 1, 0]], dtype=np.float32
    )
    met = meetings(present, 1, 1).toarray()
    assert met[0].tolist() == [0, 2, 0, 0, 0]
    assert met[1].tolist() == [2, 0, 1, 0, 0]
    assert np.array_equal(met, met.T)


def test_names_of_the_board_can_be_found(engine: Recommender) -> None:
    assert engine.find("artst 07")[0].artist.key == "artist 07"
    assert engine.find("ARTIST  07")[0].artist.key == "artist 07"


def test_the_manifest_holds_the_figures_and_where_the_data_came_from(engine: Recommender) -> None:
    assert engine.manifest["datasets"] == [
        {"name": "board", "licence": "none", "source": "listeners", "baskets": checkerboard.BASKETS}
    ]
    by_model = {
        row["model"]: row["recall_20"]
        for row in engine.manifest["evaluation"]
        if row["task"] == "folded-in basket"
    }
    assert by_model["TFRS"] == by_model["matrix"] == by_model["blend"] == 1.0


def test_the_index_loads_without_keras() -> None:
    """A fresh process that cannot import Keras 2 still answers."""
    code = (
        "import sys; sys.modules['tf_keras'] = None; "
        "from recommender import Recommender; "
        "print(len(Recommender.load().recommend(['Radiohead'], k=3)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own code
    assert done.stdout.strip() == "3", done.stderr


def _loaded(model: Model, folder: Path) -> Scorer:
    matrices = Matrices(model.neighbours, Rows.of(model.meetings), model.descriptions)
    write_index(model.towers, choose_index(model.towers)[0], folder / "index")
    return Scorer(Retrieval(folder / "index"), matrices, checkerboard.corpus().counts, WEIGHTS)


def test_a_loaded_bundle_says_of_candidates_what_the_evaluation_heard(model: Model, tmp_path: Path) -> None:
    """All voices, and what the basket itself says: else the reranker would hear what it never learned."""
    corpus = checkerboard.corpus()
    scorer = _loaded(model, tmp_path)
    basket, weights = np.array([0, 3, 4], dtype=np.int32), np.array([1.5, 1.0, 0.5], dtype=np.float32)
    everybody = np.arange(len(corpus.keys), dtype=np.int32)
    places = [np.arange(len(basket))]
    sums = scorer.sums(Basket(basket, weights, basket[:0]), places)
    served = scorer.question(Basket(basket, weights, basket[:0]), everybody, places, sums).liked[0]
    heard = Voices(model, corpus.counts)
    for name, part in vars(heard.say(basket.astype(np.int64), weights)).items():
        assert getattr(served.said, name) == pytest.approx(part, abs=1e-4), name
    for name, part in vars(heard.known(everybody.astype(np.int64))).items():
        assert getattr(scorer.known(everybody), name) == pytest.approx(part, abs=1e-6), name


@pytest.mark.parametrize("step", range(5))
def test_what_is_measured_is_what_is_listed(model: Model, tmp_path: Path, step: int) -> None:
    """Artist by artist, with dial, variety and the places for whom few hear."""
    voices = Voices(model, checkerboard.corpus().counts)
    voices.counts = checkerboard.corpus().counts * np.arange(1, checkerboard.ARTISTS + 1)  # some are famous
    voices.heard = np.log(voices.counts).astype(np.float32)
    scorer = _loaded(model, tmp_path)
    scorer.log_baskets = voices.heard
    basket, weights = np.array([0, 3, 4], dtype=np.int32), np.array([1.5, 1.0, 0.5], dtype=np.float32)
    told = Basket(basket, telling(weights, voices.heard[basket]), basket[:0])
    listed = Ranker(scorer).rank(told, checkerboard.ARTISTS, basket[:0], step)
    question = Question(basket.astype(np.int64), weights, np.array([1]))
    measured = ranked(voices.served(WEIGHTS, step), question)
    assert listed.positions.tolist() == measured.tolist()


def test_an_artist_has_the_traits_that_enough_listeners_say() -> None:
    """The second is of two decades; the third's one listener is not enough, three of 61, or editors."""
    votes = [
        (0, "80s", 9),
        (0, "1970s", 4),
        (1, "the 90s", 3),
        (1, "90s pop", 9),
        (1, "2000s", 4),
        (1, "brasil", 3),
        (2, "60s", 1),
        (3, "instrumental", 3),
        (3, "space rock", 61),
        (4, "instrumental", 3),
        (4, "space rock", 60),
    ]
    said = [(artist, tag, 1.0, basket) for artist, tag, count in votes for basket in range(count)]
    said += [(3, "60s", 1.0, -1)] * 5
    tags = pd.DataFrame(said, columns=["artist", "tag", "weight", "basket"])
    found = traits(replace(checkerboard.corpus(), tags=tags))
    assert found[:5] == [("80s",), ("00s", "90s", "brazilian"), (), (), ("instrumental",)]
    assert len(found) == checkerboard.ARTISTS


def test_an_artist_is_of_the_latest_decade_whose_songs_came_out_then_and_whom_nobody_heard_before() -> None:
    """The second has an older song, the third too few; the board's own are heard by all its listeners."""
    corpus = checkerboard.corpus()
    years = [(0, 2012), (0, 2015), (0, 2019), (1, 2012), (1, 2015), (1, 2009), (2, 2012), (2, 2019)]
    told = pd.DataFrame(years, columns=["artist", "year"])
    new = replace(corpus, years=told, sources=np.full(len(corpus.sources), "playlists"))
    assert [artist for artist, said in enumerate(traits(new)) if "2010s" in said] == [0]
    assert not any("2010s" in said for said in traits(replace(corpus, years=told)))
