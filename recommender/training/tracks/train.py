"""From data sets to the songs of a bundle: measure on held-out playlists, then learn from all."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from recommender.folder import APART, Manifest
from recommender.rows import Rows
from recommender.tracks.bundle import save_songs
from recommender.tracks.data import SongData
from recommender.training.export import save_module
from recommender.training.tracks.corpus import SongCorpus
from recommender.training.tracks.datasets import TrackSet
from recommender.training.tracks.evaluate import Evaluation, table
from recommender.training.tracks.export import SongIndex
from recommender.training.tracks.model import SongModel, measured_sound
from recommender.training.tracks.tower import SongParameters
from recommender.words.names import normalise


def write_songs(bundle: Path, manifest: Manifest, corpus: SongCorpus, model: SongModel) -> None:
    """Write what was learned into the bundle at that path; the artists there stay as they are."""

    def write_index(target: Path) -> None:
        save_module(SongIndex(model.tower), target)

    songs = song_data(corpus, model)
    save_songs(bundle / APART, manifest, songs, (model.sound, Rows.of(corpus.playlists)), write_index)


def song_data(corpus: SongCorpus, model: SongModel) -> SongData:
    """The catalogue for the bundle."""
    songs = corpus.songs
    names = list(corpus.artists)
    index = {normalise(name) or name: row for row, name in enumerate(names)}
    credited_rows: list[list[int]] = []
    for main, credited in zip(corpus.artist_of, songs["artists"], strict=True):
        rows = [int(main)]
        for name in credited[1:]:
            rows.append(index.setdefault(normalise(name) or name, len(names)))
            if rows[-1] == len(names):
                names.append(name)
        credited_rows.append(list(dict.fromkeys(rows)))
    covers = zip(songs["cover_of"], songs["cover_said"], strict=True)
    return SongData(
        artists=names,
        credits=credited_rows,
        titles=list(songs["title"]),
        names=list(songs["name_key"]),
        ids=list(songs["id"]),
        popularity=[round(float(value), 4) for value in songs["popularity"]],
        vocabulary=model.vocabulary,
        genres=model.said,
        covers=[(row, int(of), bool(said)) for row, (of, said) in enumerate(covers) if of >= 0 or said],
    )


def manifest(
    sets: Iterable[TrackSet], corpus: SongCorpus, of: SongParameters, evaluation: Evaluation
) -> Manifest:
    """What the songs are made of and how well they do."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "datasets": [_provenance(one) for one in sets],
        "sizes": {
            "songs": len(corpus.songs),
            "measured": len(measured_sound(corpus).positions),
            "artists": len(corpus.artists),
            "playlists": len(corpus.owners),
            "dimensions": of.dimensions,
        },
        "recipe": asdict(of),
        "blend": asdict(evaluation.weights),
        "questions": {task.value: count for task, count in evaluation.questions.items()},
        "evaluation": list(table(evaluation)),
    }


def _provenance(one: TrackSet) -> dict[str, str | int]:
    return {
        "name": one.name,
        "licence": one.licence,
        "tracks": one.tracks["id"].nunique(),
        "playlists": one.playlists["playlist"].nunique(),
    }


def has_tracks(sets: Sequence[TrackSet]) -> bool:
    """Whether these data sets hold playlists of songs at all."""
    return any(len(one.playlists) for one in sets)
