"""The engineer's command line: train, evaluate, show; the same for songs."""

import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from errors import EncoreError, TooLittleData
from logs import native_notes_held_back
from recommender import Recommender, showcase
from recommender.bundle import DEFAULT_PATH
from recommender.folder import APART, ARTISTS, SONGS, check_replaced, check_target
from recommender.output import check_file, check_folder, writing

with native_notes_held_back():  # what TensorFlow says while it is imported is no fault of the command's
    from recommender.training import half_as_wide, report
    from recommender.training.corpus import Corpus, build_corpus
    from recommender.training.datasets import DataSet, load_all
    from recommender.training.evaluate import MOST_SPLITS
    from recommender.training.measures import Similarity
    from recommender.training.model import Recipe, fit
    from recommender.training.pictures import draw
    from recommender.training.progress import Progress
    from recommender.training.report import Runs
    from recommender.training.terminal import bars, megabytes, wide
    from recommender.training.tracks import commands as songs
    from recommender.training.tracks.datasets import TrackSet
    from recommender.training.tracks.tower import SongParameters
    from recommender.training.train import Evaluation, evaluate_recipe, manifest, write_bundle

app = typer.Typer(help="Train, measure and look into Encore's recommender.", no_args_is_help=True)
console = Console(markup=False, emoji=False)  # names and paths are no markup
faults = Console(markup=False, emoji=False, stderr=True)

Sets = Annotated[list[Path], typer.Argument(help="Data sets: files or directories in any known layout.")]
Measure = Annotated[Similarity, typer.Option(help="Measure of the similarity matrix.")]
Splits = Annotated[int, typer.Option(min=1, max=MOST_SPLITS, help="How many different splits to measure on.")]
Epochs = Annotated[int, typer.Option(min=1, help="Passes of the towers over all baskets.")]
BundleAt = Annotated[Path, typer.Option(help="Where the bundle stands.")]
Step = Annotated[int, typer.Option(min=0, max=4, help="Of the dial: 0 best known, 1 as trained, 4 rarest.")]
SongEpochs = Annotated[int, typer.Option("--epochs", min=1, help="Passes of the songs' towers.")]
_EPOCHS, _SONG_EPOCHS = Recipe().towers.epochs, SongParameters().epochs


@app.command()
def train(
    sets: Sets,
    out: BundleAt = DEFAULT_PATH,
    similarity: Measure = Similarity.LEARNED,
    splits: Splits = 3,
    epochs: Epochs = _EPOCHS,
) -> None:
    """Measure on held-out baskets, then learn from everything and write the bundle."""
    check_target(out, ARTISTS, sets)
    check_replaced(out / APART, SONGS)
    datasets, corpus = _load(sets)
    of_songs = songs.read(sets, console)  # first: a fault in them is told before artists are learned
    recipe = _recipe(similarity, epochs)
    with bars(console) as progress:
        evaluation = evaluate_recipe(corpus, recipe, splits, progress)
        model = fit(corpus, recipe, progress)
    write_bundle(out, manifest(datasets, corpus, recipe, evaluation), corpus, model)
    _print_evaluation(evaluation, {})
    baskets = corpus.baskets.shape[0]
    console.print(f"{len(corpus.keys):,} artists from {baskets:,} baskets; {megabytes(out):.1f} MB in {out}")
    _train_songs_too(of_songs, out, splits)


@app.command()
def evaluate(
    sets: Sets,
    *,
    similarity: Measure = Similarity.LEARNED,
    splits: Splits = 3,
    epochs: Epochs = _EPOCHS,
    peers: Annotated[bool, typer.Option(help="Tune and measure other people's recommenders too.")] = False,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file as well.")] = None,
    pictures: Annotated[Path | None, typer.Option(help="Draw the curves into this folder as well.")] = None,
) -> None:
    """Print how well the recipe does on listeners and playlists that training did not see."""
    _check_reports(markdown, pictures)
    _, corpus = _load(sets)
    with bars(console) as progress:
        evaluation = evaluate_recipe(corpus, _recipe(similarity, epochs), splits, progress)
        others = _compare(corpus, splits, progress) if peers else {}
    _print_evaluation(evaluation, others)
    if markdown:
        tables = report.markdown({**others, **evaluation.figures})
        with writing(markdown):
            markdown.write_text(tables + "\n" + report.look_markdown(evaluation.look), encoding="utf-8")
    if pictures:
        with writing(pictures):
            draw(pictures, evaluation.look, others)


def _check_reports(markdown: Path | None, pictures: Path | None = None) -> None:
    if markdown:
        check_file(markdown)
    if pictures:
        check_folder(pictures)


@app.command()
def train_tracks(
    sets: Sets, out: BundleAt = DEFAULT_PATH, splits: Splits = 3, epochs: SongEpochs = _SONG_EPOCHS
) -> None:
    """The same for songs: measure on held-out playlists, then learn from all; artists stay as they are."""
    check_target(out / APART, SONGS, sets)
    _train_songs(songs.read(sets, console), out, splits, epochs)


@app.command()
def evaluate_tracks(
    sets: Sets,
    *,
    splits: Splits = 3,
    epochs: SongEpochs = _SONG_EPOCHS,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file as well.")] = None,
) -> None:
    """Print how well songs are recommended to playlists that training did not see."""
    _check_reports(markdown)
    with bars(console) as progress:
        songs.evaluate_songs(_song_run(songs.read(sets, console), splits, epochs, progress), markdown)


def _train_songs_too(sets: list[TrackSet], out: Path, splits: int) -> None:
    """Where the data sets hold songs, and enough of them."""
    try:
        _train_songs(sets, out, splits, _SONG_EPOCHS)
    except TooLittleData as error:
        console.print(f"No songs learned: {error}")
        if (out / APART).is_dir():
            console.print(f"Those of an earlier training stay in {out / APART}")


def _train_songs(sets: list[TrackSet], out: Path, splits: int, epochs: int) -> None:
    with bars(console) as progress:
        songs.train_songs(_song_run(sets, splits, epochs, progress), out)


def _song_run(sets: list[TrackSet], splits: int, epochs: int, progress: Progress) -> songs.Run:
    half_as_wide()
    return songs.Run(sets, splits, SongParameters(epochs=epochs), console, progress)


@app.command()
def show(
    artist: Annotated[str, typer.Argument(help="An artist's name.")],
    k: Annotated[int, typer.Option(min=1, help="How many neighbours.")] = 10,
    step: Step = showcase.STEP,
    bundle: BundleAt = DEFAULT_PATH,
) -> None:
    """Print an artist's neighbours with their scores, as the bot lists them at first."""
    engine = Recommender.load(bundle)
    table = Table(title=engine.artist(artist).name)
    for column in ("", "artist", "score", "match", "genres"):
        table.add_column(column, justify="right" if column in {"", "score", "match"} else "left")
    listed = engine.recommend([artist], k=k, step=step, other_names=False)
    for rank, found in enumerate(listed, start=1):
        genres = ", ".join(found.artist.genres[:3])
        table.add_row(str(rank), found.artist.name, f"{found.score:.2f}", f"{found.match}%", genres)
    console.print(table)


@app.command()
def neighbours(
    path: Annotated[Path, typer.Argument(help="The Markdown file to write.")], bundle: BundleAt = DEFAULT_PATH
) -> None:
    """Write the neighbours of sixty well-known artists, to be looked at."""
    check_file(path)
    text = showcase.neighbours(Recommender.load(bundle))
    with writing(path):
        path.write_text(text, encoding="utf-8")


def _load(sets: list[Path]) -> tuple[list[DataSet], Corpus]:
    with console.status("Reading the data sets"):
        datasets = load_all(sets)
        corpus = build_corpus(datasets)
    for dataset in datasets:
        console.print(f"{dataset.name}: {len(dataset.baskets):,} basket rows, {len(dataset.tags):,} tags")
    return datasets, corpus


def _compare(corpus: Corpus, splits: int, progress: Progress) -> Runs:
    # a dev dependency: those who only train need not have it
    from recommender.training.peers.table import compare  # noqa: PLC0415

    comparison = compare(corpus, splits, progress=progress)
    for (name, task), choice in comparison.chosen.items():
        console.print(f"{name}, {task}: {choice}")
    return comparison.figures


def _recipe(similarity: Similarity, epochs: int) -> Recipe:
    half_as_wide()
    default = Recipe()
    return replace(default, similarity=similarity, towers=replace(default.towers, epochs=epochs))


def _print_evaluation(evaluation: Evaluation, others: Runs) -> None:
    for table in report.terminal({**others, **evaluation.figures}):
        wide(console).print(table)
    for table in report.look_terminal(evaluation.look):
        console.print(table)
    if untold := report.untold(evaluation.look):
        console.print(untold, soft_wrap=True)
    console.print(f"Weights of the blend: {evaluation.weights}")
    figures = ", ".join(f"{key}: {value:.3f}" for key, value in evaluation.top_k.items())
    console.print(f"FactorizedTopK of the towers: {figures}")


def main() -> None:
    """Run the command; what goes wrong on purpose is one line, not a traceback."""
    # several models are learned in turn, each traced once: TensorFlow takes them for one traced too often
    logging.getLogger("tensorflow").addFilter(lambda record: "retracing" not in record.getMessage())
    try:
        app()
    except EncoreError as error:
        faults.print(Text(str(error), style="red"), highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
