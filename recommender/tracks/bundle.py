"""The songs' part of the bundle on disk, with a manifest of its own so that it can be trained apart.

manifest.json    data sets and licences, date, sizes, blend weights, figures, and every file's SHA-256
songs.json.gz    songs: artists, titles, publisher's ids, popularity, genres, covers
songs.npz        the measured sound, and the playlists
index/           the tower's TFRS index as a SavedModel
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from errors import BundleError
from recommender.folder import MANIFEST, Manifest, read_manifest, verify, weights, write_aside
from recommender.rows import Rows
from recommender.tracks.data import SongData
from recommender.tracks.ranking import BlendWeights
from recommender.tracks.sound import ATTRIBUTES, Sound

FORMAT = 1
SONGS, _ARRAYS, _INDEX = "songs.json.gz", "songs.npz", "index"

Arrays = tuple[Sound, Rows]
"""The measured sound, and the playlists: a row of the songs that it holds for each."""


@dataclass(frozen=True)
class SongBundle:
    """A verified bundle of songs; the index is still on disk, at `index_path`."""

    manifest: Manifest
    songs: SongData
    sound: Sound
    playlists: Rows
    weights: BlendWeights
    index_path: Path


def load_songs(path: Path) -> SongBundle:
    """Verify and read a bundle of songs; raises BundleError naming the file that is wrong."""
    manifest = read_manifest(path, FORMAT)
    verify(path, manifest, (SONGS, _ARRAYS, f"{_INDEX}/saved_model.pb"))
    songs = SongData.load(path / SONGS)
    sound, playlists = _load_arrays(path / _ARRAYS, len(songs))
    try:
        blend = BlendWeights(**weights(path, manifest, "blend"))
    except TypeError as error:
        raise BundleError(f"{path / MANIFEST}: its blend weights are incomplete ({error})") from None
    return SongBundle(manifest, songs, sound, playlists, blend, path / _INDEX)


def save_songs(
    path: Path, manifest: Manifest, songs: SongData, arrays: Arrays, write_index: Callable[[Path], None]
) -> None:
    """Write a bundle of songs beside `path` and move it into place."""
    sound, playlists = arrays

    def fill(fresh: Path) -> None:
        songs.save(fresh / SONGS)
        np.savez_compressed(
            fresh / _ARRAYS,
            measured=sound.positions.astype(np.int32),
            sound=_packed(sound.values),
            songs=playlists.columns.astype(np.int32),
            ends=playlists.starts.astype(np.int32),
        )
        write_index(fresh / _INDEX)

    write_aside(path, manifest, fill, FORMAT)


def _packed(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
    """Half precision; durations in seconds, since half precision ends at 65,504."""
    return (values / _UNITS).astype(np.float16)


_UNITS = np.array([1000.0 if name == "duration_ms" else 1.0 for name in ATTRIBUTES], dtype=np.float32)


def _load_arrays(path: Path, num_songs: int) -> Arrays:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            positions, sound = arrays["measured"], arrays["sound"].astype(np.float32) * _UNITS
            songs, ends = arrays["songs"], arrays["ends"]
        playlists = Rows(np.ones(len(songs), dtype=np.int8), songs, ends)
        playlists.check(len(ends) - 1, num_songs)
    except (OSError, EOFError, ValueError, LookupError, zipfile.BadZipFile) as error:
        raise BundleError(f"{path}: no arrays of songs ({error})") from None
    if not (_is_of_songs(positions, num_songs) and _is_of_sounds(sound, len(positions))):
        raise BundleError(f"{path}: its arrays do not fit together")
    return Sound(positions, sound), playlists


def _is_of_songs(positions: npt.NDArray[Any], num_songs: int) -> bool:
    """Whether these are numbers of songs, in a row."""
    if positions.ndim != 1 or positions.dtype.kind not in "iu":
        return False
    return bool(positions.min(initial=0) >= 0 and positions.max(initial=0) < num_songs)


def _is_of_sounds(sound: npt.NDArray[np.float32], songs: int) -> bool:
    return sound.shape == (songs, len(ATTRIBUTES)) and bool(np.isfinite(sound).all())
