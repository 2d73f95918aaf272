"""A bundle's first reading: verified, its artists known; nothing that takes a model.

    manifest.json    what it is made of: data sets and licences, date, code version, sizes, ranking weights,
                     evaluation figures, and the SHA-256 of every other file
    catalog.json.gz  artists: keys, names, genres, popularity, aliases
    neighbours.npz   two sparse matrices: the learned similarities, and in how many baskets two artists meet;
                     and what is said of them, as short vectors, with how much playlists hold them
    index/           the TFRS index as a SavedModel
    tracks/          songs, trained apart (recommender/tracks/bundle.py); may be missing

From 65,536 artists on a bundle has `arrays/` instead of catalogue and neighbours: a file for each array,
looked at where it lies (mapped.py); the manifest's `layout` says so. No pickle anywhere.
"""

from dataclasses import dataclass
from pathlib import Path

from recommender import mapped
from recommender.catalog import CatalogData
from recommender.folder import Manifest, read_manifest, verify
from recommender.texts import Arrays

FORMAT = 4
DEFAULT_PATH = Path(__file__).parent / "bundle"
CATALOG, NEIGHBOURS, INDEX = "catalog.json.gz", "neighbours.npz", "index"
MAPPED, ARTISTS = "mapped", "catalog"


@dataclass(frozen=True)
class Opened:
    """A verified bundle; matrices, index and songs are still on disk."""

    path: Path
    manifest: Manifest
    catalog: CatalogData | Arrays


def open_bundle(path: Path) -> Opened:
    """Verify a bundle and read its artists; raises BundleError naming the file that is wrong."""
    manifest = read_manifest(path, FORMAT)
    large = manifest.get("layout") == MAPPED
    verify(path, manifest, (*(() if large else (CATALOG, NEIGHBOURS)), f"{INDEX}/saved_model.pb"))
    return Opened(path, manifest, _look(path) if large else CatalogData.load(path / CATALOG))


def _look(path: Path) -> Arrays:
    arrays = mapped.look(path, ARTISTS)
    try:
        lengths = {len(arrays[name]) for name in ("baskets", "popularity", "places.places")}
    except KeyError as error:
        raise mapped.refuse(path, error) from None
    if len(lengths) > 1:
        raise mapped.refuse(path, ValueError("its columns differ in length"))
    return arrays
