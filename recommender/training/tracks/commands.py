"""The songs' part of the command line: train-tracks, evaluate-tracks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from errors import TooLittleData
from recommender.folder import APART
from recommender.output import writing
from recommender.training.progress import Progress
from recommender.training.terminal import megabytes, wide
from recommender.training.tracks import report
from recommender.training.tracks.corpus import SongCorpus, build_corpus
from recommender.training.tracks.datasets import TrackSet, load_tracks
from recommender.training.tracks.evaluate import evaluate
from recommender.training.tracks.model import fit
from recommender.training.tracks.tower import SongParameters
from recommender.training.tracks.train import has_tracks, manifest, write_songs


@dataclass(frozen=True)
class Run:
    """What to measure and how, and where to say so."""

    sets: Sequence[TrackSet]
    splits: int
    of: SongParameters
    console: Console
    progress: Progress


def train_songs(run: Run, bundle: Path) -> None:
    """Measure on held-out playlists, then learn from all and write the songs of the bundle."""
    console, of = run.console, run.of
    corpus = _corpus(run)
    evaluation = evaluate(corpus, of, run.splits, run.progress)
    model = fit(corpus, of, run.progress)
    write_songs(bundle, manifest(run.sets, corpus, of, evaluation), corpus, model)
    for table in report.terminal(evaluation):
        wide(console).print(table)
    folder = bundle / APART
    songs, playlists = len(corpus.songs), len(corpus.owners)
    console.print(f"{songs:,} songs from {playlists:,} playlists; {megabytes(folder):.1f} MB in {folder}")


def evaluate_songs(run: Run, markdown: Path | None) -> None:
    """Print how well songs are recommended to playlists that training did not see."""
    console = run.console
    corpus = _corpus(run)
    evaluation = evaluate(corpus, run.of, run.splits, run.progress)
    for table in report.terminal(evaluation):
        wide(console).print(table)
    weights = ", ".join(f"{part} {weight:.2f}" for part, weight in vars(evaluation.weights).items())
    console.print(f"The blend: {weights}")
    console.print(f"Songs of the test playlists that no other playlist holds: {evaluation.unknown:.0%}")
    if markdown:
        with writing(markdown):
            markdown.write_text(report.markdown(evaluation), encoding="utf-8")


def read(sets: Sequence[Path], console: Console) -> list[TrackSet]:
    """The songs of all data sets; raises DataError where one can't be read."""
    with console.status("Reading the tracks"):
        return load_tracks(sets)


def _corpus(run: Run) -> SongCorpus:
    if not has_tracks(run.sets):
        raise TooLittleData("none of these data sets holds playlists of songs")
    with run.console.status("Joining the tracks"):
        corpus = build_corpus(run.sets)
    for one in run.sets:
        tracks, playlists = one.tracks["id"].nunique(), one.playlists["playlist"].nunique()
        run.console.print(
            f"{one.name}: {tracks:,} tracks, {playlists:,} playlists, {len(one.genres):,} genres"
        )
    return corpus
