"""Arrays as files, one for each, looked at where they lie: none is read before it is asked for."""

from pathlib import Path

import numpy as np

from errors import BundleError
from recommender.texts import Arrays, below, under

FOLDER = "arrays"


def save(path: Path, name: str, arrays: Arrays) -> None:
    """Write arrays below a name into the bundle at `path`."""
    folder = path / FOLDER
    folder.mkdir(exist_ok=True)
    for key, array in under(name, arrays).items():
        np.save(folder / f"{key}.npy", array, allow_pickle=False)


def look(path: Path, name: str) -> Arrays:
    """The arrays below a name; raises BundleError when they are none."""
    folder = path / FOLDER
    try:
        files = sorted(folder.glob(f"{name}.*.npy"))
        views = {file.stem: np.load(file, mmap_mode="r", allow_pickle=False) for file in files}
    except (OSError, EOFError, ValueError) as error:
        raise BundleError(f"{folder}: not the arrays of a catalogue ({error})") from None
    return {key: np.asarray(view) for key, view in below(name, views).items()}


def refuse(path: Path, why: Exception) -> BundleError:
    """The error that says why arrays do not fit together."""
    return BundleError(f"{path / FOLDER}: not the arrays of a catalogue ({why})")
