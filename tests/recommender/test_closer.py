"""The closer look: worked out by hand on the checkerboard."""

import numpy as np
import pytest

from recommender.match import RankingWeights
from recommender.training import closer, evaluate, pictures, report
from recommender.training.datasets import Source
from recommender.training.evaluate import Figures, Floats, Indices, Task
from recommender.training.model import Recipe, fit
from recommender.training.two_tower import Hyperparameters
from recommender.training.voices import Voices
from tests.recommender import checkerboard

WEIGHTS = RankingWeights(1.0, 1.0, 1.0, 0.0, 0.0, 0.5, 1.0, 0.0, 3.0, 0.0, 0.0, 1.0)


def _same_parity(positions: Indices, _weights: Floats) -> Floats:
    same: Floats = 9.0 * (np.arange(checkerboard.ARTISTS) % 2 == positions[0] % 2).astype(np.float32)
    return same


def test_reliability_compares_what_was_stated_with_what_was_hit() -> None:
    """Who is stated likely on the checkerboard was in the basket, and who is stated unlikely was not."""
    corpus = checkerboard.corpus()
    asked = evaluate.questions(corpus, np.arange(60), Task.SINGLE, Source.LISTENERS)
    rows = closer.reliability(_same_parity, asked, WEIGHTS)
    (likely,) = rows.values()  # the unlikely bin holds no hit and is left out
    assert likely["observed %"] > 90.0
    assert likely["hits in 100 listed"] == pytest.approx(100 * 8 / 9)  # one of nine is the missing artist


def test_single_artists_are_grouped_by_their_baskets() -> None:
    corpus = checkerboard.corpus()
    asked = evaluate.questions(corpus, np.arange(60), Task.SINGLE, Source.LISTENERS)
    rows = closer.thinness({"knows": _same_parity}, asked, corpus.counts)
    assert list(rows) == ["in more"]  # every artist is in 27 of the 60 baskets
    assert rows["in more"]["questions"] == 90.0  # three of each basket


def test_either_source_has_a_dial_of_its_own_though_both_ask_as_many_questions() -> None:
    corpus = checkerboard.corpus()
    held = evaluate.split(corpus, 0)
    towers = Hyperparameters(dimensions=4, content_dimensions=2, epochs=1, batch_size=16)
    model = fit(held.train, Recipe(towers, neighbours=9))
    tables = closer.look(corpus, held.test, Voices(model, held.train.counts), WEIGHTS)
    assert {title for title in tables if title.startswith("The dial")} == {
        f"The dial, {task}, {source}" for task in Task for source in evaluate.SOURCES
    }


def test_looks_are_averaged_cell_by_cell_where_a_split_has_them() -> None:
    looks = [{"t": {"a": {"x": 1.0}, "b": {"x": 5.0}}}, {"t": {"a": {"x": 3.0}}}]
    assert closer.average(looks) == {"t": {"a": {"x": 2.0}, "b": {"x": 5.0}}}


def test_rows_that_the_first_split_lacks_stand_where_they_belong() -> None:
    fewer = {"in 6-20": {"x": 1.0}, "in more": {"x": 1.0}}
    matches = [{"30-40%": {"x": 1.0}}, {"0-10%": {"x": 1.0}, "90-100%": {"x": 1.0}}]
    looks = [
        {"Thin": fewer, "Match": matches[0], "Ratings": {"1": {"x": 1.0}}},
        {"Thin": {"in 3-5": {"x": 1.0}, **fewer}, "Match": matches[1], "Ratings": {"30": {"x": 1.0}}},
    ]
    average = closer.average(looks)
    assert list(average["Thin"]) == ["in 3-5", "in 6-20", "in more"]
    assert list(average["Match"]) == ["0-10%", "30-40%", "90-100%"]
    assert list(average["Ratings"]) == ["1", "30"]


def test_one_question_is_told_as_a_count() -> None:
    told = report.look_markdown({"Thin": {"in 2": {"questions": 1.0, "blend": 1.0}}})
    assert "| in 2 | 1 | 1.000 |" in told.splitlines()


def test_ours_stand_out_among_the_peers() -> None:
    figures = Figures(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    told = report.markdown({(Task.SINGLE, Source.LISTENERS, name): [figures] for name in ("EASE", "blend")})
    assert told.splitlines()[-2:] == [
        "| EASE | 0.100 | 0.200 | 0.300 | 0.400 | 0.500 | 0.600 |",
        "| **ours: blend** | 0.100 | 0.200 | 0.300 | 0.400 | 0.500 | 0.600 |",
    ]


def test_an_artist_alone_on_a_list_is_no_variety() -> None:
    assert closer._diversity(np.ones((1, 4), dtype=np.float32)) == 0.0
    assert closer._diversity(np.eye(2, dtype=np.float32)) == 1.0


def test_the_legend_of_the_dial_hides_no_peer() -> None:
    rows = {f"step {step}": {"popularity": 0.9 - 0.1 * step, "NDCG@100": 0.4} for step in range(4)}
    cell = Task.FOLDED_IN, Source.LISTENERS
    figure = pictures._dials(
        {f"The dial, {cell[0]}, {cell[1]}": rows}, {(*cell, "far out"): [Figures(0, 0, 0, 0.01, 0, 0.02)]}
    )
    figure.draw_without_rendering()
    axes = figure.axes[0]
    legend = axes.get_legend()
    assert legend is not None
    assert not legend.get_window_extent().contains(*axes.transData.transform((0.02, 0.01)))
