"""The trained bundle on disk: written aside and moved into place, verified before it is used.

    manifest.json    what it is made of: data sets and licences, date, code version, sizes, ranking weights,
                     evaluation figures, and the SHA-256 of every other file
    catalog.json.gz  artists: keys, names, genres, popularity, aliases
    neighbours.npz   the similarity matrix: positions and scores
    index/           the TFRS index as a SavedModel

No pickle anywhere.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from errors import BundleError
from recommender.catalog import CatalogData
from recommender.ranking import RankingWeights
from recommender.similarity import Neighbours

FORMAT = 1
DEFAULT_PATH = Path(__file__).parent / "bundle"
_MANIFEST, _CATALOG, _NEIGHBOURS, _INDEX = "manifest.json", "catalog.json.gz", "neighbours.npz", "index"

Manifest = dict[str, Any]  # JSON: what train.py writes and README describes


@dataclass(frozen=True)
class Bundle:
    """A verified bundle; the index is still on disk, at `index_path`."""

    manifest: Manifest
    catalog: CatalogData
    neighbours: Neighbours
    weights: RankingWeights
    index_path: Path


def load_bundle(path: Path) -> Bundle:
    """Verify and read a bundle; raises BundleError naming the file that is wrong."""
    manifest = _read_manifest(path)
    _verify(path, manifest)
    catalog = CatalogData.load(path / _CATALOG)
    neighbours = _load_neighbours(path / _NEIGHBOURS)
    if len(catalog.keys) != len(neighbours.positions):
        raise BundleError(
            f"{path / _NEIGHBOURS}: {len(neighbours.positions)} rows for {len(catalog.keys)} artists"
        )
    try:
        weights = RankingWeights(**manifest["ranking"])
    except (KeyError, TypeError) as error:
        raise BundleError(f"{path / _MANIFEST}: its ranking weights are incomplete ({error})") from None
    return Bundle(manifest, catalog, neighbours, weights, path / _INDEX)


def save_bundle(
    path: Path,
    manifest: Manifest,
    catalog: CatalogData,
    neighbours: Neighbours,
    write_index: Callable[[Path], None],
) -> None:
    """Write a bundle beside `path` and move it into place; an earlier one there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".bundle-") as aside:
        fresh = Path(aside) / "fresh"
        fresh.mkdir()
        catalog.save(fresh / _CATALOG)
        _save_neighbours(fresh / _NEIGHBOURS, neighbours)
        write_index(fresh / _INDEX)
        files = {str(file.relative_to(fresh)): _sha256(file) for file in _files(fresh)}
        text = json.dumps({"format": FORMAT, **manifest, "files": files}, indent=2, ensure_ascii=False)
        (fresh / _MANIFEST).write_text(text + "\n", encoding="utf-8")
        if path.exists():
            path.rename(Path(aside) / "replaced")
        shutil.move(fresh, path)


def _read_manifest(path: Path) -> Manifest:
    file = path / _MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleError(f"{file}: no bundle here; train one with: python -m recommender train") from None
    except (OSError, ValueError) as error:
        raise BundleError(f"{file}: not a manifest ({error})") from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BundleError(f"{file}: not a bundle's manifest")
    if manifest.get("format") != FORMAT:
        raise BundleError(f"{file}: format {manifest.get('format')!r}, but this Encore reads format {FORMAT}")
    return manifest


def _verify(path: Path, manifest: Manifest) -> None:
    expected: dict[str, str] = manifest["files"]
    for needed in (_CATALOG, _NEIGHBOURS, f"{_INDEX}/saved_model.pb"):
        if needed not in expected:
            raise BundleError(f"{path / _MANIFEST}: does not list {needed}")
    present = {str(file.relative_to(path)): file for file in _files(path)} if path.is_dir() else {}
    for name, checksum in expected.items():
        if name not in present:
            raise BundleError(f"{path / name}: missing from the bundle")
        if _sha256(present[name]) != checksum:
            raise BundleError(f"{path / name}: its checksum differs from the manifest's")
    for name in present.keys() - expected.keys() - {_MANIFEST}:
        raise BundleError(f"{path / name}: does not belong to the bundle")


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _save_neighbours(path: Path, neighbours: Neighbours) -> None:
    # half the bytes of int32 and float32; positions fit 16 bits up to 65,535 artists
    small = len(neighbours.positions) <= np.iinfo(np.uint16).max
    positions = neighbours.positions.astype(np.uint16 if small else np.int32)
    np.savez(path, positions=positions, scores=neighbours.scores.astype(np.float16))


def _load_neighbours(path: Path) -> Neighbours:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            positions, scores = arrays["positions"].astype(np.int32), arrays["scores"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BundleError(f"{path}: not a similarity matrix ({error})") from None
    if positions.shape != scores.shape or positions.ndim != 2 or positions.max(initial=0) >= len(positions):
        raise BundleError(f"{path}: its arrays do not fit together")
    return Neighbours(positions, scores)
