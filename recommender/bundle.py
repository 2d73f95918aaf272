"""The trained bundle on disk: written aside and moved into place, verified before it is used (opening.py)."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from errors import BundleError
from recommender.catalog import CatalogData
from recommender.folder import MANIFEST, Manifest, write_aside
from recommender.opening import CATALOG, DEFAULT_PATH, FORMAT, INDEX, NEIGHBOURS, Opened, open_bundle
from recommender.ranking import RankingWeights
from recommender.similarity import Neighbours

__all__ = ["DEFAULT_PATH", "FORMAT", "Bundle", "Matrices", "complete", "load_bundle", "save_bundle"]


@dataclass(frozen=True)
class Matrices:
    """The learned similarities, and in how many baskets two artists meet (CSR int32, as large)."""

    neighbours: Neighbours
    meetings: sparse.csr_matrix


@dataclass(frozen=True)
class Bundle:
    """A verified bundle; the index is still on disk, at `index_path`."""

    manifest: Manifest
    catalog: CatalogData
    matrices: Matrices
    weights: RankingWeights
    index_path: Path


def load_bundle(path: Path) -> Bundle:
    """Verify and read a bundle; raises BundleError naming the file that is wrong."""
    return complete(open_bundle(path))


def complete(opened: Opened) -> Bundle:
    """Read the matrices of an opened bundle; raises BundleError when they are wrong."""
    path, manifest = opened.path, opened.manifest
    matrices = _load_matrices(path / NEIGHBOURS, len(opened.catalog.keys))
    try:
        weights = RankingWeights(**manifest["ranking"])
    except (KeyError, TypeError) as error:
        raise BundleError(f"{path / MANIFEST}: its ranking weights are incomplete ({error})") from None
    return Bundle(manifest, opened.catalog, matrices, weights, path / INDEX)


def save_bundle(
    path: Path,
    manifest: Manifest,
    catalog: CatalogData,
    matrices: Matrices,
    write_index: Callable[[Path], None],
) -> None:
    """Write a bundle beside `path` and move it into place; an earlier one is replaced, its songs stay."""

    def fill(fresh: Path) -> None:
        catalog.save(fresh / CATALOG)
        _save_matrices(fresh / NEIGHBOURS, matrices)
        write_index(fresh / INDEX)

    write_aside(path, manifest, fill, FORMAT)


def _save_matrices(path: Path, matrices: Matrices) -> None:
    learned, meetings = matrices.neighbours.matrix, matrices.meetings
    # half the bytes of int32 and float32; positions fit 16 bits up to 65,535 artists
    places = np.uint16 if learned.shape[0] <= np.iinfo(np.uint16).max else np.int32
    np.savez_compressed(
        path,
        learned=learned.data.astype(np.float16),
        learned_columns=learned.indices.astype(places),
        learned_lengths=np.diff(learned.indptr).astype(np.int32),
        meetings=meetings.data.astype(np.int32),
        meetings_columns=meetings.indices.astype(places),
        meetings_lengths=np.diff(meetings.indptr).astype(np.int32),
    )


def _load_matrices(path: Path, artists: int) -> Matrices:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            learned = _rows(arrays, "learned", np.dtype(np.float32), artists)
            meetings = _rows(arrays, "meetings", np.dtype(np.int32), artists)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BundleError(f"{path}: not the matrices of {artists} artists ({error})") from None
    return Matrices(Neighbours(learned), meetings)


def _rows(arrays: Mapping[str, Any], name: str, dtype: np.dtype[Any], artists: int) -> sparse.csr_matrix:
    """A CSR matrix from what stands under its name; raises ValueError when the arrays do not fit together."""
    starts = np.concatenate([[0], np.cumsum(arrays[f"{name}_lengths"], dtype=np.int64)])
    cells = arrays[name].astype(dtype), arrays[f"{name}_columns"].astype(np.int32), starts
    matrix = sparse.csr_matrix(cells, shape=(artists, artists))
    matrix.check_format(full_check=True)
    return matrix
