"""The engineer's commands, typed as the README has them, on small data.

Where it is not the process that is looked at, they run in this one: each of their own takes seconds to import
TensorFlow.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

import recommender.__main__ as command_line
from recommender import Recommender
from recommender.bundle import DEFAULT_PATH
from recommender.folder import APART
from recommender.training.terminal import bars
from tests.recommender import checkerboard, layouts


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "recommender", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own code


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture(name="run")
def run_fixture(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same in this process; products stay as wide as other tests find them."""
    monkeypatch.setenv("ONEDNN_DEFAULT_FPMATH_MODE", "STRICT")

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["recommender", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            command_line.main()
        return Done(int(end.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(name="own_data")
def own_data_fixture(tmp_path: Path) -> Path:
    return _own_data(tmp_path / "mine.csv")


def _own_data(path: Path) -> Path:
    rows = checkerboard.dataset().baskets.rename(columns={"basket": "basket_id"})
    rows[["basket_id", "artist", "weight"]].to_csv(path, index=False)
    return path


def test_train_writes_a_bundle_of_ones_own_data_and_says_how_good_it_is(
    own_data: Path, tmp_path: Path
) -> None:
    """It holds no songs, and those of an earlier training are not lost for it."""
    shutil.copytree(DEFAULT_PATH / APART, tmp_path / "bundle" / APART)
    done = _run("train", own_data, "--out", tmp_path / "bundle", "--splits", "1", "--epochs", "5")
    assert (done.returncode, done.stderr) == (0, "")
    assert "NDCG@100" in done.stdout
    assert "blend" in done.stdout
    assert "Those of an earlier training stay in" in done.stdout
    stages = ["similarity matrix", "tags and genres", "two towers", "company", "blend"]
    told = [line.rsplit(": ", 1)[0] for line in done.stdout.splitlines() if line.startswith("split 1 of 5")]
    assert told[: len(stages)] == [f"split 1 of 5: {stage}" for stage in stages]
    assert Recommender.load(tmp_path / "bundle").recommend(["artist 02"], k=3)


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_stage_is_a_bar_where_somebody_looks_and_a_line_once_it_is_done(*, is_terminal: bool) -> None:
    written = StringIO()
    with bars(Console(file=written, force_terminal=is_terminal, width=80)) as progress:
        progress("two towers", 0, 2)
        progress("two towers", 2, 2)
        progress("company", 0, 1)
    assert "two towers: 0:00:00\n" in written.getvalue()
    assert ("company" in written.getvalue()) is is_terminal


def test_train_names_file_row_and_column_of_a_fault_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("basket_id,artist,weight\n1,Björk,many\n", encoding="utf-8")
    done = _run("train", path, "--out", tmp_path / "bundle")
    assert done.returncode == 1
    assert done.stderr == f"{path}: row 2, column 'weight': 'many' is not a number\n"
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "bundle").exists()


def test_a_fault_in_songs_is_told_before_artists_are_learned(
    run: Run, own_data: Path, tmp_path: Path
) -> None:
    songs = layouts.spotify_songs(tmp_path / "spotify_songs.csv")
    rows = songs.read_text(encoding="utf-8").splitlines()
    songs.write_text("\n".join([rows[0] + ",tempo", *(f"{row},fast" for row in rows[1:])]), encoding="utf-8")
    done = run("train", own_data, songs, "--out", tmp_path / "bundle")
    assert done.stderr == f"{songs}: row 2, column 'tempo': 'fast' is not a number\n"
    assert "NDCG" not in done.stdout
    assert not (tmp_path / "bundle").exists()


def test_show_prints_neighbours_with_scores(run: Run) -> None:
    done = run("show", "Miles Davis", "--k", "5")
    assert (done.returncode, done.stderr) == (0, "")
    assert "John Coltrane" in done.stdout


def test_show_offers_the_closest_names_for_an_unknown_one(run: Run) -> None:
    done = run("show", "Radiohed")
    assert done.returncode == 1
    assert "Radiohead" in done.stderr


def test_every_published_layout_trains_together(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    layouts.lastfm(data / "lastfm-2k")
    layouts.spotify_songs(data / "spotify_songs.csv")
    layouts.playlist_archive(data / "playlist-archive")
    layouts.genres(data / "artist-genres")
    layouts.charts(data / "charts.csv")
    _own_data(data / "mine.csv")
    done = run("train", data, "--out", tmp_path / "bundle", "--splits", "1", "--epochs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert Recommender.load(tmp_path / "bundle").find("bjork")[0].artist.name == "Björk"


def test_data_too_small_to_be_measured_is_said_in_one_line(run: Run, tmp_path: Path) -> None:
    done = run("train", layouts.generic(tmp_path / "mine.csv"), "--out", tmp_path / "bundle", "--splits", "1")
    assert done.returncode == 1
    assert "too few baskets" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "layout", "complaint"),
    [
        ("train", layouts.charts, "set.csv: holds no rows"),
        ("evaluate-tracks", layouts.spotify_songs, "none of these data sets holds playlists of songs"),
    ],
)
def test_tables_without_rows_are_told_in_one_line(
    run: Run, tmp_path: Path, command: str, layout: Callable[[Path], Path], complaint: str
) -> None:
    done = run(command, layouts.without_rows(layout(tmp_path / "set.csv")))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(complaint)
    assert "Traceback" not in done.stdout + done.stderr


def test_what_there_is_too_little_data_for_is_named_in_place_of_empty_tables_and_pictures(
    run: Run, own_data: Path, tmp_path: Path
) -> None:
    """Nobody on the checkerboard has the thirty likes that one table asks for."""
    tables, pictures = tmp_path / "tables.md", tmp_path / "pictures"
    reports = ("--markdown", tables, "--pictures", pictures)
    done = run("evaluate", own_data, "--splits", "1", "--epochs", "2", *reports)
    assert (done.returncode, done.stderr) == (0, "")
    line = "Too little data to tell: After so many ratings"
    assert line in done.stdout.splitlines()
    assert line in tables.read_text(encoding="utf-8").splitlines()
    assert {path.name for path in pictures.iterdir()} == {"dial.png", "match.png", "variety.png"}


def test_train_does_not_replace_the_data_that_it_learns_from(
    run: Run, own_data: Path, tmp_path: Path
) -> None:
    before = own_data.read_bytes()
    for out in (own_data, tmp_path):
        done = run("train", tmp_path, "--out", out, "--splits", "1", "--epochs", "2")
        assert done.returncode == 1
        assert "would be lost" in done.stderr
        assert "Traceback" not in done.stdout + done.stderr
    assert own_data.read_bytes() == before


def test_neighbours_names_the_path_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    done = run("neighbours", tmp_path / "nowhere" / "list.md")
    assert done.returncode == 1
    assert "nowhere/list.md: cannot be written" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_evaluate_looks_at_its_reports_before_it_measures(run: Run, own_data: Path, tmp_path: Path) -> None:
    done = run("evaluate", own_data, "--markdown", tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"{tmp_path}: cannot be written (Is a directory)"


@pytest.mark.parametrize("name", ["[/b]", "[red]nobody[/red]"])
def test_a_name_in_brackets_is_printed_as_it_is(run: Run, name: str) -> None:
    done = run("show", name)
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
