"""The trained bundle on disk: written aside and moved into place, verified before it is used (opening.py)."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from errors import BundleError
from recommender import mapped
from recommender.catalog import CatalogData
from recommender.descriptions import Descriptions
from recommender.folder import MANIFEST, Manifest, weights, write_aside
from recommender.match import RankingWeights
from recommender.opening import (
    ARTISTS,
    CATALOG,
    DEFAULT_PATH,
    FORMAT,
    INDEX,
    MAPPED,
    NEIGHBOURS,
    Opened,
    open_bundle,
)
from recommender.reranking import Reranker
from recommender.rows import Rows
from recommender.similarity import Matrices, Neighbours
from recommender.texts import Arrays, below, under

__all__ = ["DEFAULT_PATH", "FORMAT", "MANY", "Bundle", "complete", "load_bundle", "save_bundle"]


MANY = 65_536
"""Artists, from which on a bundle is read where it lies."""
_LEARNED, _MEETINGS, _DESCRIPTIONS = "learned", "meetings", "said"


@dataclass(frozen=True)
class Bundle:
    """A verified bundle; the index is still on disk, at `index_path`."""

    manifest: Manifest
    catalog: CatalogData | Arrays
    matrices: Matrices
    weights: RankingWeights
    reranker: Reranker | None
    index_path: Path


def load_bundle(path: Path) -> Bundle:
    """Verify and read a bundle; raises BundleError naming the file that is wrong."""
    return complete(open_bundle(path))


def complete(opened: Opened) -> Bundle:
    """Read the matrices of an opened bundle; raises BundleError when they are wrong."""
    path, manifest, catalog = opened.path, opened.manifest, opened.catalog
    if isinstance(catalog, CatalogData):
        matrices = _load_matrices(path / NEIGHBOURS, len(catalog.keys))
    else:
        matrices = _look_at_matrices(path, len(catalog["baskets"]))
    try:
        ranking = RankingWeights(**weights(path, manifest, "ranking"))
    except TypeError as error:
        raise BundleError(f"{path / MANIFEST}: its ranking weights are incomplete ({error})") from None
    return Bundle(manifest, catalog, matrices, ranking, _reranker(path, manifest), path / INDEX)


def _reranker(path: Path, manifest: Manifest) -> Reranker | None:
    """None for bundles that have none, older ones among them."""
    rows = manifest.get("reranker")
    try:
        return None if rows is None else Reranker.of(rows)
    except (ValueError, TypeError) as error:
        raise BundleError(f"{path / MANIFEST}: its reranker is wrong ({error})") from None


def save_bundle(
    path: Path,
    manifest: Manifest,
    catalog: CatalogData,
    matrices: Matrices,
    write_index: Callable[[Path], None],
    *,
    many: int = MANY,
) -> None:
    """Write a bundle beside `path` and move it into place; an earlier one is replaced, its songs stay.

    From `many` artists on, it is one of arrays that are looked at where they lie.
    """
    large = len(catalog.keys) >= many

    def fill(fresh: Path) -> None:
        if large:
            mapped.save(fresh, ARTISTS, catalog.arrays())
            mapped.save(fresh, _LEARNED, _parts(matrices.neighbours.matrix))
            mapped.save(fresh, _MEETINGS, _parts(matrices.meetings))
            mapped.save(fresh, _DESCRIPTIONS, matrices.descriptions.arrays())
        else:
            catalog.save(fresh / CATALOG)
            _save_matrices(fresh / NEIGHBOURS, matrices)
        write_index(fresh / INDEX)

    write_aside(path, manifest | ({"layout": MAPPED} if large else {}), fill, FORMAT)


def _parts(rows: Rows) -> Arrays:
    return {"data": rows.data, "columns": rows.columns, "starts": rows.starts}


def _look_at_matrices(path: Path, artists: int) -> Matrices:
    try:
        learned, meetings = (_matrix(path, name, artists) for name in (_LEARNED, _MEETINGS))
        described = Descriptions.of(mapped.look(path, _DESCRIPTIONS), artists)
    except (ValueError, KeyError, TypeError) as error:
        raise mapped.refuse(path, error) from None
    return Matrices(Neighbours(learned), meetings, described)


def _matrix(path: Path, name: str, artists: int) -> Rows:
    # with a view of its own: the memory that this look takes is given back
    Rows(**mapped.look(path, name)).check(artists, artists)
    return Rows(**mapped.look(path, name))


def _save_matrices(path: Path, matrices: Matrices) -> None:
    # half the bytes of int32 and float32; positions fit 16 bits up to 65,535 artists
    places = np.uint16 if len(matrices.neighbours) < MANY else np.int32
    np.savez_compressed(
        path,
        **matrices.neighbours.matrix.pack(_LEARNED, np.float16, places),  # type: ignore[arg-type] # numpy's
        **matrices.meetings.pack(_MEETINGS, np.int32, places),  # type: ignore[arg-type] # numpy's
        **under(_DESCRIPTIONS, matrices.descriptions.arrays()),  # type: ignore[arg-type] # numpy's
    )


def _load_matrices(path: Path, artists: int) -> Matrices:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            learned, meetings = (Rows.packed(arrays, name) for name in (_LEARNED, _MEETINGS))
            described = Descriptions.of(below(_DESCRIPTIONS, dict(arrays)), artists)
        for rows in (learned, meetings):
            rows.check(artists, artists)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BundleError(f"{path}: not the matrices of {artists} artists ({error})") from None
    return Matrices(Neighbours(learned), meetings, described)
