"""The songs' part of the command line: train-tracks, evaluate-tracks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from errors import TooLittleData
from recommender.folder import APART
from recommender.output import writing
from recommender.training.tracks import report
from recommender.training.tracks.corpus import SongCorpus, build_corpus
from recommender.training.tracks.datasets import TrackSet, load_tracks
from recommender.training.tracks.evaluate import evaluate
from recommender.training.tracks.model import Progress, fit
from recommender.training.tracks.tower import SongParameters
from recommender.training.tracks.train import has_tracks, manifest, write_songs

_TABLE_WIDTH = 120  # a table in a log file keeps all its columns


@dataclass(frozen=True)
class Run:
    """What to measure and how, and where to say so."""

    sets: Sequence[Path]
    splits: int
    of: SongParameters
    console: Console
    progress: Progress


def train_songs(run: Run, bundle: Path) -> None:
    """Measure on held-out playlists, then learn from all and write the songs of the bundle."""
    console, of = run.console, run.of
    loaded, corpus = _load(run.sets, console)
    evaluation = evaluate(corpus, of, run.splits, run.progress)
    model = fit(corpus, of, run.progress)
    write_songs(bundle, manifest(loaded, corpus, of, evaluation), corpus, model)
    for table in report.terminal(evaluation):
        _wide(console).print(table)
    folder = bundle / APART
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20
    songs, playlists = len(corpus.songs), len(corpus.owners)
    console.print(f"{songs:,} songs from {playlists:,} playlists; {size:.1f} MB in {folder}")


def evaluate_songs(run: Run, markdown: Path | None) -> None:
    """Print how well songs are recommended to playlists that training did not see."""
    console = run.console
    _, corpus = _load(run.sets, console)
    evaluation = evaluate(corpus, run.of, run.splits, run.progress)
    for table in report.terminal(evaluation):
        _wide(console).print(table)
    weights = ", ".join(f"{part} {weight:.2f}" for part, weight in vars(evaluation.weights).items())
    console.print(f"The blend: {weights}")
    console.print(f"Songs of the test playlists that no other playlist holds: {evaluation.unknown:.0%}")
    if markdown:
        with writing(markdown):
            markdown.write_text(report.markdown(evaluation), encoding="utf-8")


def _wide(console: Console) -> Console:
    return Console(width=max(console.width, _TABLE_WIDTH), markup=False, emoji=False)


def _load(sets: Sequence[Path], console: Console) -> tuple[list[TrackSet], SongCorpus]:
    with console.status("Reading the tracks"):
        loaded = load_tracks(sets)
        if not has_tracks(loaded):
            raise TooLittleData("none of these data sets holds playlists of songs")
        corpus = build_corpus(loaded)
    for one in loaded:
        tracks, playlists = one.tracks["id"].nunique(), one.playlists["playlist"].nunique()
        console.print(f"{one.name}: {tracks:,} tracks, {playlists:,} playlists, {len(one.genres):,} genres")
    return loaded, corpus
