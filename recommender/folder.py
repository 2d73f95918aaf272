"""A trained folder on disk: written aside and moved into place, verified before it is used.

Its `manifest.json` holds the format, whatever its maker states, and the SHA-256 of every other file. A folder
within it that has a manifest of its own is trained apart: it is verified by itself, and outlives its parent.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

from errors import BundleError, first_line
from recommender.output import check_folder, writing

MANIFEST = "manifest.json"
APART = "tracks"
"""The folder within a bundle that is trained apart."""
ARTISTS, SONGS = "ranking", "blend"
"""The kinds of folders, by the weights that the manifest of that kind alone holds."""

Manifest = dict[str, Any]  # JSON: what training writes and README describes


def read_manifest(path: Path, expected: int) -> Manifest:
    """The manifest of a folder; raises BundleError when there is none of the expected format."""
    file = path / MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleError(f"{file}: no bundle here; train one with: python -m recommender train") from None
    except (OSError, ValueError, RecursionError) as error:
        raise BundleError(f"{file}: not a manifest ({error})") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BundleError(f"{file}: not a bundle's manifest")
    if manifest.get("format") != expected:
        found = manifest.get("format")
        again = "train it again, or take the Encore it was made for"
        raise BundleError(f"{file}: format {found!r}, but this Encore reads format {expected}; {again}")
    return manifest


def weights(path: Path, manifest: Manifest, name: str) -> dict[str, float]:
    """The numbers that a manifest holds under that name; raises BundleError where they are none."""
    found = manifest.get(name)
    if not isinstance(found, dict) or not all(map(_is_number, found.values())):
        raise BundleError(f"{path / MANIFEST}: its {name} weights are no numbers")
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and isfinite(value)


def verify(path: Path, manifest: Manifest, needed_files: Iterable[str]) -> None:
    """Raise BundleError unless exactly the manifest's files are there, unchanged, with those needed."""
    expected: dict[str, str] = manifest["files"]
    for needed in needed_files:
        if needed not in expected:
            raise BundleError(f"{path / MANIFEST}: does not list {needed}")
    present = {str(file.relative_to(path)): file for file in _files(path)} if path.is_dir() else {}
    for name, checksum in expected.items():
        if name not in present:
            raise BundleError(f"{path / name}: missing from the bundle")
        if _checksum(present[name]) != checksum:
            raise BundleError(f"{path / name}: its checksum differs from the manifest's")
    for name in present.keys() - expected.keys() - {MANIFEST}:
        raise BundleError(f"{path / name}: does not belong to the bundle")


def _checksum(file: Path) -> str:
    try:
        return _sha256(file)
    except OSError as error:  # a disk that fails, or a file of somebody else's
        raise BundleError(f"{file}: cannot be read ({error.strerror})") from None


@contextmanager
def blamed(path: Path) -> Iterator[None]:
    """Whatever fails while a bundle is read or put in order is its fault: BundleError in one line.

    Checksums only say that it is as it was made, perhaps by somebody else's tools.
    """
    try:
        yield
    except (BundleError, ImportError, MemoryError):
        raise
    except Exception as error:
        raise BundleError(f"{path}: cannot be used ({type(error).__name__}: {first_line(error)})") from error


def check_target(path: Path, kind: str, sets: Iterable[Path]) -> None:
    """Raise BundleError unless a folder of that kind can be written to `path`, and nothing else is lost."""
    for one in sets:
        if one.resolve().is_relative_to(path.resolve()):
            raise BundleError(
                f"{path}: the data set {one} lies there and would be lost; choose another folder"
            )
    check_replaced(path, kind)
    for folder in {_beside(path), path.parent}:
        check_folder(folder, BundleError)


def check_replaced(path: Path, kind: str) -> None:
    """Raise BundleError where there is more than an empty folder or what was trained of that kind."""
    with writing(path, BundleError):
        if path.is_mount() or Path.cwd().is_relative_to(path.resolve()):
            raise BundleError(f"{path}: this folder is in use and cannot be replaced; choose one within it")
        ours = _listed(path, kind)
        # a device and a pipe are no files either, and would be gone as well
        for file in [path] if path.exists() and not path.is_dir() else _own_files(path):
            if file.relative_to(path) not in ours:
                lost = f"{file}: no part of what Encore trained, and would be lost"
                raise BundleError(f"{lost}; choose a new or an empty folder")


def _listed(path: Path, kind: str) -> set[Path]:
    """The files of what was trained there, as its manifest lists them."""
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    if not isinstance(manifest, dict) or kind not in manifest or not isinstance(manifest.get("files"), dict):
        return set()
    return {Path(MANIFEST), *map(Path, manifest["files"])}


def write_aside(path: Path, manifest: Manifest, fill: Callable[[Path], None], version: int) -> None:
    """Let `fill` write files into a fresh folder, add the manifest, and move the whole to `path`.

    An earlier folder there is replaced; what was trained apart within it stays. Raises BundleError where
    anything else would be lost, or nothing can be written.
    """
    path = path.resolve()  # of a link, what it leads to is replaced
    check_replaced(path, ARTISTS if ARTISTS in manifest else SONGS)
    with writing(path, BundleError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_beside(path), prefix=".bundle-") as aside:
            fresh = Path(aside) / "fresh"
            fresh.mkdir()
            fill(fresh)
            _state(fresh, {"format": version, **manifest})
            _put(fresh, path, Path(aside) / "replaced")


def _beside(path: Path) -> Path:
    # never within a bundle: what a killed process leaves there would not belong to it
    return path.parent.parent if path.name == APART else path.parent


def _state(fresh: Path, manifest: Manifest) -> None:
    """Write the manifest, with the checksums of all files."""
    files = {str(file.relative_to(fresh)): _sha256(file) for file in _files(fresh)}
    text = json.dumps({**manifest, "files": files}, indent=2, ensure_ascii=False)
    (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _put(fresh: Path, path: Path, replaced: Path) -> None:
    if path.exists():
        path.rename(replaced)
        if (replaced / APART).is_dir():
            (replaced / APART).rename(fresh / APART)
    shutil.move(fresh, path)


def _files(path: Path) -> list[Path]:
    return sorted(_own_files(path))


def _own_files(path: Path) -> Iterator[Path]:
    """The folder's own files, without those of the folder that is trained apart."""
    return (file for file in path.rglob("*") if file.is_file() and path / APART not in file.parents)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
